#include "maillage/measure/unit.hpp"

#include <algorithm>
#include <array>

namespace maillage {
namespace {

struct UnitWords {
  std::string_view code, french, english = {};  // the code is the English of most
};

constexpr std::array<UnitWords, 15> units{
    {{"percent", "%", "%"},
     {"foyers allocataires", "foyers allocataires", "households of the Caf"},
     {"days", "jours"},
     {"inhabitants", "habitants"},
     {"children", "enfants"},
     {"persons", "personnes"},
     {"households", "ménages"},
     {"places per 100 children under 3", "places pour 100 enfants de moins de 3 ans"},
     {"EUR per year and consumption unit", "euros par an et par unité de consommation"},
     {"EUR", "euros"},
     {"m2", "m²"},
     {"km2", "km²"},
     {"ratio", "rapport"},
     {"points", "points"},
     {"places", "places"}}};

}  // namespace

std::string unit_text(std::string_view unit, Lang lang) {
  const auto* const found = std::ranges::find(units, unit, &UnitWords::code);
  if (found == units.end()) return std::string(unit);
  if (lang == Lang::fr) return std::string(found->french);
  return std::string(found->english.empty() ? unit : found->english);
}

}  // namespace maillage
