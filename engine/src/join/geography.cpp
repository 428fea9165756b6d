#include "maillage/join/geography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <span>

#include "join/decisions.hpp"
#include "join/members.hpp"
#include "join/perimeters.hpp"
#include "join/reference_list.hpp"
#include "join/territory.hpp"
#include "join/territory_check.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

using Codes = std::set<std::string, std::less<>>;

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

bool needs_epci(const Study& study) {
  return study.ctg || std::ranges::find(study.output.levels, Level::epci) != study.output.levels.end() ||
         std::ranges::any_of(study.territory,
                             [](const TerritoryPart& part) { return part.level == Level::epci; });
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

// `communes`, `wide` and their EPCI and départements: an EPCI that touches the territory
// brings all its communes.
void lay_out_communes(const Members& members, Geography& geography, std::vector<std::string>& epci_of_wide) {
  const Zoning& all = *geography.all;
  Codes touching;
  std::vector<Zone> communes, wide;
  for (std::size_t zone = 0; zone < all.size(); ++zone) {
    if (!members.inside[zone]) continue;
    communes.push_back(all.zones()[zone]);
    if (const std::string epci = members.epci.group_of(all.code(zone)); !epci.empty()) touching.insert(epci);
  }
  std::map<std::string, const MemberRow*, std::less<>> elsewhere;
  for (std::size_t zone = 0; zone < all.size(); ++zone)
    if (members.inside[zone] || touching.contains(members.epci.group_of(all.code(zone))))
      wide.push_back(all.zones()[zone]);
  for (const MemberRow& row : members.epci.elsewhere) {
    if (!touching.contains(row.group) || !elsewhere.try_emplace(row.commune, &row).second) continue;
    wide.push_back({row.commune, row.name.empty() ? row.commune : row.name});
  }
  const auto same_or_new = [&](const ZoningRef& larger, std::vector<Zone> zones) {
    return zones.size() == larger->size()
               ? larger
               : make_zoning(Level::commune, geography.day, geography.edition, std::move(zones));
  };
  geography.communes = same_or_new(geography.all, std::move(communes));
  geography.wide = same_or_new(geography.communes, std::move(wide));
  for (const Zone& zone : geography.communes->zones())
    geography.wide_of.push_back(static_cast<std::uint32_t>(*geography.wide->find(zone.code)));
  for (const Zone& zone : geography.wide->zones()) {
    const auto place = all.find(zone.code);
    const auto row = elsewhere.find(zone.code);
    geography.departement_of.push_back(place ? members.departements[*place] : row->second->departement);
    epci_of_wide.push_back(row != elsewhere.end() ? row->second->group : members.epci.group_of(zone.code));
  }
}

// Départements and régions all of whose communes are in the territory: a level above is complete or absent.
struct WholeGroups {
  Codes departements;
  Codes regions;
  bool nation = true;
};

WholeGroups whole_groups(const Study& study, const Members& members) {
  std::map<std::string, bool> departements, regions;
  WholeGroups whole;
  for (std::size_t zone = 0; zone < members.inside.size(); ++zone) {
    const bool inside = members.inside[zone] != 0;
    const std::string region = members.region_of(members.departements[zone]);
    departements.try_emplace(members.departements[zone], true).first->second &= inside;
    if (!region.empty()) regions.try_emplace(region, true).first->second &= inside;
    whole.nation = whole.nation && inside;
  }
  whole.nation = whole.nation && is_france(study);
  for (const auto& [code, is_whole] : departements)
    if (is_whole) whole.departements.insert(code);
  for (const auto& [code, is_whole] : regions)
    if (is_whole) whole.regions.insert(code);
  // A list that holds one département only would make it look like a whole région.
  if (!is_france(study) && departements.size() == 1) whole.regions.clear();
  return whole;
}

std::vector<std::string> seats_of(const Zoning& epci, std::span<const MembershipTable> deciding) {
  std::map<std::string, std::string> seats;
  for (const MembershipTable& table : deciding) seats.insert(table.seats.begin(), table.seats.end());
  std::vector<std::string> seat_of;
  for (const Zone& zone : epci.zones()) {
    const auto seat = seats.find(zone.code);
    seat_of.push_back(seat != seats.end() ? seat->second : "");
  }
  return seat_of;
}

void lay_out_levels(const Study& study, const std::vector<Input>& inputs, const Members& members,
                    const std::vector<std::string>& epci_of_wide, std::span<const MembershipTable> tables,
                    Geography& geography, Diagnostics& diagnostics) {
  const WholeGroups whole = whole_groups(study, members);
  geography.complete_departements.assign(whole.departements.begin(), whole.departements.end());
  std::vector<std::string> region_code, nation_code(geography.wide->size());
  for (const std::string& departement : geography.departement_of)
    region_code.push_back(members.region_of(departement));
  Codes touching;
  for (const std::uint32_t zone : geography.wide_of) {
    nation_code[zone] = "FR";
    if (!epci_of_wide[zone].empty()) touching.insert(epci_of_wide[zone]);
  }
  const std::string& edition = geography.edition;
  geography.departements = group(Level::departement, geography, geography.departement_of, whole.departements,
                                 names_of(Level::departement, inputs), geography.day, edition);
  geography.regions = group(Level::region, geography, region_code, whole.regions,
                            names_of(Level::region, inputs), geography.day, edition);
  geography.nation = group(Level::nation, geography, nation_code, whole.nation ? Codes{"FR"} : Codes{},
                           {{"FR", "France"}}, geography.day, edition);
  geography.custom = custom_groups(study, geography, diagnostics);

  if (!tables.empty()) {
    geography.epci_day = tables.front().told;
    std::map<std::string, std::string> names = group_names(tables);
    names.merge(names_of(Level::epci, inputs));
    geography.epci = group(Level::epci, geography, epci_of_wide, touching, names, tables.front().day,
                           tables.front().input->name());
  } else {
    geography.epci = group(Level::epci, geography, epci_of_wide, {}, {}, geography.day, "");
  }
  geography.seat_of = seats_of(*geography.epci.zoning, deciding(tables, study.at));
}

// Groups as they are now have been so before, as far as is known: the first table holds from the beginning.
MembershipRegister epts_of(const std::vector<Input>& inputs, const Geography& geography, Day asked,
                           Diagnostics& diagnostics) {
  const std::vector<MembershipTable> tables =
      membership_tables(inputs, Level::custom, geography, asked, diagnostics);
  std::vector<MembershipSnapshot> snapshots =
      snapshots_of(tables, affiliations_of(geography, deciding(tables, asked)), asked);
  const auto first = std::ranges::min_element(snapshots, {}, &MembershipSnapshot::at);
  if (first != snapshots.end()) first->at = first_day;
  return from_snapshots(std::move(snapshots), diagnostics);
}

// Communes whose row is no code, and those that only a table that does not decide puts in an EPCI.
std::vector<char> without_known_epci(const Zoning& wide, const Affiliations& epci,
                                     std::span<const MembershipTable> others) {
  std::set<std::string_view> put_there;
  for (const MembershipTable& table : others)
    for (const MemberRow& row : table.rows)
      if (!row.group.empty()) put_there.insert(row.commune);
  std::vector<char> unknown;
  for (const Zone& zone : wide.zones())
    unknown.push_back(epci.unread.contains(zone.code) ||
                              (!epci.of.contains(zone.code) && put_there.contains(zone.code))
                          ? 1
                          : 0);
  return unknown;
}

// Without memberships every EPCI would be missed one by one: the cause is told instead, once.
void report_no_epci(const Study& study, Diagnostics& diagnostics) {
  std::vector<std::string> tables;
  const auto tells_epci = [](const Layout& layout) {
    return std::ranges::any_of(layout.columns, [](const ColumnRule& column) {
      return column.role == "parent" && column.level == Level::epci;
    });
  };
  for (const Layout& layout : catalogue())
    if (layout.kind == SourceKind::membership && layout.level == Level::commune && tells_epci(layout))
      tables.push_back(fmt::format("{} [{}]", layout.title, layout.id));
  diagnostics.add({.severity = Severity::problem,
                   .code = "no-epci",
                   .place = {.file = study.file.filename().string()},
                   .found = "no source says which EPCI each commune belongs to",
                   .expected = join(tables, ", or "),
                   .advice =
                       "add one of these to `sources` (`maillage list layouts` has them all); until then "
                       "there is no EPCI level, and an agreement of an EPCI covers no known commune"});
}

}  // namespace

Geography build_geography(const Study& study, const std::vector<Input>& inputs, Diagnostics& diagnostics) {
  Geography geography;
  geography.history = std::make_shared<const CommuneHistory>(history_from(inputs, diagnostics));
  geography.has_history = !geography.history->events().empty();
  const ReferenceList reference = choose_reference(study, inputs, *geography.history, diagnostics);
  geography.day = reference.day;
  geography.told_day = reference.told;
  geography.edition = reference.edition;
  geography.source = reference.input->name();
  geography.all = reference.communes;

  const std::vector<MembershipTable> tables =
      membership_tables(inputs, Level::epci, geography, study.at, diagnostics);
  if (tables.empty() && needs_epci(study)) report_no_epci(study, diagnostics);
  const Members members = members_of(study, inputs, geography,
                                     affiliations_of(geography, deciding(tables, study.at)), diagnostics);
  require_territory(study, inputs, geography, members);
  std::vector<std::string> epci_of_wide;
  lay_out_communes(members, geography, epci_of_wide);
  lay_out_levels(study, inputs, members, epci_of_wide, tables, geography, diagnostics);
  geography.epci_unknown = without_known_epci(*geography.wide, members.epci,
                                              std::span(tables).subspan(deciding(tables, study.at).size()));
  report_perimeters(tables, members.epci, geography, study.at, diagnostics);
  geography.epci_tables = perimeter_tables(tables, members.epci, geography);
  geography.epci_history = std::make_shared<const MembershipRegister>(
      from_snapshots(snapshots_of(tables, members.epci, study.at), diagnostics));
  geography.ept =
      std::make_shared<const MembershipRegister>(epts_of(inputs, geography, study.at, diagnostics));

  geography.decisions.push_back(
      fmt::format("territory: {} ({} communes)", territory_words(study), geography.communes->size()));
  geography.decisions.push_back(
      perimeter_decision("reference communes", geography.source, geography.told_day, study.at));
  if (!tables.empty())
    geography.decisions.push_back(
        perimeter_decision("EPCI perimeters", geography.epci.source, geography.epci_day, study.at));
  std::ranges::move(perimeter_decisions(geography.epci_tables, study.at),
                    std::back_inserter(geography.decisions));
  return geography;
}

TerritoryEpci count_epci(const Study& study, const Geography& geography, const Measure* population,
                         Diagnostics& diagnostics) {
  TerritoryEpci counted;
  if (geography.epci.empty()) return counted;
  const std::set<std::string, std::less<>> departements(geography.complete_departements.begin(),
                                                        geography.complete_departements.end());
  if (is_france(study) || departements.empty()) {
    // Everywhere, or a territory smaller than a département: every EPCI that touches it is its own.
    for (std::uint32_t epci = 0; epci < geography.epci.zoning->size(); ++epci) counted.epci.push_back(epci);
    return counted;
  }
  return epci_of_territory({.communes = geography.wide,
                            .epci = geography.epci.zoning,
                            .epci_of_commune = geography.epci.group_of,
                            .departement_of_commune = geography.departement_of,
                            .seat_departement = geography.seat_of,
                            .population = population},
                           departements, study.epci_policy, diagnostics, study.lang);
}

Crosswalk crosswalk_to(const Geography& geography, const Grouping& grouping) {
  const bool to_epci = grouping.zoning->level() == Level::epci;
  std::vector<std::vector<Part>> parts(geography.wide->size());
  for (std::uint32_t zone = 0; zone < geography.wide->size(); ++zone) {
    if (grouping.group_of[zone] != outside)
      parts[zone].push_back({.target = grouping.group_of[zone]});
    else if (to_epci && geography.epci_unknown[zone] != 0)
      for (std::uint32_t epci = 0; epci < grouping.zoning->size(); ++epci)
        parts[zone].push_back({.target = epci, .low = 0, .value = 0, .high = 1});
  }
  return {geography.wide, grouping.zoning, Basis::exact, grouping.source, parts};
}

}  // namespace maillage
