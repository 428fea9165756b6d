// Units in words.
//
// A column states its unit by a stable English code ("percent", "places per 100 children under 3"); people read "%" and
// "places pour 100 enfants de moins de 3 ans". A unit that the table does not know, such as one that a study gives its own
// indicator, is its own words.
//
//     unit_text("inhabitants", Lang::fr);  // "habitants"
#pragma once

#include <string>
#include <string_view>

#include "maillage/base/lang.hpp"

namespace maillage {

[[nodiscard]] std::string unit_text(std::string_view unit, Lang lang);

}  // namespace maillage
