#include "join/tables/commune_join.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <set>
#include <span>
#include <utility>

#include "join/accounts/account_by_code.hpp"
#include "join/accounts/open_account.hpp"
#include "join/territory/reference_list.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/measure/cell_sum.hpp"
#include "maillage/zoning/carry.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

constexpr std::size_t most_suggested = 2000;

// The communes of the table, cities instead of their districts.
ZoningRef communes_of(const Input& input) {
  std::vector<std::string_view> codes;
  for (const std::string& code : input.keys.codes) {
    const City* const city = city_of_district(code);
    codes.push_back(city != nullptr ? city->code : std::string_view(code));
  }
  if (!std::ranges::is_sorted(codes)) std::ranges::sort(codes);
  codes.erase(std::ranges::unique(codes).begin(), codes.end());
  std::vector<Zone> zones;
  for (const std::string_view code : codes) zones.push_back({std::string(code), std::string(code)});
  return make_zoning(Level::commune, input.recognition.vintage.value_or(first_day), input.name(),
                     std::move(zones));
}

// The plan of a city of which the table has districts; nullptr for other communes.
const CityPlan* plan_of(const DistrictPlan& plan, std::string_view code) {
  const auto city =
      std::ranges::find_if(plan.cities, [&](const CityPlan& one) { return one.city->code == code; });
  return city != plan.cities.end() && !city->district_rows.empty() ? &*city : nullptr;
}

CityOfDistricts city_of_districts(const CityPlan& plan, std::size_t zone, const Keys& keys) {
  CityOfDistricts city{static_cast<std::uint32_t>(zone), plan.city, {}, {}};
  for (const std::uint32_t position : plan.district_rows) city.districts.push_back(keys.codes[position]);
  city.absent = districts_without(*plan.city, city.districts);
  return city;
}

CityBesideDistricts city_beside_districts(const CityPlan& plan, std::size_t zone, const Keys& keys) {
  CityBesideDistricts city{static_cast<std::uint32_t>(zone), plan.city, {}};
  for (const std::uint32_t position : plan.district_rows) city.rows.push_back(keys.rows[position]);
  return city;
}

// Départements of the territory itself: EPCI that cross its border bring communes of others.
std::set<std::string_view> departements_in(const Geography& geography) {
  std::set<std::string_view> departements;
  std::string_view last;  // communes follow each other by département
  for (const WideIndex zone : geography.wide_of)
    if (geography.departement_of[zone] != last) departements.insert(last = geography.departement_of[zone]);
  return departements;
}

// Départements of which the reference lists the communes: a code of theirs that it has not is no commune.
std::set<std::string_view> departements_listed(const Geography& geography) {
  std::set<std::string_view> departements;
  std::string_view last;
  for (const Zone& zone : geography.all->zones())
    if (departement_of(zone.code) != last) departements.insert(last = departement_of(zone.code));
  return departements;
}

// "85084 Essarts en Bocage"; with the code that the commune has today when that one changed.
std::string name_then(const CommuneHistory& history, const std::string& code, Day then, Day today) {
  const CommuneState* state = history.state(code, then);
  const auto heir = successor(history, code, then, today);
  return fmt::format("{}{}{}", code, state != nullptr ? " " + state->name : "",
                     heir && heir->code != code ? fmt::format(" ({} today)", heir->code) : "");
}

void report_cuts(const Passage& passage, const Input& input, const Geography& geography, Day vintage,
                 Diagnostics& diagnostics) {
  for (const Reestablished& zone : passage.reestablished) {
    if (!geography.wide->find(zone.code)) continue;
    const std::string parent = name_then(*geography.history, zone.parent, vintage, geography.day);
    diagnostics.add({.severity = Severity::warning,
                     .code = "reestablished-commune",
                     .place = {.file = input.name(), .zone = zone.code},
                     .found = message("{} {} left {} on {}: the file, of {}, has them as one commune",
                                      zone.code, zone.name, parent, zone.day, vintage),
                     .expected = Message(),
                     .advice = message("{} has no figure and no shape from this file; those of {} cover both",
                                       zone.name, parent)});
  }
}

// A rate or a median is that of a commune that comes from one alone; of other land it says nothing.
Cell of_other_land(Cell cell, Kind kind, const Cover& cover) {
  if (cover == whole_cover || cover.none) return cell;
  if (cell.is_known()) cell.marks |= Mark::partial;
  cell.bounds = kind == Kind::rate || !cell.is_known() ? any_count : any_number;
  return cell;
}

// An island or an exclave may have a feature of its own: rows of one code and one name, each with its outline.
struct Repeated {
  std::vector<std::uint32_t> features;  // positions that draw another part of a commune
  std::vector<std::uint32_t> twice;     // and those that say again what an earlier row says
};

Repeated repeated_rows(const Input& input, const CommuneRows& found, const Zoning& table) {
  const bool draws =
      input.source.geometry == Geometry::polygons && input.layout().kind == SourceKind::boundaries;
  const auto name_at = [&](std::uint32_t position) {
    return input.keys.names.empty() ? std::string() : fold(input.keys.names[position]);
  };
  Repeated repeated;
  for (const std::uint32_t position : found.matching.duplicated) {
    const auto zone = table.find(input.keys.codes[position]);
    const std::uint32_t first = zone ? found.matching.row_of[*zone] : no_row;
    const bool another_part = draws && first != no_row && name_at(first) == name_at(position) &&
                              !std::ranges::binary_search(input.drawn_again, position);
    (another_part ? repeated.features : repeated.twice).push_back(position);
  }
  return repeated;
}

void report_features(const Input& input, const std::vector<std::uint32_t>& features,
                     Diagnostics& diagnostics) {
  if (features.empty()) return;
  std::set<std::string> communes;
  for (const std::uint32_t position : features) communes.insert(input.keys.codes[position]);
  diagnostics.add({.severity = Severity::note,
                   .code = "several-features",
                   .place = {.file = input.name(), .zone = *communes.begin()},
                   .found = message("{} in several features, for example {}",
                                    counted(communes.size(), "commune"), *communes.begin()),
                   .expected = message("one feature for a commune"),
                   .advice = message("their shapes are joined; figures are those of the first"),
                   .count = static_cast<std::int64_t>(communes.size()),
                   .zones = {communes.begin(), communes.end()}});
}

}  // namespace

CommuneJoin join_communes(const Input& input, const Geography& geography, Diagnostics& diagnostics) {
  const Zoning& wide = *geography.wide;
  const std::optional<Day> vintage = vintage_of(input, *geography.history, *geography.all);
  const ZoningRef table = communes_of(input);
  const CommuneRows found = rows_of_communes(input.keys.views(), *table);
  const Repeated repeated = repeated_rows(input, found, *table);
  report_duplicates(input, repeated.twice, diagnostics);
  report_features(input, repeated.features, diagnostics);
  Account account = open_account(input);
  account.vintage = vintage;
  account.duplicated = repeated.twice.size();
  account.parts = found.parts.size();

  const bool older = geography.has_history && vintage && *vintage < geography.day;
  const SuggestionContext context{wide, geography.has_history ? geography.history.get() : nullptr};
  const std::set<std::string_view> departements = departements_in(geography);
  const std::set<std::string_view> listed = departements_listed(geography);
  const auto is_known = [&](const std::string& code) {
    return geography.all->find(code) || geography.history->knows(code);
  };
  // Without movements a code of another territory may be an older one.
  const auto is_of_no_table = [&](const std::string& code, const std::string& today) {
    if (!looks_like_code(code, Level::commune)) return true;
    if (code.starts_with("20") && !is_known(code)) return true;  // a commune of Corsica without its letter
    if (in_overseas_collectivity(code) || !listed.contains(departement_of(code))) return false;
    if (departements.contains(departement_of(code))) return !geography.all->find(today);
    return geography.has_history && !is_known(code);
  };
  const auto is_found_elsewhere = [&](const std::string& code) {
    return is_known(code) || in_overseas_collectivity(code);
  };
  std::size_t unchecked = 0;
  std::string example;
  std::vector<Zone> zones;
  std::vector<std::vector<std::uint32_t>> rows_of;
  std::vector<std::optional<std::size_t>> same_code;  // of each zone, the commune of the study
  std::vector<CityOfDistricts> cities;
  std::vector<CityBesideDistricts> beside_districts;
  for (std::size_t row_zone = 0; row_zone < table->size(); ++row_zone) {
    const std::string& code = table->code(row_zone);
    const std::span<const std::uint32_t> positions = found.of(row_zone);
    const auto heir = older ? successor(*geography.history, code, *vintage, geography.day) : std::nullopt;
    const bool moves = heir && heir->code != code && wide.find(heir->code);
    const auto same = wide.find(code);
    if (moves || same) {
      (moves ? account.moved : account.matched) += positions.size();
      if (moves) account.moves.push_back({code, heir->code, to_message(*heir)});
      if (const CityPlan* plan = plan_of(found.plan, code)) {
        if (plan->present == CityRows::both)
          beside_districts.push_back(city_beside_districts(*plan, zones.size(), input.keys));
        else
          cities.push_back(city_of_districts(*plan, zones.size(), input.keys));
      }
      zones.push_back(table->zones()[row_zone]);
      same_code.push_back(same);
      std::vector<std::uint32_t> rows;
      for (const std::uint32_t position : positions) rows.push_back(input.keys.rows[position]);
      rows_of.push_back(std::move(rows));
    } else if (is_of_no_table(code, heir ? heir->code : code)) {
      for (const std::uint32_t position : positions)
        account.unmatched.push_back(
            {input.keys.codes[position], input.source.table.line_of(input.keys.rows[position]),
             input.keys.names.empty() ? "" : input.keys.names[position], suggest(code, context)});
    } else {
      account.elsewhere += positions.size();
      if (is_found_elsewhere(code)) continue;
      if (unchecked == 0) example = code;
      unchecked += positions.size();
    }
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> more_features;
  for (const std::uint32_t position : repeated.features) {
    const auto zone = std::ranges::find(zones, input.keys.codes[position], &Zone::code);
    if (zone == zones.end()) {
      ++account.parts;
      continue;
    }
    ++account.matched;
    more_features[static_cast<std::uint32_t>(zone - zones.begin())].push_back(input.keys.rows[position]);
  }
  report_unmatched(account, diagnostics);
  report_unchecked(account, unchecked, example, diagnostics);

  ZoningRef from =
      make_zoning(Level::commune, vintage.value_or(geography.day), input.name(), std::move(zones));
  std::vector<Cover> cover(wide.size());
  std::vector<Cut> cuts;
  Crosswalk to_wide = [&] {
    if (older) {
      Passage passage = forward(*geography.history, from, geography.wide, diagnostics);
      report_cuts(passage, input, geography, *vintage, diagnostics);
      cover = passage.cover;
      cuts = passage.cuts;
      return passage.crosswalk;
    }
    return assign(
        from, geography.wide, [&](std::size_t zone) { return same_code[zone]; }, "same codes");
  }();
  std::vector<std::vector<std::uint32_t>> sources = to_wide.members();
  for (std::size_t zone = 0; zone < wide.size(); ++zone) {
    if (!sources[zone].empty()) continue;
    if (!older) cover[zone].none = true;
    if (!departements.contains(geography.departement_of[zone_at<WideIndex>(zone)]))
      account.neighbours_without_row.push_back(wide.code(zone));
    else
      account.without_row.push_back({wide.code(zone), 0, wide.name(zone),
                                     account.without_row.size() < most_suggested
                                         ? suggest(wide.code(zone), {*from, context.history})
                                         : std::string()});
  }
  for (const CityOfDistricts& city : cities)
    for (const std::string& district : city.absent)
      if (departements.contains(departement_of(district)))
        account.without_row.push_back({district, 0, district_name(district), {}});
      else
        account.neighbours_without_row.push_back(district);
  return {std::move(from),          std::move(rows_of), std::move(cities), std::move(beside_districts),
          std::move(more_features), std::move(to_wide), std::move(cover),  std::move(cuts),
          std::move(sources),       std::move(account)};
}

Measure read_joined(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                    Diagnostics& diagnostics) {
  std::size_t most = 0;
  for (const auto& rows : join.rows_of) most = std::max(most, rows.size());
  std::vector<std::uint32_t> first(join.rows_of.size(), no_row);
  for (std::size_t zone = 0; zone < first.size(); ++zone)
    if (!join.rows_of[zone].empty()) first[zone] = join.rows_of[zone].front();
  Measure measure = read_measure(input.source.table, column, input.layout(), first, diagnostics);
  for (std::size_t turn = 1; turn < most; ++turn) {
    std::vector<std::uint32_t> next(first.size(), no_row);
    for (std::size_t zone = 0; zone < first.size(); ++zone)
      if (turn < join.rows_of[zone].size()) next[zone] = join.rows_of[zone][turn];
    const Measure more = read_measure(input.source.table, column, input.layout(), next, diagnostics);
    for (std::size_t zone = 0; zone < first.size(); ++zone) {
      if (next[zone] == no_row) continue;
      measure.set(zone, measure.kind == Kind::count ? add(measure.at(zone), more.at(zone))
                                                    : missing(Presence::not_available));
    }
  }
  for (const CityOfDistricts& city : join.cities)
    if (measure.kind != Kind::count)
      measure.set(city.zone, missing(Presence::not_available));
    else if (!city.absent.empty())
      measure.set(city.zone, add(measure.at(city.zone), missing(Presence::no_match)));
  return measure;
}

// A commune split since may have left all it had in its main heir, or nothing.
Cell main_heir_of(Cell whole) {
  if (whole.is_known()) whole.marks |= Mark::partial;
  whole.bounds.lower = std::min(0.0, whole.bounds.lower);
  return whole;
}

Cell piece_of(const Cell& whole, Presence why) {
  return missing(why, {std::min(0.0, whole.bounds.lower), whole.bounds.upper});
}

std::optional<Cell> own_count(const Measure& measure, const CommuneJoin& join, std::uint32_t zone,
                              const std::set<std::uint32_t>& left_out) {
  CellSum sum;
  Presence why = Presence::no_match;
  for (const std::uint32_t source : join.sources_of[zone]) {
    if (left_out.contains(source)) continue;
    const Cell cell = measure.at(source);
    sum.add(std::ranges::find(join.cuts, source, &Cut::source) != join.cuts.end() ? main_heir_of(cell)
                                                                                  : cell);
    if (!cell.is_known()) why = cell.presence;
  }
  for (const Cut& cut : join.cuts)
    if (!left_out.contains(cut.source) &&
        std::find(cut.targets.begin() + 1, cut.targets.end(), zone) != cut.targets.end())
      sum.add(piece_of(measure.at(cut.source), why));
  const Cover& cover = join.cover[zone];
  if (sum.empty() && !cover.absent) return std::nullopt;
  Cell cell = sum.empty() ? missing(Presence::no_match) : sum.cell();
  if (cell.is_known() && cover.absent) cell.marks |= Mark::partial;
  if (cover.absent) cell.bounds.upper = any_count.upper;
  return cell;
}

Measure brought(const Measure& measure, const CommuneJoin& join) {
  Measure result(measure.info, measure.kind, join.cover.size());
  const auto& sources = join.sources_of;
  for (std::uint32_t zone = 0; zone < result.size(); ++zone) {
    if (measure.kind == Kind::count) {
      Cell cell = own_count(measure, join, zone, {}).value_or(missing(Presence::no_match));
      if (cell.is_known() && join.cover[zone].less) cell.marks |= Mark::partial;
      result.set(zone, cell);
      continue;
    }
    const Cell cell = sources[zone].empty()       ? missing(Presence::no_match)
                      : sources[zone].size() == 1 ? measure.at(sources[zone].front())
                                                  : missing(Presence::not_available);
    result.set(zone, of_other_land(cell, measure.kind, join.cover[zone]));
  }
  return result;
}

Category join_category(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                       Diagnostics& diagnostics) {
  std::vector<std::uint32_t> first(join.rows_of.size(), no_row);
  for (std::size_t zone = 0; zone < first.size(); ++zone)
    if (!join.rows_of[zone].empty()) first[zone] = join.rows_of[zone].front();
  Category category = read_category(input.source.table, column, input.layout(), first, diagnostics);
  for (const CityOfDistricts& city : join.cities) {
    Diagnostics already_reported;
    const Category districts =
        read_category(input.source.table, column, input.layout(), join.rows_of[city.zone], already_reported);
    bool shared = city.absent.empty();
    for (std::size_t district = 1; shared && district < districts.size(); ++district)
      shared = districts.index(district) == districts.index(0);
    if (!shared) category.set_missing(city.zone, Presence::not_available);
  }
  Measure ones({.code = "communes"}, Kind::count, first.size());
  for (std::size_t zone = 0; zone < ones.size(); ++zone) ones.set(zone, known(1));
  return carry(category, join.to_wide, ones).category;
}

std::string named_districts(const std::vector<std::string>& districts) {
  constexpr std::size_t most_named = 5;
  std::vector<std::string> names;
  for (const std::string& district : districts | std::views::take(most_named))
    names.push_back(fmt::format("{} {}", district, district_name(district)));
  return join(names, ", ") + (districts.size() > most_named ? ", …" : "");
}

}  // namespace maillage
