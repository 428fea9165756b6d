#include "formats/read/layer_choice.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {

std::size_t choose_layer(const std::vector<std::string>& names, const std::string& wanted,
                         const std::string& file) {
  if (names.empty()) throw Error(Failure::unreadable, message("{}: holds no layer", file));
  const std::string all = join(names, ", ");
  if (wanted.empty()) {
    if (names.size() == 1) return 0;
    throw Error(Failure::usage, message("{}: holds {} layers: {}; state which one: layer = \"{}\"", file,
                                        names.size(), all, names.front()));
  }
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const auto near = closest(wanted, names);
  throw Error(Failure::usage, message("{}: has no layer \"{}\"; {}it has: {}", file, wanted,
                                      near ? message("did you mean \"{}\"? ", *near) : Message(), all));
}

}  // namespace maillage
