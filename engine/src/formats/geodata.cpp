#include "maillage/formats/geodata.hpp"

namespace maillage {
namespace {

constexpr GeodataFile files[] = {
#include "embedded.inc"
};

}  // namespace

std::span<const GeodataFile> geodata_files() {
  return files;
}

}  // namespace maillage
