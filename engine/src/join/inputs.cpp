#include "maillage/join/inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "join/boundaries/shape_checks.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/read/head.hpp"
#include "maillage/formats/sha256.hpp"

namespace maillage {
namespace {

const Layout& layout_named(const std::string& id) {
  if (const Layout* layout = find_layout(id)) return *layout;
  std::vector<std::string> ids;
  for (const Layout& layout : catalogue()) ids.push_back(layout.id);
  const auto near = closest(id, ids);
  throw Error(Failure::usage, message("layout \"{}\" is not in the catalogue{}; see `maillage list layouts`",
                                      id, near ? message("; did you mean \"{}\"?", *near) : Message()));
}

std::optional<Recognition> recognition_of(const SourceSpec& spec, const Table& table,
                                          const Vocabulary& vocabulary) {
  std::optional<Recognition> recognition;
  if (!spec.key.empty()) {
    recognition =
        declare(table, Declaration{spec.key, spec.name, spec.level.value_or(Level::commune), spec.columns,
                                   spec.vintage, spec.observed, vocabulary.indicators, vocabulary.levels});
    state_figures(*recognition, spec.stated, spec.given);
    return recognition;
  }
  recognition =
      spec.layout.empty() ? recognise(table) : std::optional(declare(table, layout_named(spec.layout)));
  if (recognition && spec.vintage) {
    recognition->vintage = spec.vintage;
    recognition->vintage_reason = message("stated in the study");
  }
  if (recognition && spec.observed) {
    recognition->observed = spec.observed;
    for (BoundColumn& column : recognition->columns)
      if (column.year == 0) column.observed = spec.observed;
  }
  if (recognition) state_figures(*recognition, spec.stated, spec.given);
  return recognition;
}

// What the study calls a column takes the place of its own name.
void rename_columns(Table& table, const std::map<std::string, std::string>& columns) {
  std::vector<std::pair<std::size_t, std::string>> renamed;
  for (const auto& [wanted, column] : columns) renamed.emplace_back(table.require_column(column), wanted);
  for (std::string& name : table.columns)
    if (columns.contains(name)) name += " (of the file)";
  for (const auto& [column, wanted] : renamed) table.columns[column] = wanted;
}

bool could_be_register(const Table& table, const std::vector<NearMiss>& misses) {
  const auto speaks_of_agreements = [](const std::string& column) {
    const std::string name = fold(column);
    return name.find("convention") != std::string::npos || name.find("signature") != std::string::npos ||
           name.find("ctg") != std::string::npos;
  };
  return (!misses.empty() && misses.front().layout.starts_with("ctg-")) ||
         std::ranges::any_of(table.columns, speaks_of_agreements);
}

Message unrecognised(const SourceSpec& spec, const Table& table) {
  std::vector<Message> lines{
      message("{}: no known layout has these columns: {}", spec.given, join(table.columns, ", "))};
  const std::vector<NearMiss> misses = near_misses(table);
  for (const NearMiss& miss : misses) lines.push_back(miss.sentence);
  if (misses.empty())
    if (const Message tables = tables_recalled_by(spec.given); !tables.empty())
      lines.push_back(message("its name recalls:{}", tables));
  lines.push_back(
      could_be_register(table, misses)
          ? message("of a register, `maillage help ctg-file` says which columns are needed")
          : message("to use it all the same, say what it holds: {{ path = \"{}\", key = \"<column of "
                    "codes>\", level = \"commune\", columns = {{ population = \"<column>\" }} }}",
                    spec.given));
  return joined(std::move(lines), "\n    ");
}

int year_for(const SourceSpec& spec, const Source& source, const Recognition& recognition, Day at,
             Diagnostics& diagnostics) {
  const std::vector<int> years = years_of(source.table, recognition);
  if (years.empty()) return any_year;
  if (spec.year != 0) {
    if (std::ranges::find(years, spec.year) == years.end())
      throw Error(Failure::usage, message("{}: no row of {}; years in the file: {} to {}", spec.given,
                                          spec.year, years.front(), years.back()));
    return spec.year;
  }
  const auto after = std::ranges::upper_bound(years, year_of(at));
  const int year = after == years.begin() ? years.front() : *std::prev(after);
  if (years.size() > 1 || year > year_of(at))
    diagnostics.add(
        {.severity = Severity::note,
         .code = "year-chosen",
         .place = {.file = spec.given},
         .found = message("rows of {} {0|year|years}: {} to {}", years.size(), years.front(), years.back()),
         .advice = message("the rows of {} are used; say year = … to choose", year)});
  return year;
}

// A table of one zone, the nation, has no codes: its rows are those of the year.
Keys keys_of_nation(const Table& table, const Recognition& recognition, int year) {
  Keys keys;
  keys.year = year;
  const BoundColumn* column = recognition.find("year");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto row_year = column != nullptr
                              ? parse_number(table.cell(row, column->column).substr(0, 4), Decimal::point)
                              : std::nullopt;
    if (year != any_year && row_year != static_cast<double>(year)) {
      keys.other_years.push_back(row);
      continue;
    }
    keys.codes.emplace_back("FR");
    keys.names.emplace_back("France");
    keys.rows.push_back(row);
  }
  return keys;
}

bool is_all(const Shapes& shapes, std::int64_t count) {
  std::int64_t drawn = 0;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) drawn += shapes.empty(zone) ? 0 : 1;
  return drawn > 0 && count >= drawn;
}

void report_points(const Input& input, Diagnostics& diagnostics) {
  if (input.source.geometry != Geometry::other || input.layout().kind != SourceKind::boundaries) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "no-outlines",
                   .place = {.file = input.name()},
                   .found = message("zones drawn as points or lines"),
                   .expected = message("their outlines (geo.api.gouv.fr: geometry=contour)"),
                   .advice = message("there is no area, no map and no overlay of them")});
}

std::map<Level, ParentCodes> parents_of(const Input& input) {
  std::map<Level, ParentCodes> parents;
  if (input.layout().level == Level::grid) return parents;
  for (const BoundColumn& column : input.recognition.columns) {
    const Level& level = column.rule->level;
    if (column.rule->role != "parent" || parents.contains(level)) continue;
    ParentCodes read{.column = column.column, .names = std::nullopt, .codes = {}, .found = {}};
    for (const BoundColumn& other : input.recognition.columns)
      if (!read.names && other.rule->role == "parent_name" && other.rule->level == level)
        read.names = other.column;
    read.codes = codes_of(input.source.table, column, input.layout(), input.keys.rows, read.found);
    parents.emplace(level, std::move(read));
  }
  return parents;
}

}  // namespace

Vocabulary vocabulary_of(const Study& study) {
  return {study.indicators, study.levels, study.level_columns};
}

Input load_input(const SourceSpec& spec, Day at, const Vocabulary& vocabulary, Diagnostics& diagnostics) {
  Input input;
  input.spec = spec;
  Diagnostics reading;
  input.source = read_source(spec.path, {.layer = spec.layer, .crs = spec.crs}, reading);
  input.source.table.file = spec.given;
  for (Diagnostic& item : reading.items) {
    item.place.file = spec.given;  // the name that the user gave it
    if (item.code == "outside-france" && is_all(input.source.shapes, item.count)) {
      input.outside_france = true;
      item.severity = Severity::problem;
      item.advice = message("{}; these shapes give no area and no outline", item.advice);
    }
    diagnostics.add(std::move(item));
  }
  if (spec.key.empty()) rename_columns(input.source.table, spec.columns);
  auto recognition = recognition_of(spec, input.source.table, vocabulary);
  if (!recognition) throw Error(Failure::usage, unrecognised(spec, input.source.table));
  input.recognition = std::move(*recognition);
  if (input.layout().level == Level::commune && input.layout().kind != SourceKind::agreements &&
      input.layout().kind != SourceKind::movements)
    for (const LevelColumn& column : vocabulary.level_columns)
      bind_level(input.source.table, column, input.recognition);
  report_points(input, diagnostics);
  const int year = year_for(spec, input.source, input.recognition, at, diagnostics);
  if (input.recognition.find("key") != nullptr)
    input.keys = keys_of(input.source.table, input.recognition, diagnostics, year);
  else if (input.layout().level == Level::nation)
    input.keys = keys_of_nation(input.source.table, input.recognition, year);
  if (input.layout().kind == SourceKind::boundaries && input.source.geometry == Geometry::polygons)
    input.drawn_again = drawn_again(input.source.shapes, input.keys.codes, input.keys.rows);
  judge_scales(input.source.table, input.recognition, input.keys.rows, diagnostics);
  input.parents = parents_of(input);
  return input;
}

std::optional<Recognition> recognise_head(const SourceSpec& spec, const Vocabulary& vocabulary) {
  std::optional<Table> head = head_of(spec.path, {.layer = spec.layer, .crs = spec.crs});
  if (!head) return std::nullopt;
  head->file = spec.given;
  try {
    if (spec.key.empty()) rename_columns(*head, spec.columns);
    return recognition_of(spec, *head, vocabulary);
  } catch (const Error&) {
    return std::nullopt;  // loading the whole says why
  }
}

SourceRecord record_of(const Input& input) {
  return {input.spec.given,
          input.source.table.layer,
          input.source.format,
          input.layout().id,
          input.layout().title,
          input.layout().producer,
          input.recognition.vintage_reason,
          input.recognition.vintage,
          input.recognition.observed,
          input.source.table.rows(),
          input.source.table.facts,
          {}};
}

std::vector<Digest> digests_of(std::span<const SourceSpec> sources) {
  std::vector<Digest> digests;
  for (const SourceSpec& source : sources) {
    stop_point();
    const std::filesystem::path& path = source.path;
    digests.push_back({std::filesystem::file_size(path), sha256_of(path)});
  }
  return digests;
}

void set_digests(std::span<SourceRecord> records, std::vector<Digest> digests) {
  for (std::size_t i = 0; i < records.size(); ++i) records[i].digest = std::move(digests[i]);
}

std::vector<Input> load_inputs(std::span<const SourceSpec> sources, Day at, const Vocabulary& vocabulary,
                               Diagnostics& diagnostics) {
  const std::size_t count = sources.size();
  std::vector<Input> inputs(count);
  std::vector<Diagnostics> found(count);
  std::vector<Message> failures(count);
  parallel_for(count, 1, [&](std::size_t i, std::size_t, std::size_t) {
    stop_point();
    try {
      inputs[i] = load_input(sources[i], at, vocabulary, found[i]);
    } catch (const Error& error) {
      if (error.failure() != Failure::usage) throw;
      failures[i] = error.message();
    }
  });
  std::erase(failures, Message());
  if (!failures.empty()) throw Error(Failure::usage, joined(std::move(failures), "\n"));
  for (const Diagnostics& items : found)
    std::ranges::copy(items.items, std::back_inserter(diagnostics.items));
  return inputs;
}

}  // namespace maillage
