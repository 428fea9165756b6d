#include "maillage/mesh/problem.hpp"

#include <array>

namespace maillage {

std::string_view to_string(MeshProblemKind kind) {
  static constexpr std::array<std::string_view, 10> names{
      "unclosed-ring", "collapsed-ring", "self-touching", "self-crossing", "doubled-edge",
      "overlap",       "hole",           "slit",          "t-junction",    "stray-hole"};
  return names[static_cast<std::size_t>(kind)];
}

}  // namespace maillage
