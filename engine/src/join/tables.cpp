#include "maillage/join/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "join/city_figures.hpp"
#include "join/commune_join.hpp"
#include "join/open_account.hpp"
#include "join/split_counts.hpp"
#include "maillage/base/counted.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/themes/poverty.hpp"
#include "maillage/zoning/edition.hpp"
#include "maillage/zoning/matching.hpp"

namespace maillage {
namespace {

void merge(MeasureMap& measures, Measure measure, const std::string& file, Diagnostics& diagnostics) {
  const auto [place, is_new] = measures.try_emplace(measure.info.code, measure);
  if (is_new) return;
  Measure& kept = place->second;
  std::size_t filled = 0;
  for (std::size_t zone = 0; zone < kept.size(); ++zone) {
    const Cell other = measure.at(zone);
    if (kept.at(zone).presence != Presence::no_match || other.presence == Presence::no_match) continue;
    kept.set(zone, other);
    ++filled;
  }
  diagnostics.add(
      {.severity = Severity::note,
       .code = "figure-twice",
       .place = {.file = file, .column = measure.info.code},
       .found =
           fmt::format("{} is given by an earlier source as well ({})", measure.info.code, kept.info.source),
       .advice = filled > 0 ? fmt::format("the earlier one stands; {} that it does not list taken from here",
                                          counted(filled, "zone"))
                            : "the earlier one stands"});
}

bool has_figures(const Input& input) {
  for (const BoundColumn& column : input.recognition.columns)
    if (column.rule->role == "measure" || column.rule->role == "category") return true;
  return false;
}

// Two columns of one table may carry the same code for several years; the one that the
// recognition prefers stands.
bool is_chosen(const Input& input, const BoundColumn& column) {
  return input.recognition.measure(column.rule->info.code) == &column;
}

bool holds_at(const Input& input, Day at, Diagnostics& diagnostics) {
  const Period valid = input.layout().valid;
  if (valid.holds(at)) return true;
  diagnostics.add({.severity = Severity::warning,
                   .code = "status-not-in-force",
                   .place = {.file = input.name()},
                   .found = fmt::format("{} holds from {} until {}", input.layout().title, to_iso(valid.from),
                                        valid.until == no_end ? "now" : to_iso(valid.until)),
                   .expected = fmt::format("a list in force on {}", to_iso(at)),
                   .advice = "its statuses are in no layer"});
  return false;
}

// A table of memberships beside the one that decides: the inhabitants of its day are no others' to complete.
bool gives_names_only(const Input& input, const Geography& geography, Day at) {
  const auto table = std::ranges::find(geography.epci_tables, input.name(), &PerimeterTable::source);
  return table != geography.epci_tables.end() && table != geography.epci_tables.begin() &&
         table->communes == 0 && standing(table->day, at) != Standing::begun;
}

void add_communes(const Input& input, const Geography& geography, Day at, StudyFigures& figures,
                  CityFigures& cities, Diagnostics& diagnostics) {
  const bool in_force = input.layout().kind != SourceKind::statuses || holds_at(input, at, diagnostics);
  const bool names_only = gives_names_only(input, geography, at);
  const CommuneJoin join = join_communes(input, geography, diagnostics);
  LevelFigures of_table{join.from, {}, {}, {}, {}};
  const auto take = [&](const Measure& measure) {
    note_splits(measure, join, figures.communes, figures.splits);
    merge(figures.communes.measures, brought(measure, join), input.name(), diagnostics);
  };
  for (const BoundColumn& column : input.recognition.columns) {
    if (column.rule->role == "measure" && is_chosen(input, column)) {
      if (names_only && figures.communes.measures.contains(column.rule->info.code)) continue;
      Measure measure = read_joined(input, column, join, diagnostics);
      measure.info.source = input.name();
      note_districts(input, column, join, figures.communes, cities);
      take(measure);
      of_table.measures.insert_or_assign(column.rule->info.code, std::move(measure));
    } else if (column.rule->role == "category" && in_force) {
      Category category = join_category(input, column, join, diagnostics);
      category.info.source = input.name();
      figures.communes.categories.try_emplace(column.rule->info.code, std::move(category));
    }
  }
  // Counted before communes merge: the poor persons of a merged commune are those of its parts.
  if (const auto poor = poor_persons(of_table)) take(*poor);
  figures.accounts.push_back(join.account);
}

// A table of another level makes its own zones: its codes, once each.
void add_published(const Input& input, const Geography& geography, StudyFigures& figures,
                   Diagnostics& diagnostics) {
  const Level level = input.layout().level;
  std::map<std::string, std::string> names;
  for (std::size_t i = 0; i < input.keys.codes.size(); ++i)
    names.try_emplace(input.keys.codes[i], input.keys.names.empty() ? "" : input.keys.names[i]);
  LevelFigures& known = figures.published[level];
  if (known.zoning != nullptr)
    for (const Zone& zone : known.zoning->zones()) names.try_emplace(zone.code, zone.name);
  std::vector<Zone> zones;
  for (const auto& [code, name] : names) zones.push_back({code, name});
  const ZoningRef zoning =
      make_zoning(level, input.recognition.vintage.value_or(geography.day), input.name(), std::move(zones));
  known = known.zoning != nullptr ? restricted_to(known, zoning) : LevelFigures{zoning, {}, {}, {}, {}};

  const std::vector<std::string_view> codes = input.keys.views();
  const Matching matching = match(codes, *zoning);
  const std::vector<std::uint32_t> rows = table_rows(input.keys, matching);
  for (const BoundColumn& column : input.recognition.columns) {
    if (column.rule->role != "measure" || !is_chosen(input, column)) continue;
    Measure measure = read_measure(input.source.table, column, input.layout(), rows, diagnostics);
    measure.info.source = input.name();
    merge(known.measures, std::move(measure), input.name(), diagnostics);
  }
  Account account = open_account(input);
  account.duplicated = matching.duplicated.size();
  account.matched = matching.matched;
  figures.accounts.push_back(std::move(account));
}

// The inhabitants beside the memberships are those of the table that stands on the day asked.
std::vector<const Input*> memberships_in_turn(const std::vector<Input>& inputs, Day at) {
  std::vector<const Input*> memberships;
  for (const Input& input : inputs)
    if (input.layout().kind == SourceKind::membership) memberships.push_back(&input);
  std::ranges::stable_sort(memberships, [&](const Input* a, const Input* b) {
    return stands_before(a->recognition.vintage, b->recognition.vintage, at);
  });
  return memberships;
}

}  // namespace

LevelFigures restricted_to(const LevelFigures& figures, const ZoningRef& zoning) {
  if (figures.zoning == zoning) return figures;
  LevelFigures result;
  result.zoning = zoning;
  if (figures.zoning == nullptr) return result;
  std::vector<std::optional<std::size_t>> place;
  for (const Zone& zone : zoning->zones()) place.push_back(figures.zoning->find(zone.code));
  const auto restrict_measures = [&](const MeasureMap& from, MeasureMap& to) {
    for (const auto& [code, measure] : from) {
      Measure restricted(measure.info, measure.kind, zoning->size());
      for (std::size_t zone = 0; zone < zoning->size(); ++zone)
        restricted.set(zone, place[zone] ? measure.at(*place[zone]) : missing(Presence::no_match));
      to.emplace(code, std::move(restricted));
    }
  };
  restrict_measures(figures.measures, result.measures);
  restrict_measures(figures.rebuilt, result.rebuilt);
  restrict_measures(figures.known_share, result.known_share);
  for (const auto& [code, category] : figures.categories) {
    Category restricted(category.info, category.labels(), zoning->size());
    for (std::size_t zone = 0; zone < zoning->size(); ++zone) {
      if (!place[zone])
        restricted.set_missing(zone, Presence::no_match);
      else if (category.index(*place[zone]))
        restricted.set(zone, category.label(*place[zone]));
      else
        restricted.set_missing(zone, category.presence(*place[zone]));
    }
    result.categories.emplace(code, std::move(restricted));
  }
  return result;
}

StudyFigures build_figures(const std::vector<Input>& inputs, const Geography& geography, Day at,
                           Diagnostics& diagnostics) {
  StudyFigures figures;
  figures.communes.zoning = geography.wide;
  CityFigures cities;
  // A table made to give figures comes before figures that a list or a boundary file carries along.
  std::vector<const Input*> in_turn;
  for (const Input& input : inputs)
    if (input.layout().kind == SourceKind::indicators) in_turn.push_back(&input);
  const std::vector<const Input*> memberships = memberships_in_turn(inputs, at);
  auto membership = memberships.begin();
  for (const Input& input : inputs)
    if (input.layout().kind == SourceKind::membership)
      in_turn.push_back(*membership++);
    else if (input.layout().kind != SourceKind::indicators && input.layout().kind != SourceKind::movements &&
             input.layout().kind != SourceKind::agreements)
      in_turn.push_back(&input);
  for (const Input* next : in_turn) {
    const Input& input = *next;
    const Level level = input.layout().level;
    if (level == Level::commune)
      add_communes(input, geography, at, figures, cities, diagnostics);
    else if (level != Level::qpv && level != Level::grid && has_figures(input))
      add_published(input, geography, figures, diagnostics);
  }
  add_up_districts(cities, figures.communes, diagnostics);
  return figures;
}

}  // namespace maillage
