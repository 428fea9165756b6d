#include "join/members.hpp"

#include <algorithm>

#include "join/territory.hpp"

namespace maillage {
namespace {

bool is_inside(const TerritoryPart& part, const std::string& commune, const std::string& departement,
               const std::string& region, const std::string& epci) {
  if (part.level == Level::commune) return part.code == commune;
  if (part.level == Level::departement) return part.code == departement;
  if (part.level == Level::region) return part.code == region;
  if (part.level == Level::epci) return part.code == epci;
  return true;
}

}  // namespace

bool is_france(const Study& study) {
  return std::ranges::any_of(study.territory,
                             [](const TerritoryPart& part) { return part.level == Level::nation; });
}

Members members_of(const Study& study, const std::vector<Input>& inputs, const Geography& geography,
                   Affiliations epci, Diagnostics& diagnostics) {
  const Zoning& all = *geography.all;
  Members members;
  members.communes_of_part.resize(study.territory.size());
  members.departements = departements_of(all, inputs, diagnostics);
  members.regions = regions_of_departements(all, members.departements, inputs, diagnostics);
  members.epci = std::move(epci);
  for (std::size_t zone = 0; zone < all.size(); ++zone) {
    const std::string& departement = members.departements[zone];
    const std::string& code = all.code(zone);
    members.inside.push_back(0);
    for (std::size_t part = 0; part < study.territory.size(); ++part) {
      if (!is_inside(study.territory[part], code, departement, members.region_of(departement),
                     members.epci.group_of(code)))
        continue;
      members.inside.back() = 1;
      ++members.communes_of_part[part];
    }
  }
  return members;
}

}  // namespace maillage
