#include "maillage/report/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include <nlohmann/json.hpp>

#include "join/boundaries/shape_checks.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/formats/recognise/scale.hpp"
#include "maillage/join/inputs.hpp"
#include "maillage/zoning/vintage.hpp"
#include "report/facts_text.hpp"
#include "report/text_table.hpp"
#include "run/accounts_json.hpp"
#include "run/diagnostics_json.hpp"
#include "run/run_with.hpp"
#include "study/missing_file.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

Message tiling_checks() {
  return message("shapes: validity, overlaps, holes, slits, T-junctions");
}

ZoneName names_by_row(const Source& source, const std::vector<std::string>& codes,
                      const std::vector<std::uint32_t>& rows) {
  std::vector<std::string> names(source.table.rows());
  for (std::size_t i = 0; i < codes.size(); ++i) names[rows[i]] = codes[i];
  return [names](std::size_t zone) {
    return names[zone].empty() ? fmt::format("feature {}", zone + 1) : names[zone];
  };
}

void check_duplicates(const std::vector<std::string>& codes, const std::vector<std::uint32_t>& rows,
                      const Table& table, const std::string& file, Diagnostics& diagnostics) {
  std::map<std::string_view, std::vector<std::int64_t>> lines;
  for (std::size_t i = 0; i < codes.size(); ++i) lines[codes[i]].push_back(table.line_of(rows[i]));
  for (const auto& [code, places] : lines)
    if (places.size() > 1)
      diagnostics.add({.severity = Severity::problem,
                       .code = "duplicate-code",
                       .place = {.file = file, .row = places[1], .zone = std::string(code)},
                       .found = message("{} stands {} times (rows {})", code, places.size(),
                                        fmt::format("{}", fmt::join(places, ", "))),
                       .expected = message("each code once"),
                       .advice = message("a run keeps the first row")});
}

// A commune may have several features; the same one twice is a row too many.
void check_drawn_again(const Source& source, const Keys& keys, const std::string& file,
                       Diagnostics& diagnostics) {
  std::set<std::string> codes;
  for (const std::uint32_t position : drawn_again(source.shapes, keys.codes, keys.rows))
    codes.insert(keys.codes[position]);
  std::vector<std::string> again;
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < keys.codes.size(); ++i) {
    if (!codes.contains(keys.codes[i])) continue;
    again.push_back(keys.codes[i]);
    rows.push_back(keys.rows[i]);
  }
  check_duplicates(again, rows, source.table, file, diagnostics);
}

// Of a file that no layout explains: columns whose every cell is a code of one form, most of them once.
std::vector<std::size_t> columns_of_codes(const Table& table) {
  static const std::array levels{Level::commune, Level::epci, Level::qpv};
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    std::set<std::string_view> codes;
    std::array<bool, 3> all{true, true, true};
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string_view code = trim(table.cell(row, column));
      if (code.empty()) continue;
      codes.insert(code);
      for (std::size_t i = 0; i < levels.size(); ++i) all[i] = all[i] && looks_like_code(code, levels[i]);
    }
    if (2 * codes.size() > table.rows() && std::ranges::any_of(all, std::identity{}))
      columns.push_back(column);
  }
  return columns;
}

void check_unrecognised(const Table& table, const std::string& file, CheckReport& report) {
  std::vector<std::string> searched;
  for (const std::size_t column : columns_of_codes(table)) {
    searched.push_back(table.columns[column]);
    std::vector<std::string> codes;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      const std::string_view code = trim(table.cell(row, column));
      if (code.empty()) continue;
      codes.emplace_back(code);
      rows.push_back(row);
    }
    check_duplicates(codes, rows, table, file, report.diagnostics);
  }
  if (!searched.empty())
    report.checked.push_back(message("each code once (column {})", join(searched, ", ")));
  report.diagnostics.add(
      {.severity = Severity::problem,
       .code = "not-recognised",
       .place = {.file = file},
       .found = message("columns that no known layout has"),
       .expected = Message(),
       .advice = searched.empty() ? message("nothing was checked; `maillage info` shows what comes near")
                                  : message("no figure was checked; `maillage info` shows what comes near")});
}

// The figures as a run would read them.
void check_figures(const Table& table, Recognition recognition, const Keys& keys, CheckReport& report) {
  judge_scales(table, recognition, keys.rows, report.diagnostics);
  bool any = false;
  for (const BoundColumn& column : recognition.columns) {
    if (column.rule->role != "measure") continue;
    static_cast<void>(read_measure(table, column, *recognition.layout, keys.rows, report.diagnostics));
    any = true;
  }
  if (any) report.checked.push_back(message("figures"));
}

std::set<std::string> departements_of(const std::vector<std::string>& communes) {
  std::set<std::string> departements;
  for (const std::string& commune : communes) departements.emplace(departement_of(commune));
  return departements;
}

std::string loose_lines(const Account& account, Lang lang, std::size_t most) {
  const auto head = [&](const Message& what) { return fmt::format("    {:<10} ", text_of(what, lang)); };
  const auto line = [&](const Message& what, const std::string& code, const std::string& name,
                        const Message& why) {
    return head(what) +
           (why.empty() ? fmt::format("{} {}\n", code, name) : say(lang, "{} {}: {}\n", code, name, why));
  };
  std::string text;
  for (std::size_t i = 0; i < std::min(most, account.unmatched.size()); ++i) {
    const Loose& loose = account.unmatched[i];
    text += line(message("row {}", loose.row), loose.code, loose.name, loose.suggestion);
  }
  if (account.unmatched.size() > most)
    text += say(lang, "    … and {} more {0|row|rows} (--format json has all)\n",
                account.unmatched.size() - most);
  for (std::size_t i = 0; i < std::min(most, account.moves.size()); ++i)
    text += line(message("moved"), account.moves[i].code, text_of(account.moves[i].event, lang), Message());
  if (account.moves.size() > most)
    text += say(lang, "    … and {} more moved {0|code|codes}\n", account.moves.size() - most);
  for (std::size_t i = 0; i < std::min(most, account.without_row.size()); ++i) {
    const Loose& loose = account.without_row[i];
    text += line(message("no row"), loose.code, loose.name, loose.suggestion);
  }
  if (!account.neighbours_without_row.empty())
    text += head(message("no row")) +
            say(lang, "{} of neighbouring départements ({}), there for their EPCI: no matter\n",
                counted(account.neighbours_without_row.size(), "commune"),
                fmt::format("{}", fmt::join(departements_of(account.neighbours_without_row), ", ")));
  if (account.without_row.size() > most)
    text += say(lang, "    … and {} more {0|zone|zones} without row\n", account.without_row.size() - most);
  return text;
}

}  // namespace

CheckReport check_study(const Study& study) {
  CheckReport report;
  report.checked = {message("rows of every source")};
  Run run;
  run.study = study;
  std::vector<Input> inputs = read_sources(run, run.study.sources);
  Diagnostics of_shapes;
  for (const Input& input : inputs)
    if (input.source.geometry == Geometry::polygons && input.layout().level == Level::commune) {
      report.checked.push_back(message("{} ({})", tiling_checks(), input.name()));
      check_tiling(input.source.shapes, names_by_row(input.source, input.keys.codes, input.keys.rows),
                   input.name(), study.allowed_holes, of_shapes);
    }
  if (study.ctg) report.checked.push_back(message("parties, dates and statuses of the register"));
  run = run_with(std::move(run), std::move(inputs));
  report.accounts = std::move(run.accounts);
  report.diagnostics = std::move(run.diagnostics);
  // The accounts have them, one by one.
  std::erase_if(report.diagnostics.items,
                [](const Diagnostic& item) { return item.code == "zones-without-row"; });
  // What the mesh of the run and the check of the shapes both find is said once.
  for (Diagnostic& item : of_shapes.items) {
    const std::string text = to_text(item, Lang::en);
    const bool said = std::ranges::any_of(
        report.diagnostics.items, [&](const Diagnostic& other) { return to_text(other, Lang::en) == text; });
    if (!said) report.diagnostics.add(std::move(item));
  }
  return report;
}

CheckReport check_file(const std::filesystem::path& file, const std::string& layer) {
  require_file(file);
  CheckReport report;
  const SourceSpec spec{.path = file, .given = file.string(), .layer = layer};
  Source source = read_source(file, {.layer = layer}, report.diagnostics);
  source.table.file = spec.given;
  Diagnostics of_facts;  // keys are read again, and reported, below
  report.facts = describe(source, of_facts);
  report.checked = {message("reading")};
  Keys keys;
  if (const auto recognition = recognise(source.table)) {
    if (recognition->find("key") != nullptr) keys = keys_of(source.table, *recognition, report.diagnostics);
    const bool draws_parts = recognition->layout->kind == SourceKind::boundaries &&
                             recognition->layout->level == Level::commune &&
                             source.geometry == Geometry::polygons;
    if (!recognition->layout->in_parts && !draws_parts && years_of(source.table, *recognition).size() < 2 &&
        recognition->layout->kind != SourceKind::agreements &&
        recognition->layout->kind != SourceKind::movements) {
      report.checked.push_back(message("each code once"));
      check_duplicates(keys.codes, keys.rows, source.table, spec.given, report.diagnostics);
    }
    if (draws_parts) check_drawn_again(source, keys, spec.given, report.diagnostics);
    check_figures(source.table, *recognition, keys, report);
  } else {
    check_unrecognised(source.table, spec.given, report);
  }
  if (source.geometry == Geometry::polygons) {
    report.checked.push_back(tiling_checks());
    check_tiling(source.shapes, names_by_row(source, keys.codes, keys.rows), spec.given, {},
                 report.diagnostics);
  }
  return report;
}

std::string check_text(const CheckReport& report, Lang lang, std::size_t most) {
  std::string text;
  if (report.facts)
    text += facts_summary(*report.facts, lang) +
            fact_line(message("checked"), joined(report.checked, "; "), lang) + "\n";
  if (!report.accounts.empty()) {
    const auto unlocated = [](const Account& account) { return account.totals + account.unlocated; };
    const bool some_unlocated =
        std::ranges::any_of(report.accounts, [&](const Account& account) { return unlocated(account) > 0; });
    std::vector<std::string> header{say(lang, "source"),    say(lang, "rows"),
                                    say(lang, "matched"),   say(lang, "moved"),
                                    say(lang, "elsewhere"), say(lang, "left out"),
                                    say(lang, "unmatched"), say(lang, "zones without row")};
    constexpr std::ptrdiff_t place_of_unlocated = 5;
    if (some_unlocated) header.insert(header.begin() + place_of_unlocated, say(lang, "unlocated"));
    const std::size_t columns = header.size();
    TextTable table(std::move(header));
    for (std::size_t column = 1; column < columns; ++column) table.align_right(column);
    for (const Account& account : report.accounts) {
      const std::size_t left_out = account.filtered + account.blank + account.duplicated + account.parts;
      std::vector<std::string> cells{account.file};
      for (const std::size_t count : {account.rows, account.matched, account.moved, account.elsewhere,
                                      left_out, account.unmatched.size(), account.without_row.size()})
        cells.push_back(fmt::format("{}", count));
      if (some_unlocated)
        cells.insert(cells.begin() + place_of_unlocated, fmt::format("{}", unlocated(account)));
      table.add(std::move(cells));
    }
    text += table.text();
    if (some_unlocated)
      text += say(lang, "unlocated: rows of no zone (placeholders of the source, totals), in no figure\n");
    if (std::ranges::any_of(report.accounts, [](const Account& account) { return account.elsewhere > 0; }))
      text += say(
          lang,
          "elsewhere: communes outside the territory (its neighbours, the rest of the list), in no figure\n");
    for (const Account& account : report.accounts)
      if (const std::string lines = loose_lines(account, lang, most); !lines.empty())
        text += fmt::format("\n  {}\n{}", account.file, lines);
    text += "\n";
  }
  for (const Severity severity : {Severity::problem, Severity::warning, Severity::note})
    for (const Diagnostic& item : report.diagnostics.items)
      if (item.severity == severity) text += to_text(item, lang) + "\n";
  if (!report.facts) text += say(lang, "checked: {}\n", joined(report.checked, "; "));
  return text + say(lang, "{}, {}, {}\n", counted(report.diagnostics.count(Severity::problem), "problem"),
                    counted(report.diagnostics.count(Severity::warning), "warning"),
                    counted(report.diagnostics.count(Severity::note), "note"));
}

std::string check_json(const CheckReport& report, Lang lang) {
  Json accounts = Json::array();
  for (const Account& account : report.accounts) accounts.push_back(account_json(account, lang));
  Json checked = Json::array();
  for (const Message& what : report.checked) checked.push_back(text_of(what, lang));
  return Json{{"schema", 1},
              {"checked", checked},
              {"problems", report.diagnostics.count(Severity::problem)},
              {"warnings", report.diagnostics.count(Severity::warning)},
              {"accounts", accounts},
              {"diagnostics", diagnostics_json(report.diagnostics, lang)}}
             .dump(1) +
         "\n";
}

std::string check_spots(const CheckReport& report, Lang lang) {
  const Message tiling = tiling_checks();
  if (std::ranges::none_of(report.checked, [&](const Message& what) {
        return what == tiling || (!what.values.empty() && what.values.front() == tiling);
      }))
    throw Error(Failure::usage,
                message("no shapes to check, so no place to show: use --format table or json"));
  Json features = Json::array();
  for (const Diagnostic& item : report.diagnostics.items) {
    if (!item.location) continue;
    features.push_back(
        {{"type", "Feature"},
         {"properties",
          {{"code", item.code},
           {"severity", to_string(item.severity)},
           {"file", item.place.file},
           {"zone", item.place.zone},
           {"zones", fmt::format("{}", fmt::join(item.zones, ", "))},
           {"found", text_of(item.found, lang)}}},
         {"geometry", {{"type", "Point"}, {"coordinates", {item.location->x, item.location->y}}}}});
  }
  return Json{{"type", "FeatureCollection"}, {"features", features}}.dump(1) + "\n";
}

}  // namespace maillage
