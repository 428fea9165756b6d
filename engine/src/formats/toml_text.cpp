#include "formats/toml_text.hpp"

#include <fmt/format.h>

#include "maillage/base/error.hpp"

namespace maillage {

toml::table parse_geodata(std::string_view path, std::string_view text) {
  try {
    return toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    throw Error(Failure::internal, fmt::format("geodata/{}, line {}: {}", path, error.source().begin.line,
                                               std::string_view(error.description())));
  }
}

std::string text_at(const toml::table& table, std::string_view key) {
  return table[key].value_or(std::string{});
}

std::vector<std::string> texts_at(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  if (const auto* list = table[key].as_array()) {
    for (const toml::node& item : *list) texts.push_back(item.value_or(std::string{}));
  } else if (table.contains(key)) {
    texts.push_back(text_at(table, key));
  }
  return texts;
}

}  // namespace maillage
