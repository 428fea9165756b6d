#include "maillage/join/geography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "join/decisions.hpp"
#include "join/territory/members.hpp"
#include "join/territory/perimeters.hpp"
#include "join/territory/reference_list.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

using Codes = std::set<std::string, std::less<>>;

// The zones of a level with the code and name of each, and the zone of each commune of `wide`.
struct Groups {
  std::vector<std::string> code_of;  // per commune of `wide`; empty: none
  Codes kept;
  std::map<std::string, std::string> names;
};

// Communes whose EPCI is not known may be in any of those of `open`; in all when none is named. The groups of
// `incomplete` have communes that are not in the list.
void add_level(const Level& level, const Groups& groups, Day day, const std::string& source,
               Geography& geography, const Codes& open = {}, const Codes& incomplete = {}) {
  if (groups.kept.empty()) return;
  std::vector<Zone> zones;
  for (const std::string& code : groups.kept) {
    const auto name = groups.names.find(code);
    zones.push_back({code, name != groups.names.end() ? name->second : code});
  }
  const ZoningRef zoning = make_zoning(level, day, source, std::move(zones));
  std::vector<std::vector<Part>> parts(geography.wide->size());
  std::string_view last_code;  // neighbours in the list are mostly of one group
  std::optional<std::size_t> zone;
  for (std::uint32_t commune = 0; commune < parts.size(); ++commune) {
    if (const std::string& code = groups.code_of[commune]; code != last_code) {
      last_code = code;
      zone = code.empty() ? std::nullopt : zoning->find(code);
    }
    if (zone)
      parts[commune].push_back({.target = static_cast<std::uint32_t>(*zone)});
    else if (level == Level::epci && geography.without_known_epci[zone_at<WideIndex>(commune)] != 0)
      for (std::uint32_t epci = 0; epci < zoning->size(); ++epci)
        if (open.empty() || open.contains(zoning->code(epci)))
          parts[commune].push_back({.target = epci, .low = 0, .value = 0, .high = 1});
  }
  std::vector<std::uint32_t> lacking;
  for (const std::string& code : incomplete)
    if (const auto group = zoning->find(code)) lacking.push_back(static_cast<std::uint32_t>(*group));
  geography.to.emplace(level,
                       Crosswalk(geography.wide, zoning, Basis::exact, source, parts, std::move(lacking)));
}

bool needs_epci(const Study& study) {
  return study.ctg || std::ranges::find(study.output.levels, Level::epci) != study.output.levels.end() ||
         std::ranges::any_of(study.territory,
                             [](const TerritoryPart& part) { return part.level == Level::epci; });
}

Groups custom_groups(const Study& study, const Geography& geography, Diagnostics& diagnostics) {
  Groups groups;
  std::vector<std::string>& code_of = groups.code_of;
  code_of.resize(geography.wide->size());
  for (const CustomTerritory& territory : study.custom) {
    groups.kept.insert(territory.code);
    groups.names[territory.code] = territory.name;
    for (const std::string& commune : territory.communes) {
      const auto zone = geography.wide->find(commune);
      if (!zone)
        diagnostics.add({.severity = Severity::problem,
                         .code = "unknown-commune",
                         .place = {.file = study.file.filename().string(),
                                   .column = "territories." + territory.code,
                                   .zone = commune},
                         .found = message("commune {} is not in the territory", commune),
                         .expected = message("codes of communes of the study"),
                         .advice = message("the other communes of the territory are kept")});
      else if (!code_of[*zone].empty() && code_of[*zone] != territory.code)
        diagnostics.add(
            {.severity = Severity::problem,
             .code = "two-territories",
             .place = {.file = study.file.filename().string(), .zone = commune},
             .found = message("commune {} is in {} and in {}", commune, code_of[*zone], territory.code),
             .expected = message("one territory for a commune"),
             .advice = message("it stays in the first")});
      else
        code_of[*zone] = territory.code;
    }
  }
  return groups;
}

// A level, and what the tables that decide say of its zones.
struct LevelTables {
  Level level;
  std::vector<MembershipTable> tables;  // in turn
  Affiliations of;
  std::vector<std::string> code_of_wide = {};
};

// Levels that neither the law nor the study lists itself: a column of a table gives them.
std::vector<Level> levels_of_columns(const Study& study) {
  const std::array laid_out{Level::commune, Level::epci,   Level::departement,
                            Level::region,  Level::nation, Level::custom};
  std::vector<Level> wanted;
  if (study.output.levels.empty())
    for (const LevelColumn& column : study.level_columns) wanted.push_back(column.level);
  for (const Level& level : study.output.levels)
    if (std::ranges::find(laid_out, level) == laid_out.end()) wanted.push_back(level);
  return wanted;
}

LevelTables tables_of(const Level& level, const std::vector<Input>& inputs, const Geography& geography,
                      Day asked, Diagnostics& diagnostics) {
  LevelTables found{level, membership_tables(inputs, level, geography, asked, diagnostics), {}};
  found.of = affiliations_of(geography, deciding(found.tables, asked));
  return found;
}

// `communes`, `wide` and what each of its communes belongs to: a zone that touches the territory brings all its
// communes.
void lay_out_communes(const Members& members, std::span<LevelTables> levels, Geography& geography) {
  const Zoning& all = *geography.all;
  std::vector<Zone> communes;
  std::vector<char> kept(members.inside.begin(), members.inside.end());
  std::map<std::string, const MemberRow*, std::less<>> elsewhere;
  for (std::size_t zone = 0; zone < all.size(); ++zone)
    if (members.inside[zone]) communes.push_back(all.zones()[zone]);
  for (const LevelTables& level : levels) {
    std::unordered_set<std::string_view> touching;
    for (std::size_t zone = 0; zone < all.size(); ++zone)
      if (members.inside[zone] && !level.of.group_of(zone).empty()) touching.insert(level.of.group_of(zone));
    for (std::size_t zone = 0; zone < all.size(); ++zone)
      if (touching.contains(level.of.group_of(zone))) kept[zone] = 1;
    for (const MemberRow& row : level.of.elsewhere)
      if (touching.contains(row.group)) elsewhere.try_emplace(row.commune, &row);
  }
  std::vector<Zone> wide;
  for (std::size_t zone = 0; zone < all.size(); ++zone)
    if (kept[zone]) wide.push_back(all.zones()[zone]);
  for (const auto& [code, row] : elsewhere) wide.push_back({code, row->name.empty() ? code : row->name});
  const auto same_or_new = [&](const ZoningRef& larger, std::vector<Zone> zones) {
    return zones.size() == larger->size()
               ? larger
               : make_zoning(Level::commune, geography.day, geography.edition, std::move(zones));
  };
  geography.communes = same_or_new(geography.all, std::move(communes));
  geography.wide = same_or_new(geography.communes, std::move(wide));
  for (const Zone& zone : geography.communes->zones())
    geography.wide_of.push_back(zone_at<WideIndex>(*geography.wide->find(zone.code)));
  std::vector<std::optional<std::size_t>> place_of_wide;
  for (const Zone& zone : geography.wide->zones()) {
    place_of_wide.push_back(all.find(zone.code));
    geography.departement_of.push_back(place_of_wide.back() ? members.departements[*place_of_wide.back()]
                                                            : elsewhere.find(zone.code)->second->departement);
  }
  for (LevelTables& level : levels) {
    std::map<std::string_view, std::string_view> of_elsewhere;
    for (const MemberRow& row : level.of.elsewhere) of_elsewhere.try_emplace(row.commune, row.group);
    for (std::size_t zone = 0; zone < place_of_wide.size(); ++zone) {
      const auto row = of_elsewhere.find(geography.wide->code(zone));
      level.code_of_wide.emplace_back(row != of_elsewhere.end() ? row->second
                                      : place_of_wide[zone]     ? level.of.group_of(*place_of_wide[zone])
                                                                : std::string_view());
    }
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

PerZone<EpciIndex, std::string> seats_of(const Zoning& epci, std::span<const MembershipTable> deciding) {
  std::map<std::string, std::string> seats;
  for (const MembershipTable& table : deciding) seats.insert(table.seats.begin(), table.seats.end());
  PerZone<EpciIndex, std::string> seat_of;
  for (const Zone& zone : epci.zones()) {
    const auto seat = seats.find(zone.code);
    seat_of.push_back(seat != seats.end() ? seat->second : "");
  }
  return seat_of;
}

// The zones that a level of a table has in the territory.
Groups groups_of(const LevelTables& level, const std::vector<Input>& inputs, const Geography& geography) {
  Groups groups{level.code_of_wide, {}, group_names(level.tables)};
  groups.names.merge(names_of(level.level, inputs));
  for (const WideIndex zone : geography.wide_of)
    if (const std::string& code = groups.code_of[number(zone)]; !code.empty()) groups.kept.insert(code);
  return groups;
}

// A column that a level is asked from must be somewhere, and say of each commune where it belongs.
void report_level(const LevelTables& level, const Study& study, const Geography& geography,
                  Diagnostics& diagnostics) {
  const auto column = std::ranges::find(study.level_columns, level.level, &LevelColumn::level);
  if (level.tables.empty()) {
    if (column != study.level_columns.end())
      diagnostics.add(
          {.severity = Severity::problem,
           .code = "level-column",
           .place = {.file = study.file.filename().string(), .column = "levels." + level.level.code},
           .found = message("no table of communes has a column \"{}\"", column->column),
           .expected = message("a column that says to which {} each commune belongs", level.level.one),
           .advice = message("mend its name, or add the table to `sources`")});
    return;
  }
  std::vector<std::string> in_none, named;
  constexpr std::size_t most_named = 5;
  for (const Zone& zone : geography.communes->zones()) {
    if (!level.of.group_of(*geography.all->find(zone.code)).empty()) continue;
    in_none.push_back(zone.code);
    if (named.size() < most_named) named.push_back(fmt::format("{} {}", zone.code, zone.name));
  }
  if (!in_none.empty())
    diagnostics.add(
        {.severity = Severity::warning,
         .code = "level-incomplete",
         .place = {.file = level.tables.front().input->name(), .column = level.level.code},
         .found = message("{} in no {}: {}{}", counted(in_none.size(), "commune"), level.level.one,
                          join(named, ", "), in_none.size() > named.size() ? std::string(", …") : Message()),
         .expected = message("a zone for each commune of the territory"),
         .advice = message("they are in the figures of no {}", level.level.one),
         .count = static_cast<std::int64_t>(in_none.size()),
         .zones = in_none});
  std::vector<std::string> in_two;
  for (const auto* list : {&level.of.torn, &level.of.contested})
    for (const Disagreement& one : *list)
      if (geography.wide->find(one.commune)) in_two.push_back(one.commune);
  if (!in_two.empty())
    diagnostics.add({.severity = Severity::problem,
                     .code = "level-contested",
                     .place = {.file = level.tables.front().input->name(), .column = level.level.code},
                     .found = message("{} in two {}, for example {}", counted(in_two.size(), "commune"),
                                      level.level.many, in_two.front()),
                     .expected = message("one {} for a commune", level.level.one),
                     .advice = message("the row of its own code is taken, else the first"),
                     .count = static_cast<std::int64_t>(in_two.size()),
                     .zones = in_two});
}

// Communes of which no table says where they belong.
std::size_t without_row(const std::vector<Zone>& communes, const Affiliations& of, const Zoning& all) {
  return static_cast<std::size_t>(std::ranges::count_if(communes, [&](const Zone& zone) {
    const auto place = all.find(zone.code);
    return place && !of.of[*place];
  }));
}

void lay_out_levels(const Study& study, const std::vector<Input>& inputs, const Members& members,
                    std::span<const LevelTables> levels, Geography& geography, Diagnostics& diagnostics) {
  const WholeGroups whole = whole_groups(study, members);
  geography.complete_departements.assign(whole.departements.begin(), whole.departements.end());
  std::vector<std::string> region_code, nation_code(geography.wide->size());
  for (const std::string& departement : geography.departement_of)
    region_code.push_back(members.region_of(departement));
  for (const WideIndex zone : geography.wide_of) nation_code[number(zone)] = "FR";
  const std::string& edition = geography.edition;
  add_level(Level::departement,
            {{geography.departement_of.begin(), geography.departement_of.end()},
             whole.departements,
             names_of(Level::departement, inputs)},
            geography.day, edition, geography);
  add_level(Level::region, {region_code, whole.regions, names_of(Level::region, inputs)}, geography.day,
            edition, geography);
  add_level(Level::nation, {nation_code, whole.nation ? Codes{"FR"} : Codes{}, {{"FR", "France"}}},
            geography.day, edition, geography);
  add_level(Level::custom, custom_groups(study, geography, diagnostics), geography.day,
            study.file.filename().string(), geography);
  for (const LevelTables& level : levels) {
    if (level.level != Level::epci) report_level(level, study, geography, diagnostics);
    if (level.tables.empty()) continue;
    Codes open, incomplete;
    if (level.level == Level::epci && level.of.unread.empty()) {
      const std::size_t here = without_row(geography.wide->zones(), level.of, *geography.all);
      const bool all_here = here == without_row(geography.all->zones(), level.of, *geography.all);
      for (const auto& [group, lacking] : lacking_members(deciding(level.tables, study.at))) {
        open.insert(group);
        if (!all_here || lacking.stated - lacking.listed > here) incomplete.insert(group);
      }
    }
    add_level(level.level, groups_of(level, inputs, geography), level.tables.front().day,
              level.tables.front().input->name(), geography, open, incomplete);
  }
  const LevelTables& epci = levels.front();
  if (!epci.tables.empty()) geography.epci_day = epci.tables.front().stated;
  if (const Crosswalk* to_epci = crosswalk_to(geography, Level::epci))
    geography.seat_of = seats_of(*to_epci->to(), deciding(epci.tables, study.at));
}

// Groups as they are now have been so before, as far as is known: the first table holds from the beginning.
MembershipRegister epts_of(const std::vector<Input>& inputs, const Geography& geography, Day asked,
                           Diagnostics& diagnostics) {
  const std::vector<MembershipTable> tables =
      membership_tables(inputs, Level::ept, geography, asked, diagnostics);
  std::vector<MembershipSnapshot> snapshots =
      snapshots_of(tables, *geography.all, affiliations_of(geography, deciding(tables, asked)), asked);
  const auto first = std::ranges::min_element(snapshots, {}, &MembershipSnapshot::at);
  if (first != snapshots.end()) first->at = first_day;
  return from_snapshots(std::move(snapshots), diagnostics);
}

// Communes whose row is no code, those that only a table that does not decide puts in an EPCI, and those without row
// where an EPCI has more members than its rows.
PerZone<WideIndex, char> without_known_epci(const Geography& geography, const Affiliations& epci,
                                            std::span<const MembershipTable> tables, Day asked) {
  const Zoning& wide = *geography.wide;
  const std::span<const MembershipTable> decide = deciding(tables, asked);
  const std::span<const MembershipTable> others = tables.subspan(decide.size());
  const bool some_lack = !lacking_members(decide).empty();
  std::unordered_set<std::string_view> put_there;
  for (const MembershipTable& table : others)
    for (const MemberRow& row : table.rows)
      if (!row.group.empty()) put_there.insert(row.commune);
  PerZone<WideIndex, char> unknown;
  for (const Zone& zone : wide.zones()) {
    const auto place = geography.all->find(zone.code);
    const bool is_listed = place && epci.of[*place];
    unknown.push_back(
        epci.unread.contains(zone.code) || (!is_listed && (some_lack || put_there.contains(zone.code))) ? 1
                                                                                                        : 0);
  }
  return unknown;
}

// Without memberships every EPCI would be missed one by one: the cause is reported instead, once.
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
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "no-epci",
       .place = {.file = study.file.filename().string()},
       .found = message("no source says which EPCI each commune belongs to"),
       .expected = joined(tables, ", or "),
       .advice = message("add one of these to `sources` (`maillage list layouts` has them all); until then "
                         "there is no EPCI level, and an agreement of an EPCI covers no known commune")});
}

}  // namespace

Geography build_geography(const Study& study, const std::vector<Input>& inputs, Diagnostics& diagnostics) {
  Geography geography;
  geography.asked = study.at;
  geography.history = std::make_shared<const CommuneHistory>(history_from(inputs, diagnostics));
  geography.has_history = !geography.history->events().empty();
  const ReferenceList reference = choose_reference(study, inputs, *geography.history, diagnostics);
  geography.day = reference.day;
  geography.stated_day = reference.stated;
  geography.edition = reference.edition;
  geography.source = reference.input->name();
  geography.all = reference.communes;

  std::vector<LevelTables> levels;
  levels.push_back(tables_of(Level::epci, inputs, geography, study.at, diagnostics));
  for (const Level& level : levels_of_columns(study))
    levels.push_back(tables_of(level, inputs, geography, study.at, diagnostics));
  const std::vector<MembershipTable>& tables = levels.front().tables;
  if (tables.empty() && needs_epci(study)) report_no_epci(study, diagnostics);
  const Members members = members_of(study, inputs, geography, levels.front().of, diagnostics);
  require_territory(study, inputs, geography, members);
  lay_out_communes(members, levels, geography);
  geography.without_known_epci = without_known_epci(geography, members.epci, tables, study.at);
  lay_out_levels(study, inputs, members, levels, geography, diagnostics);
  report_perimeters(tables, members.epci, geography, study.at, diagnostics);
  geography.epci_tables = perimeter_tables(tables, members.epci, geography);
  geography.epci_history = std::make_shared<const MembershipRegister>(
      from_snapshots(snapshots_of(tables, *geography.all, members.epci, study.at), diagnostics));
  geography.ept =
      std::make_shared<const MembershipRegister>(epts_of(inputs, geography, study.at, diagnostics));

  geography.decisions.push_back(
      message("territory: {} ({} communes)", territory_words(study), geography.communes->size()));
  geography.decisions.push_back(
      perimeter_decision(message("reference communes"), geography.source, geography.stated_day, study.at));
  if (!tables.empty())
    geography.decisions.push_back(perimeter_decision(message("EPCI perimeters"), tables.front().input->name(),
                                                     geography.epci_day, study.at));
  std::ranges::move(perimeter_decisions(geography.epci_tables, study.at),
                    std::back_inserter(geography.decisions));
  return geography;
}

TerritoryEpci count_epci(const Study& study, const Geography& geography, const Measure* population,
                         Diagnostics& diagnostics) {
  TerritoryEpci counted;
  const Crosswalk* to_epci = crosswalk_to(geography, Level::epci);
  if (to_epci == nullptr) return counted;
  const ZoningRef& epci = to_epci->to();
  const std::set<std::string, std::less<>> departements(geography.complete_departements.begin(),
                                                        geography.complete_departements.end());
  if (is_france(study) || departements.empty()) {
    // Everywhere, or a territory smaller than a département: every EPCI that touches it is its own.
    counted.epci = zones_to<EpciIndex>(epci->size());
    return counted;
  }
  PerZone<WideIndex, EpciIndex> epci_of_commune;
  for (const WideIndex commune : zones_to<WideIndex>(geography.wide->size()))
    epci_of_commune.push_back(epci_at(geography, commune));
  return epci_of_territory({.communes = geography.wide,
                            .epci = epci,
                            .epci_of_commune = std::move(epci_of_commune),
                            .departement_of_commune = geography.departement_of,
                            .seat_departement = geography.seat_of,
                            .population = population},
                           departements, study.epci_policy, diagnostics, study.lang);
}

const Crosswalk* crosswalk_to(const Geography& geography, const Level& level) {
  const auto found = geography.to.find(level);
  return found == geography.to.end() ? nullptr : &found->second;
}

EpciIndex epci_at(const Geography& geography, WideIndex commune) {
  const Crosswalk* to_epci = crosswalk_to(geography, Level::epci);
  const std::uint32_t epci = to_epci == nullptr ? outside : whole_target(*to_epci, number(commune));
  return epci == outside ? no_epci : zone_at<EpciIndex>(epci);
}

}  // namespace maillage
