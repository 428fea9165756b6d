#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

// Words of geodata: the enumerators of Presence.
[[nodiscard]] std::optional<Presence> parse_presence(std::string_view word);
[[nodiscard]] std::vector<std::string> presence_words();

// What stands in the place of a figure that a word of its status explains: "CONF_STATUS=C".
[[nodiscard]] std::string status_marker(const ColumnRule& rule, std::string_view word);

// What a text that is no figure means, when the layout says so.
[[nodiscard]] std::optional<Presence> marker_of(const Layout& layout, std::string_view text);

}  // namespace maillage
