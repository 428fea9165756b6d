#include "french.hpp"

namespace maillage::french {
namespace {

constexpr Translation of_mesh_room[] = {
    {"dissolve: group {} of {} does not exist", "fusion : le groupe {} sur {} n'existe pas"},
    {"dissolve: {} groups given for {} zones", "fusion : {} groupes donnés pour {} zones"},
};

}  // namespace

std::span<const Translation> of_mesh() {
  return of_mesh_room;
}

}  // namespace maillage::french
