// What an unmatched code may be, in one short sentence, for the join doctor.
//
// suggest looks, in this order, for: no code at all; a placeholder (XX, ZZZZZZZZZ); a code that lost its
// leading zero or grew a decimal part or blanks; lower-case Corsica; a code of another level (IRIS, SIREN
// of an EPCI, QPV, département); a district of Paris, Lyon or Marseille; a collectivity of outre-mer or a
// foreign country; a commune merged, renumbered, not yet or no longer existing at the day of the zoning; a
// commune of another territory; an EPCI of another year. An empty answer means: nothing is known. Sentences
// are English, start in lower case and end without a full stop.
//
// has_siren_key tells a SIREN from nine digits: the sum of its digits, every second one doubled, is a
// multiple of ten (Luhn). bare_name makes names comparable: folded, without the small words, with the kinds
// of EPCI as their initials ("Communauté de communes de l'Île de Ré" and "CC Ile de Ré" are one).
// in_overseas_collectivity: 975, 977, 978, 984, 986 to 989, which are no départements.
//
//     suggest("49144", {.zoning = *communes, .history = &history});
//     // "is 44180 Vallons-de-l'Erdre since 2018-01-01 (change of département)"
#pragma once

#include <string>
#include <string_view>

#include "maillage/zoning/history.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

struct SuggestionContext {
  const Zoning& zoning;                     // what the code was looked for in
  const CommuneHistory* history = nullptr;  // for communes
};

[[nodiscard]] bool has_siren_key(std::string_view code);
[[nodiscard]] bool in_overseas_collectivity(std::string_view code);
[[nodiscard]] std::string bare_name(std::string_view name);

[[nodiscard]] Message suggest(std::string_view code, const SuggestionContext& context);

}  // namespace maillage
