#include "maillage/study/geography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "study/reference_list.hpp"
#include "study/territory.hpp"

namespace maillage {
namespace {

using Codes = std::set<std::string, std::less<>>;

// The commune of the reference that a code of another day means; empty when it means none.
std::string commune_today(const Geography& geography, const std::string& code, Day day) {
  if (geography.all->find(code)) return code;
  if (!geography.has_history || day >= geography.day) return {};
  const auto heir = successor(geography.history, code, day, geography.day);
  return heir && geography.all->find(heir->code) ? heir->code : std::string();
}

struct EpciOfCommunes {
  std::map<std::string, std::string, std::less<>> epci;  // commune of the reference -> EPCI
  std::vector<EpciRow> elsewhere;                        // rows whose commune is not in the reference
};

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
                     .found = fmt::format("{} commune(s) of today with rows in two EPCI, for example {}",
                                          torn.size(), torn.front()),
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

Grouping group(Level level, const Geography& geography, const std::vector<std::string>& code_of,
               const Codes& kept, const std::map<std::string, std::string>& names, Day day,
               std::string source) {
  std::vector<Zone> zones;
  for (const std::string& code : kept) {
    const auto name = names.find(code);
    zones.push_back({code, name != names.end() ? name->second : code});
  }
  Grouping grouping{make_zoning(level, day, source, std::move(zones)), {}, source};
  for (std::size_t zone = 0; zone < geography.wide->size(); ++zone) {
    const auto target = code_of[zone].empty() ? std::nullopt : grouping.zoning->find(code_of[zone]);
    grouping.group_of.push_back(target ? static_cast<std::uint32_t>(*target) : outside);
  }
  return grouping;
}

std::string territory_words(const Study& study) {
  std::vector<std::string> words;
  for (const TerritoryPart& part : study.territory)
    words.push_back(part.level == Level::nation ? "France"
                                                : fmt::format("{} {}", to_string(part.level), part.code));
  return join(words, " + ");
}

Grouping custom_groups(const Study& study, const Geography& geography, Diagnostics& diagnostics) {
  std::vector<std::string> code_of(geography.wide->size());
  std::map<std::string, std::string> names;
  Codes kept;
  for (const CustomTerritory& territory : study.custom) {
    kept.insert(territory.code);
    names[territory.code] = territory.name;
    for (const std::string& commune : territory.communes) {
      const auto zone = geography.wide->find(commune);
      if (!zone)
        diagnostics.add({.severity = Severity::problem,
                         .code = "unknown-commune",
                         .place = {.file = study.file.filename().string(),
                                   .column = "territories." + territory.code,
                                   .zone = commune},
                         .found = fmt::format("commune {} is not in the territory", commune),
                         .expected = "codes of communes of the study",
                         .advice = "the other communes of the territory are kept"});
      else if (!code_of[*zone].empty() && code_of[*zone] != territory.code)
        diagnostics.add(
            {.severity = Severity::problem,
             .code = "two-territories",
             .place = {.file = study.file.filename().string(), .zone = commune},
             .found = fmt::format("commune {} is in {} and in {}", commune, code_of[*zone], territory.code),
             .expected = "one territory for a commune",
             .advice = "it stays in the first"});
      else
        code_of[*zone] = territory.code;
    }
  }
  return group(Level::custom, geography, code_of, kept, names, geography.day, study.file.filename().string());
}

}  // namespace

Geography build_geography(const Study& study, const std::vector<Input>& inputs, Diagnostics& diagnostics) {
  Geography geography;
  geography.history = history_from(inputs, diagnostics);
  geography.has_history = !geography.history.events().empty();
  const ReferenceList reference = choose_reference(study, inputs, geography.history, diagnostics);
  geography.day = reference.day;
  geography.edition = reference.edition;
  geography.all = reference.communes;
  const Zoning& all = *geography.all;

  const std::vector<EpciTable> tables = epci_tables(inputs, geography.day, diagnostics);
  const EpciOfCommunes membership =
      tables.empty() ? EpciOfCommunes{} : epci_of_reference(geography, tables.front(), diagnostics);
  const std::vector<std::string> departements = departements_of(all, inputs, diagnostics);
  const auto regions = regions_of_departements(all, departements, inputs, diagnostics);
  const auto region_of = [&](const std::string& departement) {
    const auto found = regions.find(departement);
    return found == regions.end() ? std::string() : found->second;
  };
  const auto epci_of = [&](const std::string& commune) {
    const auto found = membership.epci.find(commune);
    return found == membership.epci.end() ? std::string() : found->second;
  };

  // The territory, then what its EPCI hold beyond it.
  Codes inside_codes, epci_codes, departement_codes, region_codes;
  std::vector<char> inside(all.size(), 0);
  for (std::size_t zone = 0; zone < all.size(); ++zone) {
    const std::string epci = epci_of(all.code(zone));
    for (const TerritoryPart& part : study.territory)
      if (is_inside(part, all.code(zone), departements[zone], region_of(departements[zone]), epci))
        inside[zone] = 1;
    if (!inside[zone]) continue;
    if (!epci.empty()) epci_codes.insert(epci);
    departement_codes.insert(departements[zone]);
  }
  std::vector<Zone> communes, wide;
  std::map<std::string, std::string, std::less<>> beyond_departement;
  for (std::size_t zone = 0; zone < all.size(); ++zone) {
    if (inside[zone]) communes.push_back(all.zones()[zone]);
    if (inside[zone] || epci_codes.contains(epci_of(all.code(zone)))) wide.push_back(all.zones()[zone]);
  }
  std::map<std::string, std::string, std::less<>> epci_of_wide = membership.epci;
  for (const EpciRow& row : membership.elsewhere) {
    if (!epci_codes.contains(row.epci) || epci_of_wide.contains(row.commune)) continue;
    wide.push_back({row.commune, row.name.empty() ? row.commune : row.name});
    epci_of_wide[row.commune] = row.epci;
    beyond_departement[row.commune] = row.departement;
  }
  if (communes.empty())
    throw Error(Failure::usage, fmt::format("territory {} holds no commune of {} ({} communes there)",
                                            territory_words(study), geography.edition, all.size()));
  geography.communes = communes.size() == all.size() ? geography.all
                                                     : make_zoning(Level::commune, geography.day,
                                                                   geography.edition, std::move(communes));
  geography.wide = wide.size() == geography.communes->size()
                       ? geography.communes
                       : make_zoning(Level::commune, geography.day, geography.edition, std::move(wide));
  for (const Zone& zone : geography.communes->zones())
    geography.wide_of.push_back(static_cast<std::uint32_t>(*geography.wide->find(zone.code)));

  std::vector<std::string> epci_code(geography.wide->size()), region_code(geography.wide->size()),
      nation_code(geography.wide->size());
  for (std::size_t zone = 0; zone < geography.wide->size(); ++zone) {
    const std::string& code = geography.wide->code(zone);
    const auto place = all.find(code);
    geography.departement_of.push_back(place ? departements[*place] : beyond_departement[code]);
    if (const auto found = epci_of_wide.find(code); found != epci_of_wide.end())
      epci_code[zone] = found->second;
    if (place && inside[*place]) {
      region_code[zone] = region_of(departements[*place]);
      nation_code[zone] = "FR";
    }
  }

  // Levels above are complete or absent.
  std::map<std::string, bool> whole_departement, whole_region;
  bool whole_nation = true;
  for (std::size_t zone = 0; zone < all.size(); ++zone) {
    const std::string region = region_of(departements[zone]);
    whole_departement.try_emplace(departements[zone], true).first->second &= inside[zone] != 0;
    if (!region.empty()) whole_region.try_emplace(region, true).first->second &= inside[zone] != 0;
    whole_nation = whole_nation && inside[zone];
  }
  std::erase_if(departement_codes, [&](const std::string& code) { return !whole_departement[code]; });
  geography.complete_departements.assign(departement_codes.begin(), departement_codes.end());
  bool several_regions_known = false;
  for (const auto& [region, whole] : whole_region) {
    several_regions_known = several_regions_known || !whole;
    if (whole) region_codes.insert(region);
  }
  const bool is_france = std::ranges::any_of(
      study.territory, [](const TerritoryPart& part) { return part.level == Level::nation; });

  const std::string edition = geography.edition;
  geography.departements = group(Level::departement, geography, geography.departement_of, departement_codes,
                                 names_of(Level::departement, inputs), geography.day, edition);
  // A list that holds one département only would make it look like a whole région.
  if (!is_france && !several_regions_known && whole_departement.size() == 1) region_codes.clear();
  geography.regions = group(Level::region, geography, region_code, region_codes,
                            names_of(Level::region, inputs), geography.day, edition);
  geography.nation =
      group(Level::nation, geography, nation_code, is_france && whole_nation ? Codes{"FR"} : Codes{},
            {{"FR", "France"}}, geography.day, edition);
  geography.custom = custom_groups(study, geography, diagnostics);

  geography.epci_day = tables.empty() ? geography.day : tables.front().day;
  geography.epci = group(Level::epci, geography, epci_code, epci_codes,
                         tables.empty() ? std::map<std::string, std::string>{} : tables.front().names,
                         geography.epci_day, tables.empty() ? "" : tables.front().input->name());
  for (const Zone& zone : geography.epci.zoning->zones()) {
    const auto seat = tables.front().seats.find(zone.code);
    geography.seat_of.push_back(seat != tables.front().seats.end() ? seat->second : "");
  }

  std::vector<MembershipSnapshot> snapshots;
  for (const EpciTable& table : tables) {
    if (std::ranges::any_of(snapshots,
                            [&](const MembershipSnapshot& other) { return other.at == table.day; }))
      continue;
    MembershipSnapshot snapshot{table.day, table.input->name(), {}};
    for (const EpciRow& row : table.rows) snapshot.member_group.emplace_back(row.commune, row.epci);
    snapshots.push_back(std::move(snapshot));
  }
  geography.epci_history = from_snapshots(std::move(snapshots), diagnostics);

  geography.decisions.push_back(
      fmt::format("territory: {} ({} communes)", territory_words(study), geography.communes->size()));
  geography.decisions.push_back(fmt::format("reference communes: {}", geography.edition));
  if (!tables.empty())
    geography.decisions.push_back(
        fmt::format("EPCI perimeters: {} ({})", tables.front().input->name(), to_iso(geography.epci_day)));
  return geography;
}

void count_epci(const Study& study, Geography& geography, const Measure* population,
                Diagnostics& diagnostics) {
  if (geography.epci.empty()) return;
  const bool is_france = std::ranges::any_of(
      study.territory, [](const TerritoryPart& part) { return part.level == Level::nation; });
  std::set<std::string, std::less<>> departements(geography.complete_departements.begin(),
                                                  geography.complete_departements.end());
  if (is_france || departements.empty()) {
    // Everywhere, or a territory smaller than a département: every EPCI that touches it is its own.
    for (std::uint32_t epci = 0; epci < geography.epci.zoning->size(); ++epci)
      geography.counted.epci.push_back(epci);
    return;
  }
  geography.counted = epci_of_territory({.communes = geography.wide,
                                         .epci = geography.epci.zoning,
                                         .epci_of_commune = geography.epci.group_of,
                                         .departement_of_commune = geography.departement_of,
                                         .seat_departement = geography.seat_of,
                                         .population = population},
                                        departements, study.epci_policy, diagnostics);
  geography.decisions.push_back(
      fmt::format("epci_policy: {} ({} EPCI)", to_string(study.epci_policy), geography.counted.epci.size()));
}

Crosswalk crosswalk_to(const Geography& geography, const Grouping& grouping) {
  return assign(
      geography.wide, grouping.zoning,
      [&](std::size_t zone) {
        return grouping.group_of[zone] == outside ? std::nullopt
                                                  : std::optional<std::size_t>(grouping.group_of[zone]);
      },
      grouping.source);
}

}  // namespace maillage
