#include "french.hpp"

namespace maillage::french {
namespace {

constexpr Translation sentences[] = {
    {"dissolve: group {} of {} does not exist", "fusion : le groupe {} sur {} n'existe pas"},
    {"dissolve: {} groups given for {} zones", "fusion : {} groupes donnés pour {} zones"},
};

}  // namespace

std::span<const Translation> of_mesh() {
  return sentences;
}

}  // namespace maillage::french
