#include "formats/recognise/presence_words.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::array<std::pair<std::string_view, Presence>, 7> presence_by_word{{
    {"secret_primary", Presence::secret_primary},
    {"secret", Presence::secret_primary},
    {"secret_secondary", Presence::secret_secondary},
    {"not_available", Presence::not_available},
    {"not_significant", Presence::not_significant},
    {"not_applicable", Presence::not_applicable},
    {"unlocated", Presence::unlocated},
}};

}  // namespace

std::optional<Presence> parse_presence(std::string_view word) {
  for (const auto& [text, presence] : presence_by_word) {
    if (text == word) return presence;
  }
  return std::nullopt;
}

std::vector<std::string> presence_words() {
  std::vector<std::string> all;
  for (const auto& [text, presence] : presence_by_word) all.emplace_back(text);
  return all;
}

std::string status_marker(const ColumnRule& rule, std::string_view word) {
  return fmt::format("{}={}", rule.pattern, word);
}

std::optional<Presence> marker_of(const Layout& layout, std::string_view text) {
  auto found = layout.markers.find(std::string(text));
  if (found == layout.markers.end()) found = layout.markers.find(to_lower_ascii(text));
  return found == layout.markers.end() ? std::nullopt : std::optional<Presence>(found->second);
}

}  // namespace maillage
