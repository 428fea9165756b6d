#include "maillage/measure/presence.hpp"

#include <array>
#include <utility>

namespace maillage {

std::string_view to_string(Presence presence) {
  switch (presence) {
    case Presence::known:
      return "known";
    case Presence::secret_primary:
      return "secret";
    case Presence::secret_secondary:
      return "secret_secondary";
    case Presence::not_available:
      return "not_available";
    case Presence::not_significant:
      return "not_significant";
    case Presence::not_applicable:
      return "not_applicable";
    case Presence::unlocated:
      return "unlocated";
    case Presence::no_match:
      return "no_match";
  }
  return "not_available";
}

std::string to_string(Marks marks) {
  static constexpr std::array<std::pair<Mark, std::string_view>, 5> words{{{Mark::partial, "partial"},
                                                                           {Mark::estimated, "estimated"},
                                                                           {Mark::rounded, "rounded"},
                                                                           {Mark::censored, "censored"},
                                                                           {Mark::presumed, "presumed"}}};
  std::string text;
  for (const auto& [mark, word] : words) {
    if (!marks.has(mark)) continue;
    if (!text.empty()) text += '+';
    text += word;
  }
  return text;
}

}  // namespace maillage
