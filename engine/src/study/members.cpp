#include "study/members.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/counted.hpp"

namespace maillage {
namespace {

// The commune of the reference that a code of another day means; empty when it means none.
std::string commune_today(const Geography& geography, const std::string& code, Day day) {
  if (geography.all->find(code)) return code;
  if (!geography.has_history || day >= geography.day) return {};
  const auto heir = successor(geography.history, code, day, geography.day);
  return heir && geography.all->find(heir->code) ? heir->code : std::string();
}

EpciOfCommunes epci_of_reference(const Geography& geography, const EpciTable& table,
                                 Diagnostics& diagnostics) {
  EpciOfCommunes found;
  std::vector<std::string> torn;
  for (const EpciRow& row : table.rows) {
    const std::string commune = commune_today(geography, row.commune, table.day);
    if (commune.empty()) {
      found.elsewhere.push_back(row);
      continue;
    }
    const auto [place, is_new] = found.epci.try_emplace(commune, row.epci);
    if (!is_new && place->second != row.epci) torn.push_back(commune);
  }
  if (!torn.empty())
    diagnostics.add({.severity = Severity::warning,
                     .code = "two-epci",
                     .place = {.file = table.input->name()},
                     .found = fmt::format("{} of today with rows in two EPCI, for example {}",
                                          counted(torn.size(), "commune"), torn.front()),
                     .expected = "one EPCI for a commune",
                     .advice = "the first row stands",
                     .count = static_cast<std::int64_t>(torn.size()),
                     .zones = torn});
  return found;
}

bool is_inside(const TerritoryPart& part, const std::string& commune, const std::string& departement,
               const std::string& region, const std::string& epci) {
  switch (part.level) {
    case Level::commune:
      return part.code == commune;
    case Level::departement:
      return part.code == departement;
    case Level::region:
      return part.code == region;
    case Level::epci:
      return part.code == epci;
    default:
      return true;
  }
}

}  // namespace

bool is_france(const Study& study) {
  return std::ranges::any_of(study.territory,
                             [](const TerritoryPart& part) { return part.level == Level::nation; });
}

Members members_of(const Study& study, const std::vector<Input>& inputs, const Geography& geography,
                   const std::vector<EpciTable>& tables, Diagnostics& diagnostics) {
  const Zoning& all = *geography.all;
  Members members;
  members.communes_of_part.resize(study.territory.size());
  members.departements = departements_of(all, inputs, diagnostics);
  members.regions = regions_of_departements(all, members.departements, inputs, diagnostics);
  if (!tables.empty()) members.epci = epci_of_reference(geography, tables.front(), diagnostics);
  for (std::size_t zone = 0; zone < all.size(); ++zone) {
    const std::string& departement = members.departements[zone];
    const std::string& code = all.code(zone);
    members.inside.push_back(0);
    for (std::size_t part = 0; part < study.territory.size(); ++part) {
      if (!is_inside(study.territory[part], code, departement, members.region_of(departement),
                     members.epci_of(code)))
        continue;
      members.inside.back() = 1;
      ++members.communes_of_part[part];
    }
  }
  return members;
}

}  // namespace maillage
