// Lowest and highest zone of a rate, and the rate of the whole territory, in a sentence.
#pragma once

#include <string>

#include "maillage/base/lang.hpp"
#include "maillage/themes/layer.hpp"

namespace maillage {

struct RateWords {
  std::string code;   // of the column; code_rebuilt and code_known_share go with it
  std::string title;  // "Accueil du jeune enfant"
  std::string unit;   // after a range: " places pour 100 enfants de moins de 3 ans"; " %" after each figure
  bool after_each = true;  // the unit follows each figure, else the range
};

// "Accueil du jeune enfant (2023) : de 48,5 (CC X) à 71,8 (CU Y) places …, 12 EPCI ; Pas-de-Calais : 57,7". Zones
// whose rate is not complete are counted, not compared. `territory`: a layer of one zone with the same column, or null.
[[nodiscard]] std::string rate_sentence(const Layer& layer, const Layer* territory, const RateWords& words,
                                        Lang lang);

}  // namespace maillage
