#include "formats/recognise/presence_words.hpp"

#include <array>
#include <utility>

namespace maillage {

std::optional<Presence> parse_presence(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, Presence>, 7> words{{
      {"secret_primary", Presence::secret_primary},
      {"secret", Presence::secret_primary},
      {"secret_secondary", Presence::secret_secondary},
      {"not_available", Presence::not_available},
      {"not_significant", Presence::not_significant},
      {"not_applicable", Presence::not_applicable},
      {"unlocated", Presence::unlocated},
  }};
  for (const auto& [text, presence] : words) {
    if (text == word) return presence;
  }
  return std::nullopt;
}

}  // namespace maillage
