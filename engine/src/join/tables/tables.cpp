#include "maillage/join/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "join/accounts/account_by_code.hpp"
#include "join/accounts/open_account.hpp"
#include "join/tables/commune_join.hpp"
#include "join/tables/counts_in_parts.hpp"
#include "join/tables/doubtful_figures.hpp"
#include "join/tables/iris.hpp"
#include "join/tables/name_checks.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/register/status.hpp"
#include "maillage/themes/poverty.hpp"
#include "maillage/zoning/edition.hpp"
#include "maillage/zoning/matching.hpp"

namespace maillage {
namespace {

// What gave a figure before: tables of one kind and one day must agree where they overlap.
struct Giver {
  const Layout* layout;
  std::optional<Day> observed;
};
using Givers = std::map<std::pair<Level, std::string>, std::vector<Giver>>;

struct Overlap {
  std::size_t filled = 0;
  std::vector<std::string> apart;  // zones of which two tables of one kind give different figures
  std::vector<std::string> far;    // of any two tables, one more than twice the other
  Message example;
};

// No commune doubles between two censuses; small ones may, and what is known of a part of it.
bool are_far(const Cell& a, const Cell& b) {
  constexpr double small = 200;
  return a.is_known() && b.is_known() && !a.marks.has(Mark::partial) && !b.marks.has(Mark::partial) &&
         std::max(a.value, b.value) > 2 * std::min(a.value, b.value) + small;
}

void report_twice(const std::string& file, const std::string& code, const std::string& earlier,
                  const Overlap& overlap, bool of_two_years, Diagnostics& diagnostics) {
  if (!overlap.apart.empty())
    diagnostics.add({.severity = Severity::problem,
                     .code = "figure-contradicted",
                     .place = {.file = file, .column = code, .zone = overlap.apart.front()},
                     .found = message("{} of {} here and in {}, for example {}", code,
                                      counted(overlap.apart.size(), "zone"), earlier, overlap.example),
                     .expected = message("one figure where two files of one kind overlap"),
                     .advice = message("the earlier one stands"),
                     .count = static_cast<std::int64_t>(overlap.apart.size()),
                     .zones = overlap.apart});
  else if (!overlap.far.empty())
    diagnostics.add({.severity = Severity::warning,
                     .code = "figure-far",
                     .place = {.file = file, .column = code, .zone = overlap.far.front()},
                     .found = message("{} of {} here and in {}, for example {}", code,
                                      counted(overlap.far.size(), "zone"), earlier, overlap.example),
                     .expected = message("figures of the same size, whatever their years"),
                     .advice = message("the earlier one stands"),
                     .count = static_cast<std::int64_t>(overlap.far.size()),
                     .zones = overlap.far});
  else
    diagnostics.add(
        {.severity = of_two_years && overlap.filled > 0 ? Severity::warning : Severity::note,
         .code = "figure-twice",
         .place = {.file = file, .column = code},
         .found = message("{} is given by an earlier source as well ({})", code, earlier),
         .expected = of_two_years && overlap.filled > 0 ? message("figures of one year") : Message(),
         .advice = overlap.filled > 0
                       ? message("the earlier one stands; {} that it does not list taken from here",
                                 counted(overlap.filled, "zone"))
                       : message("the earlier one stands")});
}

void merge(LevelFigures& figures, Measure measure, const Input& input, Givers& givers,
           Diagnostics& diagnostics) {
  const std::string code = measure.info.code;
  std::vector<Giver>& before = givers[{figures.zoning->level(), code}];
  const Giver giver{&input.layout(), measure.info.observed};
  const bool must_agree = !before.empty() && before.front().layout->id == giver.layout->id &&
                          before.front().observed == giver.observed;
  before.push_back(giver);
  const auto [place, is_new] = figures.measures.try_emplace(code, measure);
  if (is_new) return;
  Measure& kept = place->second;
  Overlap overlap;
  for (std::size_t zone = 0; zone < kept.size(); ++zone) {
    const Cell cell = kept.at(zone), other = measure.at(zone);
    if (other.presence == Presence::no_match) continue;
    if (cell.presence == Presence::no_match) {
      kept.set(zone, other);
      ++overlap.filled;
    } else if (must_agree && cell.is_known() && other.is_known() &&
               (cell.bounds.upper < other.bounds.lower || other.bounds.upper < cell.bounds.lower)) {
      if (overlap.apart.empty())
        overlap.example =
            message("{}: {} here, {} there", figures.zoning->code(zone), tidy(other.value), tidy(cell.value));
      overlap.apart.push_back(figures.zoning->code(zone));
    } else if (kept.kind == Kind::count && are_far(cell, other)) {
      if (overlap.far.empty() && overlap.apart.empty())
        overlap.example =
            message("{}: {} here, {} there", figures.zoning->code(zone), tidy(other.value), tidy(cell.value));
      overlap.far.push_back(figures.zoning->code(zone));
    }
  }
  const auto& one = kept.info.observed;
  const auto& other = measure.info.observed;
  const bool of_two_years = one && other && year_of(*one) != year_of(*other);
  report_twice(input.name(), code, kept.info.source, overlap, of_two_years, diagnostics);
}

Category with_labels(const Category& category, const std::vector<std::string>& labels) {
  std::vector<std::string> all = category.labels();
  for (const std::string& label : labels)
    if (std::ranges::find(all, label) == all.end()) all.push_back(label);
  Category result(category.info, std::move(all), category.size());
  for (std::size_t zone = 0; zone < result.size(); ++zone)
    if (category.index(zone))
      result.set(zone, category.label(zone));
    else
      result.set_missing(zone, category.presence(zone));
  return result;
}

// A list of statuses may come in several files, of several départements.
void merge(LevelFigures& figures, Category category, const Input& input, Diagnostics& diagnostics) {
  const std::string code = category.info.code;
  const auto [place, is_new] = figures.categories.try_emplace(code, category);
  if (is_new) return;
  Category kept = with_labels(place->second, category.labels());
  Overlap overlap;
  for (std::size_t zone = 0; zone < kept.size(); ++zone) {
    if (category.presence(zone) == Presence::no_match) continue;
    if (kept.presence(zone) == Presence::no_match) {
      if (category.index(zone))
        kept.set(zone, category.label(zone));
      else
        kept.set_missing(zone, category.presence(zone));
      ++overlap.filled;
    } else if (kept.index(zone) && category.index(zone) && kept.label(zone) != category.label(zone)) {
      if (overlap.apart.empty())
        overlap.example = message("{}: {} here, {} there", figures.zoning->code(zone), category.label(zone),
                                  kept.label(zone));
      overlap.apart.push_back(figures.zoning->code(zone));
    }
  }
  report_twice(input.name(), code, kept.info.source, overlap, false, diagnostics);
  if (overlap.filled > 0) kept.info.source += " + " + input.name();
  place->second = std::move(kept);
}

bool has_figures(const Input& input) {
  for (const BoundColumn& column : input.recognition.columns)
    if (column.rule->role == "measure" || column.rule->role == "category") return true;
  return false;
}

// Two columns of one table may carry the same code for several years; the one that the
// recognition prefers is used.
bool is_chosen(const Input& input, const BoundColumn& column) {
  return input.recognition.measure(column.rule->info.code) == &column;
}

bool holds_at(const Input& input, Day at, Diagnostics& diagnostics) {
  const Period valid = input.layout().valid;
  if (valid.holds(at)) return true;
  diagnostics.add({.severity = Severity::warning,
                   .code = "status-not-in-force",
                   .place = {.file = input.name()},
                   .found = valid.until == no_end
                                ? message("{} holds since {}", input.layout().title, valid.from)
                                : message("{} holds from {} until {}", input.layout().title, valid.from,
                                          day_before(valid.until)),
                   .expected = message("a list in force on {}", at),
                   .advice = message("its statuses are in no layer")});
  return false;
}

// A table of memberships beside the one that decides: the inhabitants of its day are no others' to complete.
bool gives_names_only(const Input& input, const Geography& geography, Day at) {
  const auto table = std::ranges::find(geography.epci_tables, input.name(), &PerimeterTable::source);
  return table != geography.epci_tables.end() && table != geography.epci_tables.begin() &&
         table->communes == 0 && edition_time(table->day, at) != EditionTime::begun;
}

// Lists of statuses in force on the day asked, by the code of their column, in the order of the study.
struct StatusList {
  Category by_commune;
  Period valid;
};
using StatusLists = std::map<std::string, std::vector<StatusList>>;

// The labels as they read on a day before some of them came to be.
Category labels_on(Day at, const Category& category, const Layout& layout) {
  if (!layout.labels_since || at >= *layout.labels_since) return category;
  std::vector<std::string> labels = category.labels();
  for (const auto& [label, before] : layout.labels_before)
    if (!before.empty() && std::ranges::find(labels, before) == labels.end()) labels.push_back(before);
  Category result(category.info, std::move(labels), category.size());
  for (std::size_t zone = 0; zone < category.size(); ++zone) {
    const auto other = category.index(zone) ? layout.labels_before.find(std::string(category.label(zone)))
                                            : layout.labels_before.end();
    if (!category.index(zone))
      result.set_missing(zone, category.presence(zone));
    else if (other == layout.labels_before.end())
      result.set(zone, category.label(zone));
    else if (other->second.empty())
      result.set_missing(zone, Presence::not_available);
    else
      result.set(zone, other->second);
  }
  return result;
}

// A commune that no list names keeps the reason for which the first one gives it no status.
Category status_on(Day day, const std::vector<StatusList>& lists, const Zoning& communes,
                   Diagnostics& diagnostics) {
  std::vector<DatedStatus> entries;
  for (std::uint32_t rank = 0; rank < lists.size(); ++rank) {
    const Category& status = lists[rank].by_commune;
    for (std::size_t zone = 0; zone < communes.size(); ++zone)
      if (status.index(zone))
        entries.push_back({communes.code(zone), std::string(status.label(zone)), lists[rank].valid, rank,
                           status.info.source});
  }
  Diagnostics conflicts;
  const StatusRegister statuses(std::move(entries), conflicts);
  for (Diagnostic& conflict : conflicts.items) {
    conflict.place.column = lists.front().by_commune.info.code;
    diagnostics.add(std::move(conflict));
  }
  return statuses.at(communes, day, lists.front().by_commune);
}

void add_communes(const Input& input, const JoinedTable& joined, const Geography& geography, Day at,
                  StudyFigures& figures, CityFigures& cities, Givers& givers, StatusLists& statuses,
                  Diagnostics& diagnostics) {
  const bool is_status_list = input.layout().kind == SourceKind::statuses;
  const bool in_force = !is_status_list || holds_at(input, at, diagnostics);
  const bool names_only = gives_names_only(input, geography, at);
  check_names(input, geography, diagnostics);
  const CommuneJoin& join = *joined.communes;
  std::ranges::copy(joined.diagnostics.items, std::back_inserter(diagnostics.items));
  LevelFigures of_table{join.from, {}, {}, {}, {}};
  const auto take = [&](const Measure& measure) {
    note_splits(measure, join, figures.communes, figures.splits);
    merge(figures.communes, brought(measure, join), input, givers, diagnostics);
  };
  for (const BoundColumn& column : input.recognition.columns) {
    if (column.rule->role == "measure" && is_chosen(input, column)) {
      if (names_only && figures.communes.measures.contains(column.rule->info.code)) continue;
      Measure measure = read_joined(input, column, join, diagnostics);
      measure.info.source = input.name();
      note_districts(input, column, join, figures.communes, cities);
      compare_with_districts(input, column, join, measure, diagnostics);
      take(measure);
      of_table.measures.insert_or_assign(column.rule->info.code, std::move(measure));
    } else if (column.rule->role == "category" && in_force) {
      Category category = join_category(input, column, join, diagnostics);
      category.info.source = input.name();
      if (is_status_list) {
        category = labels_on(at, category, input.layout());
        if (!category.info.observed) category.info.observed = input.recognition.vintage;
      }
      if (is_status_list)
        statuses[column.rule->info.code].push_back({std::move(category), input.layout().valid});
      else
        merge(figures.communes, std::move(category), input, diagnostics);
    }
  }
  // Counted before communes merge: the poor persons of a merged commune are those of its parts.
  if (const auto poor = poor_persons(of_table)) take(*poor);
  figures.accounts.push_back(join.account);
}

// Figures by IRIS are those of their communes, once added up.
void add_iris(const Input& input, const std::vector<Input>& inputs, const Geography& geography,
              StudyFigures& figures, Givers& givers, Diagnostics& diagnostics) {
  const IrisJoin join = join_iris(input, inputs, geography, diagnostics);
  for (const BoundColumn& column : input.recognition.columns) {
    if (column.rule->role != "measure" || column.rule->kind != Kind::count || !is_chosen(input, column))
      continue;
    Measure measure = read_iris(input, column, join, diagnostics);
    measure.info.source = input.name();
    note_splits(measure, join.communes, figures.communes, figures.splits);
    merge(figures.communes, brought(measure, join.communes), input, givers, diagnostics);
  }
  figures.accounts.push_back(join.communes.account);
}

// A table of another level makes its own zones: its codes, once each.
void add_published(const Input& input, const std::vector<Input>& inputs, const Geography& geography,
                   StudyFigures& figures, Givers& givers, Diagnostics& diagnostics) {
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
    merge(known, std::move(measure), input, givers, diagnostics);
  }
  // What is of other zones (IRIS) has its account with the sources that nothing uses, what is of QPV once they are
  // laid on the communes.
  if (level == Level::custom || level == Level::iris || level == Level::qpv) return;
  check_names_above(input, inputs, geography, diagnostics);
  figures.accounts.push_back(account_by_code(input, inputs, geography, diagnostics));
}

// The inhabitants beside the memberships are those of the table in force on the day asked.
std::vector<const Input*> memberships_in_turn(const std::vector<Input>& inputs, Day at) {
  std::vector<const Input*> memberships;
  for (const Input& input : inputs)
    if (input.layout().kind == SourceKind::membership) memberships.push_back(&input);
  std::ranges::stable_sort(memberships, [&](const Input* a, const Input* b) {
    return edition_precedes(a->recognition.vintage, b->recognition.vintage, at);
  });
  return memberships;
}

bool has_rows_of_communes(const Input& input) {
  return input.layout().level == Level::commune && input.layout().kind != SourceKind::movements &&
         input.layout().kind != SourceKind::agreements;
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

std::vector<JoinedTable> join_tables(const std::vector<Input>& inputs, const Geography& geography) {
  std::vector<JoinedTable> joined(inputs.size());
  parallel_for(inputs.size(), 1, [&](std::size_t begin, std::size_t end, std::size_t) {
    for (std::size_t i = begin; i < end; ++i)
      if (has_rows_of_communes(inputs[i]))
        joined[i].communes =
            std::make_shared<const CommuneJoin>(join_communes(inputs[i], geography, joined[i].diagnostics));
  });
  return joined;
}

StudyFigures build_figures(const std::vector<Input>& inputs, const std::vector<JoinedTable>& joined,
                           const Geography& geography, Day at, std::span<const Indicator> indicators,
                           Diagnostics& diagnostics) {
  StudyFigures figures;
  figures.communes.zoning = geography.wide;
  CityFigures cities;
  StatusLists statuses;
  Givers givers;
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
    const JoinedTable& table = joined[static_cast<std::size_t>(next - inputs.data())];
    if (table.communes != nullptr)
      add_communes(input, table, geography, at, figures, cities, givers, statuses, diagnostics);
    else if (has_counts_by_iris(input))
      add_iris(input, inputs, geography, figures, givers, diagnostics);
    else if (input.layout().level != Level::grid && has_figures(input))
      add_published(input, inputs, geography, figures, givers, diagnostics);
  }
  for (const auto& [code, lists] : statuses)
    figures.communes.categories.try_emplace(code, status_on(at, lists, *geography.wide, diagnostics));
  add_up_districts(cities, figures.communes, diagnostics);
  withhold_implausible(figures.communes, indicators, diagnostics);
  for (auto& [level, published] : figures.published) withhold_implausible(published, indicators, diagnostics);
  if (const auto epci = figures.published.find(Level::epci); epci != figures.published.end())
    doubt_other_perimeters(epci->second, geography, diagnostics);
  require_complete(figures.accounts);
  return figures;
}

}  // namespace maillage
