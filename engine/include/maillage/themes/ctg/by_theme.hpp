// Coverage by theme (definition C): of what an agreement is about.
//
// Definition C is definition A over the register of one theme: `for_theme` keeps of each agreement the parties that it
// binds for that theme. A party of which the register lists themes is bound for these; one without has those that the
// other parties of its agreement list, together. Of an agreement that lists none, and where a word is not understood, it is
// unknown: the party may be bound and surely is not, so that its zone is unknown. An unknown is never a no.
//
// Words are compared without case, accents and punctuation. `check_themes` names those that no theme explains
// ("theme-unknown", a problem, with the nearest) and, once, the agreements that list none ("theme-not-stated").
//
// Laws (tested): covered for a theme within covered; a party that lists one more theme changes no other.
//
//     const Register for_youth = for_theme(reg, *find_ctg_theme(themes, "jeunesse"), themes);
//     ctg_coverage(field, for_youth, question, diagnostics);
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/base/lang.hpp"
#include "maillage/register/register.hpp"
#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

struct CtgTheme {
  std::string code;  // "petite_enfance"
  std::string label;
  std::string label_en;
  std::vector<std::string> words;

  [[nodiscard]] const std::string& in(Lang lang) const { return lang == Lang::fr ? label : label_en; }
};

// By code, label or word; null when no theme is called so.
[[nodiscard]] const CtgTheme* find_ctg_theme(std::span<const CtgTheme> themes, std::string_view word);

[[nodiscard]] Register for_theme(const Register& reg, const CtgTheme& theme,
                                 std::span<const CtgTheme> themes);

// The answer of a theme, with the reasons that only the answer of all themes tells: other_theme, theme_unknown.
[[nodiscard]] CtgAnswer with_theme_reasons(CtgAnswer of_theme, const CtgAnswer& of_all);

void check_themes(const Register& reg, std::span<const CtgTheme> themes, Diagnostics& diagnostics);

}  // namespace maillage
