#include "maillage/formats/geodata.hpp"

namespace maillage {
namespace {

constexpr GeodataFile embedded_files[] = {
#include "embedded.inc"
};

}  // namespace

std::span<const GeodataFile> geodata_files() {
  return embedded_files;
}

}  // namespace maillage
