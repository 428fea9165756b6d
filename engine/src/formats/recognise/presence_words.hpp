#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

// Words of geodata: the enumerators of Presence.
[[nodiscard]] std::optional<Presence> parse_presence(std::string_view word);

}  // namespace maillage
