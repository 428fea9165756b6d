#include "formats/recognise/vintage_of.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include <fmt/format.h>

#include "formats/compiled_form.hpp"
#include "formats/recognise/column_names.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/keys.hpp"

namespace maillage {
namespace {

struct StatedDay {
  Day day;
  Message reason;
};

std::optional<StatedDay> by_sheet(const Table& table, const Layout& layout) {
  if (table.layer.empty() || layout.sheet.empty()) return std::nullopt;
  const auto match = match_name(compile_pattern(layout.sheet), plain_name(table.layer));
  if (!match || match->year == 0) return std::nullopt;
  return StatedDay{new_year(match->year), message("sheet name {}", table.layer)};
}

constexpr std::string_view first_of_january = "(1erjanvier|0101|1janvier)((19|20)[0-9]{2})";

// "Communes, au 1er janvier 2021", "Géographie au 01/01/2025"; `words` are what stands before the day.
std::optional<StatedDay> by_title(const Table& table, std::string_view words) {
  const std::string plain = plain_name(table.fact("title"));
  const std::regex form = compiled_form(plain_name(words) + std::string(first_of_january));
  std::smatch found;
  if (!std::regex_search(plain, found, form)) return std::nullopt;
  return StatedDay{new_year(std::stoi(found[2])), message("title line (1 January {})", found[2].str())};
}

std::optional<StatedDay> by_column(const Table& table, const Recognition& recognition) {
  std::optional<StatedDay> stated;
  for (const BoundColumn& column : recognition.columns) {
    if (!column.rule->dates_zoning) continue;
    if (column.rule->role == "year")
      if (const std::vector<int> years = years_of(table, recognition); years.size() == 1)
        stated = StatedDay{new_year(years.front()), message("column {}", table.columns[column.column])};
    if (column.year == 0) continue;
    const bool written_out = column.rule->pattern.find("(DATE)") != std::string::npos;
    const Day day = written_out && column.observed ? *column.observed : new_year(column.year);
    if (!stated || stated->day < day)
      stated = StatedDay{day, message("column {}", table.columns[column.column])};
  }
  return stated;
}

std::optional<StatedDay> by_latest_date(const Table& table, const Layout& layout) {
  if (layout.vintage_column.empty()) return std::nullopt;
  const auto column = table.column(layout.vintage_column);
  if (!column) return std::nullopt;
  std::optional<Day> latest;
  std::string_view latest_text;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view text = table.cell(row, *column);
    if (text == latest_text) continue;
    const auto day = parse_day(text);
    if (day && (!latest || *latest < *day)) {
      latest = day;
      latest_text = text;
    }
  }
  if (!latest) return std::nullopt;
  return StatedDay{*latest, message("latest date of column {}", layout.vintage_column)};
}

std::optional<int> year_in(std::string_view name) {
  for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
    const std::string_view word = name.substr(i, 4);
    const bool alone = (i == 0 || !all_digits(name.substr(i - 1, 1))) &&
                       (i + 4 == name.size() || !all_digits(name.substr(i + 4, 1)));
    if (alone && all_digits(word) && (word.starts_with("19") || word.starts_with("20")))
      return std::stoi(std::string(word));
  }
  return std::nullopt;
}

// Weak, so only for lists of zones and shapes, and only when nothing else speaks.
std::optional<StatedDay> by_file_name(const Table& table, const Layout& layout) {
  if (layout.kind != SourceKind::boundaries && layout.kind != SourceKind::zones &&
      layout.kind != SourceKind::membership)
    return std::nullopt;
  const std::vector<std::string_view> parts = split(table.file, '/');
  for (std::size_t up = 0; up < std::min<std::size_t>(2, parts.size()); ++up) {
    const std::string_view part = parts[parts.size() - 1 - up];
    if (const auto year = year_in(part)) return StatedDay{new_year(*year), message("name {}", part)};
  }
  return std::nullopt;
}

std::optional<Day> common_day(const Recognition& recognition) {
  std::set<Day> days;
  for (const BoundColumn& column : recognition.columns) {
    if (column.rule->role != "measure" && column.rule->role != "category") continue;
    if (!column.observed) return std::nullopt;
    days.insert(*column.observed);
  }
  return days.size() == 1 ? std::optional<Day>(*days.begin()) : std::nullopt;
}

// What the layout says where to look for; then what any table may say, which a table described in a study need not.
std::optional<StatedDay> stated_day(const Table& table, const Recognition& recognition) {
  const Layout& layout = *recognition.layout;
  const bool described = layout.id == described_layout;
  if (described && layout.vintage) return StatedDay{*layout.vintage, message("declared in the study")};
  std::optional<StatedDay> stated = by_sheet(table, layout);
  if (!stated && !layout.vintage_title.empty()) stated = by_title(table, layout.vintage_title);
  if (!stated && !described) stated = by_title(table, "au");
  if (!stated) stated = by_column(table, recognition);
  if (!stated) stated = by_latest_date(table, layout);
  if (!stated && layout.vintage) stated = StatedDay{*layout.vintage, message("edition of {}", layout.id)};
  if (!stated && !described) stated = by_file_name(table, layout);
  return stated;
}

}  // namespace

void tell_vintage(const Table& table, Recognition& recognition) {
  const Layout& layout = *recognition.layout;
  if (const auto stated = stated_day(table, recognition)) {
    recognition.vintage = stated->day;
    recognition.vintage_reason = stated->reason;
  } else {
    recognition.vintage_reason = message("nothing in the file says of which day its codes are");
  }
  std::optional<Day> observed = layout.observed;
  if (!observed && !layout.observed_title.empty())
    if (const auto stated = by_title(table, layout.observed_title)) observed = stated->day;
  if (observed)
    for (BoundColumn& column : recognition.columns)
      if (column.year == 0) column.observed = observed;
  recognition.observed = observed ? observed : common_day(recognition);
}

}  // namespace maillage
