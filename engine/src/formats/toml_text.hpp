// Reading the values of our own embedded TOML: a fault in it is a fault of the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace maillage {

[[nodiscard]] toml::table parse_geodata(std::string_view path, std::string_view text);
[[nodiscard]] std::string text_at(const toml::table& table, std::string_view key);
[[nodiscard]] std::vector<std::string> texts_at(const toml::table& table,
                                                std::string_view key);  // a text or a list

}  // namespace maillage
