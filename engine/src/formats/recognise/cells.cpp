#include "maillage/formats/recognise/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "formats/recognise/column_names.hpp"
#include "formats/recognise/label_words.hpp"
#include "formats/recognise/number_column.hpp"
#include "formats/recognise/presence_words.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/table.hpp"
#include "maillage/zoning/matching.hpp"

namespace maillage {
namespace {

enum class Doubt : std::uint8_t {
  none,
  sentinel,    // 999999: nines that stand for "no figure"
  impossible,  // outside what the unit allows
  other_scale  // 0,14 where the column is in percents
};

struct Range {
  double lower, upper;
};

class FigureJudge {
 public:
  FigureJudge(const Table& table, const BoundColumn& column) : table_(table), column_(column) {}

  // `printed` as in the file, `value` in the unit of the figure.
  [[nodiscard]] Doubt judge(double printed, double value);
  // What the unit allows: a share of a whole is at most 100, places at most 200 for 100 children (195.8 is the
  // most that Cnaf publishes) unless the study states that they are percents, incomes lie between 1 000 and 200 000.
  [[nodiscard]] std::optional<Range> range() const;

 private:
  struct Others {
    double largest = 0;
    double last_decimal = 1;  // the finest step of figures above 1
    std::size_t figures = 0;
    std::size_t repeated = 0;  // how often the figure judged is there
  };
  [[nodiscard]] Others others(double printed);
  [[nodiscard]] bool is_sentinel(double printed);
  [[nodiscard]] bool is_share(double printed);
  void read_column();

  const Table& table_;
  const BoundColumn& column_;
  // All figures of the column, read when the first of them is in question.
  bool is_read_ = false;
  std::vector<double> ascending_;
  double last_decimal_ = 1;
};

// How many nines the figure is made of; 0: it has another digit, or decimals.
int nines_of(double value) {
  int nines = 0;
  for (double all = 9; all <= value; all = all * 10 + 9)
    if (++nines; all == value) return nines;
  return 0;
}

void FigureJudge::read_column() {
  is_read_ = true;
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    const auto figure = read_figure(trim(table_.cell(row, column_.column)), {}, *column_.rule);
    if (!figure) continue;
    ascending_.push_back(*figure);
    if (*figure <= 1) continue;
    while (last_decimal_ > 1e-6 && !prints_at(*figure, last_decimal_)) last_decimal_ /= 10;
  }
  std::ranges::sort(ascending_);
}

FigureJudge::Others FigureJudge::others(double printed) {
  if (!is_read_) read_column();
  const auto same = std::ranges::equal_range(ascending_, printed);
  Others others{
      .last_decimal = last_decimal_, .figures = ascending_.size() - same.size(), .repeated = same.size()};
  if (same.begin() != ascending_.begin())
    others.largest = std::max(std::fabs(ascending_.front()), std::fabs(*std::prev(same.begin())));
  if (same.end() != ascending_.end())
    others.largest = std::max({others.largest, std::fabs(*same.end()), std::fabs(ascending_.back())});
  return others;
}

// Five nines are no figure; fewer are when the other figures of the column come near.
bool FigureJudge::is_sentinel(double printed) {
  const double size = std::fabs(printed);
  const int nines = nines_of(size);
  if (nines < 3) return false;
  if (nines >= 5 || printed < 0 || column_.rule->kind == Kind::rate) return true;
  const Others found = others(printed);
  if (found.figures < 3) return false;
  const bool repeated = nines >= 4 && found.repeated > 1;
  return size > 10 * found.largest ||
         (repeated && (size > found.largest || column_.rule->kind != Kind::count));
}

// A rate below 1 where the others are percents: of a whole, none is so low; of places for children, when it
// has hundredths and the others have not.
bool FigureJudge::is_share(double printed) {
  if (printed <= 0 || printed >= 1) return false;
  const std::string& code = column_.rule->info.code;
  const bool of_a_whole = column_.rule->info.unit == "percent";
  if (!of_a_whole && code != "rate_total") return false;
  const Others found = others(printed);
  if (found.largest <= 1) return false;  // judge_scales has settled it
  return of_a_whole || (!prints_at(printed, 0.1) && found.last_decimal >= 0.1 && found.figures >= 3);
}

std::optional<Range> FigureJudge::range() const {
  const std::string& unit = column_.rule->info.unit;
  if (column_.rule->kind == Kind::rate) {
    if (unit == "percent") return Range{0, 100};
    if (!unit.starts_with("places per 100") || column_.printed == Printed::percents) return std::nullopt;
    return Range{0, 200};
  }
  if (column_.rule->kind == Kind::intensive && unit.starts_with("EUR per year")) return Range{1000, 200'000};
  return std::nullopt;
}

Doubt FigureJudge::judge(double printed, double value) {
  if (is_sentinel(printed)) return Doubt::sentinel;
  if (const auto allowed = range(); allowed && (value < allowed->lower || value > allowed->upper))
    return Doubt::impossible;
  const bool in_question =
      column_.rule->kind == Kind::rate && column_.rule->scale == 1 && column_.printed == Printed::as_ruled;
  return in_question && is_share(printed) ? Doubt::other_scale : Doubt::none;
}

// 0.58 x 100 is 58.
double without_noise(double value) {
  constexpr double kept = 1e9;
  return std::round(value * kept) / kept;
}

// What Insee writes where there is no figure, in tables whose layout says nothing of it.
std::optional<Presence> usual_marker(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, Presence>, 4> markers{{{"s", Presence::secret_primary},
                                                                          {"nd", Presence::not_available},
                                                                          {"ns", Presence::not_significant},
                                                                          {"so", Presence::not_applicable}}};
  const auto found = std::ranges::find(markers, to_lower_ascii(text),
                                       [](const auto& marker) { return std::string(marker.first); });
  return found == markers.end() ? std::nullopt : std::optional<Presence>(found->second);
}

// What is reported once per column: how many, and the first.
struct Finding {
  std::int64_t count = 0;
  std::int64_t line = 0;
  std::string text;

  void add(std::int64_t at, std::string_view what) {
    if (count++ > 0) return;
    line = at;
    text = what;
  }
};

struct Findings {
  Finding text_in_number, unknown_marker, usual_marker, ambiguous, negative, contradicted, sentinel,
      impossible, other_scale;
};

// A layout declares tenths, and whoever made the file has rounded further: the figures of the whole column are whole.
bool is_in_whole_points(const Table& table, const BoundColumn& column) {
  const ColumnRule& rule = *column.rule;
  if (rule.kind != Kind::rate || column.rounding || rule.info.rounding <= 0 || rule.info.rounding >= 1)
    return false;
  constexpr std::size_t enough = 10;
  std::size_t figures = 0;
  std::set<double> different;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto figure = read_figure(trim(table.cell(row, column.column)), {}, rule);
    if (!figure || *figure == 0) continue;
    if (*figure < 1 || !prints_at(*figure, 1)) return false;
    ++figures;
    different.insert(*figure);
  }
  return figures >= enough && different.size() >= 3;
}

class ColumnReader {
 public:
  ColumnReader(const Table& table, const BoundColumn& column, const Layout& layout)
      : table_(table),
        column_(column),
        rule_(*column.rule),
        layout_(layout),
        whole_(is_in_whole_points(table, column)),
        step_(whole_ ? 1 : column.rounding.value_or(column.rule->info.rounding)),
        censored_at_(whole_ ? column.rule->whole_censored_at : column.rule->censored_at),
        notes_(table, column, layout),
        judge_(table, column) {}

  Measure read(std::span<const std::uint32_t> row_of_zone, Diagnostics& diagnostics) {
    std::vector<std::string_view> texts;
    for (const std::uint32_t row : row_of_zone) {
      if (row != no_row) texts.push_back(trim(table_.cell(row, column_.column)));
    }
    style_ = style_of(texts, rule_);
    Measure measure(info(row_of_zone), rule_.kind, row_of_zone.size());
    for (std::size_t zone = 0; zone < row_of_zone.size(); ++zone) {
      const std::uint32_t row = row_of_zone[zone];
      measure.set(zone, row == no_row ? missing(Presence::no_match) : cell_at(row));
    }
    report(diagnostics);
    check_count(measure, row_of_zone, diagnostics);
    return measure;
  }

 private:
  [[nodiscard]] ColumnInfo info(std::span<const std::uint32_t> row_of_zone) const {
    ColumnInfo info = rule_.info;
    info.rounding = step_;
    if (column_.observed) info.observed = column_.observed;
    if (!info.observed) info.observed = layout_.observed;
    if (!info.observed) info.observed = year_of_rows(table_, rule_, layout_, row_of_zone);
    return info;
  }

  Cell cell_at(std::uint32_t row) {
    if (column_.printed == Printed::unclear) return missing(Presence::not_available);
    const std::string_view text = trim(table_.cell(row, column_.column));
    if (text.empty())
      return missing(notes_.reason(row).value_or(marker_of(layout_, "").value_or(Presence::not_available)));
    if (const auto value = read_figure(text, style_, rule_)) return figure(*value, text, row);
    if (const auto presence = marker_of(layout_, text)) return missing(*presence);
    const std::int64_t line = table_.line_of(row);
    if (const auto presence = usual_marker(text)) {
      findings_.usual_marker.add(line, text);
      return missing(*presence);
    }
    if (could_be_thousands(text)) {
      findings_.ambiguous.add(line, text);
    } else if (text.size() <= 4 && std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
      findings_.unknown_marker.add(line, text);
    } else {
      findings_.text_in_number.add(line, text);
    }
    return missing(Presence::not_available);
  }

  // A percent sign says the unit, whatever the rest of the column is printed in.
  [[nodiscard]] double factor(std::string_view text) const {
    if (rule_.kind != Kind::rate) return rule_.scale;
    if (text.ends_with('%') || column_.printed == Printed::percents) return 1;
    return column_.printed == Printed::shares ? 100 : rule_.scale;
  }

  Cell figure(double printed, std::string_view text, std::uint32_t row) {
    const std::int64_t line = table_.line_of(row);
    if (printed < 0 && rule_.kind != Kind::intensive) {
      findings_.negative.add(line, text);
      return missing(Presence::not_available);
    }
    const double scale = factor(text);
    const double value = scale == 1 ? printed : without_noise(printed * scale);
    switch (judge_.judge(printed, value)) {
      case Doubt::sentinel:
        findings_.sentinel.add(line, text);
        return missing(Presence::not_available);
      case Doubt::impossible:
        findings_.impossible.add(line, text);
        return missing(Presence::not_available);
      case Doubt::other_scale:
        findings_.other_scale.add(line, text);
        return missing(Presence::not_available);
      case Doubt::none:
        break;
    }
    if (step_ > 0 && !prints_at(value, step_)) findings_.contradicted.add(line, text);
    if (censored_at_ > 0 && value <= censored_at_)
      return known(value, {0, censored_at_ + step_ / 2},
                   Marks(Mark::censored) | (step_ > 0 ? Marks(Mark::rounded) : Marks{}));
    if (step_ <= 0) return known(value);
    const double lowest =
        rule_.kind == Kind::intensive ? value - step_ / 2 : std::max(0.0, value - step_ / 2);
    return known(value, {lowest, value + step_ / 2}, Mark::rounded);
  }

  void add(Severity severity, std::string code, const Finding& finding, Message expected, Message advice,
           Diagnostics& diagnostics) const {
    if (finding.count == 0) return;
    diagnostics.add({.severity = severity,
                     .code = std::move(code),
                     .place = place(finding.line),
                     .found = finding.count == 1
                                  ? message("\"{}\"", finding.text)
                                  : message("{} cells, the first \"{}\"", finding.count, finding.text),
                     .expected = std::move(expected),
                     .advice = std::move(advice),
                     .count = finding.count});
  }

  void report(Diagnostics& diagnostics) const {
    add(Severity::warning, "text-in-number", findings_.text_in_number, message("a number"),
        message("read as missing, never as a number"), diagnostics);
    add(Severity::warning, "unknown-marker", findings_.unknown_marker,
        message("a number, or a marker that the source declares"), message("read as missing (not available)"),
        diagnostics);
    add(Severity::warning, "usual-marker", findings_.usual_marker,
        message("a number, or a marker that the source declares"),
        message("read as Insee writes it: s secret, nd not available, ns not significant, so not applicable"),
        diagnostics);
    add(Severity::problem, "ambiguous-thousands", findings_.ambiguous, message("a figure that reads one way"),
        message("a thousand or a decimal? read as missing; write it without thousands sign"), diagnostics);
    add(Severity::problem, "negative-figure", findings_.negative,
        message("a {} of zero or more", term(to_string(rule_.kind))), message("read as missing"),
        diagnostics);
    add(Severity::warning, "rounding-contradicted", findings_.contradicted,
        message("multiples of {}, the rounding that {} declares", plain_number(step_),
                column_.rounding ? message("the study") : layout_.id),
        message("the declared rounding still makes the bounds; check the edition of the file"), diagnostics);
    if (whole_)
      diagnostics.add({.severity = Severity::warning,
                       .code = "rounding-coarser",
                       .place = place(0),
                       .found = message("figures that are all whole"),
                       .expected = message("multiples of {}, the rounding that {} declares",
                                           plain_number(rule_.info.rounding), layout_.id),
                       .advice = message("taken as rounded to 1; say rounding = {} beside the path when they "
                                         "are exact",
                                         plain_number(rule_.info.rounding))});
    add(Severity::problem, "sentinel-figure", findings_.sentinel,
        message("a figure, or an empty cell where there is none"),
        message("nines stand for no figure: read as missing"), diagnostics);
    if (const auto range = judge_.range())
      add(Severity::problem, "impossible-figure", findings_.impossible,
          message("a figure between {} and {} ({})", plain_number(range->lower), plain_number(range->upper),
                  term(rule_.info.unit)),
          rule_.kind == Kind::rate && rule_.info.unit != "percent"
              ? message("read as missing; say unit = \"percent\" beside the path when it is so")
              : message("read as missing"),
          diagnostics);
    add(Severity::problem, "share-among-percents", findings_.other_scale,
        message("figures per hundred, as the others are"),
        message("it looks like a share of 1: read as missing; say unit = \"percent\" beside the path when it "
                "is none"),
        diagnostics);
    if (!style_.mixed) return;
    diagnostics.add({.severity = Severity::warning,
                     .code = "mixed-decimals",
                     .place = place(0),
                     .found = message("decimal commas and decimal points in one column"),
                     .expected = message("one decimal sign"),
                     .advice = message("both are read as decimals")});
  }

  // Figures between 0 and 100 with decimals where things are counted: somebody put a rate there.
  void check_count(Measure& measure, std::span<const std::uint32_t> row_of_zone,
                   Diagnostics& diagnostics) const {
    const bool of_a_survey = rule_.fractional && column_.year != 0;
    if (rule_.kind != Kind::count || rule_.info.decimals > 0 || of_a_survey) return;
    Finding decimals;
    std::int64_t figures = 0;
    for (std::size_t zone = 0; zone < measure.size(); ++zone) {
      const Cell cell = measure.at(zone);
      if (!cell.is_known()) continue;
      if (cell.value > 100) return;
      ++figures;
      if (!prints_at(cell.value, 1)) {
        decimals.add(table_.line_of(row_of_zone[zone]), table_.cell(row_of_zone[zone], column_.column));
      }
    }
    if (decimals.count == 0 || figures < 3) return;
    for (std::size_t zone = 0; zone < measure.size(); ++zone)
      if (measure.at(zone).is_known()) measure.set(zone, missing(Presence::not_available));
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "rate-in-count",
         .place = place(decimals.line),
         .found = message("{} figures between 0 and 100, {} of them with decimals (\"{}\")", figures,
                          decimals.count, decimals.text),
         .expected =
             message("a count ({})", term(rule_.info.unit.empty() ? rule_.info.code : rule_.info.unit)),
         .advice = message(
             "read as missing: it looks like a rate, or like thousands; name the column of the counts"),
         .count = decimals.count});
  }

  [[nodiscard]] Place place(std::int64_t line) const {
    return {
        .file = table_.file, .layer = table_.layer, .row = line, .column = table_.columns[column_.column]};
  }

  const Table& table_;
  const BoundColumn& column_;
  const ColumnRule& rule_;
  const Layout& layout_;
  bool whole_;
  double step_;  // of rounding
  double censored_at_;
  Notes notes_;
  FigureJudge judge_;
  NumberStyle style_;
  Findings findings_;
};

}  // namespace

Measure read_measure(const Table& table, const BoundColumn& column, const Layout& layout,
                     std::span<const std::uint32_t> row_of_zone, Diagnostics& diagnostics) {
  return ColumnReader(table, column, layout).read(row_of_zone, diagnostics);
}

Category read_category(const Table& table, const BoundColumn& column, const Layout& layout,
                       std::span<const std::uint32_t> row_of_zone, Diagnostics& diagnostics) {
  const ColumnRule& rule = *column.rule;
  const LabelWords words(rule);
  ColumnInfo info = rule.info;
  info.observed = column.observed ? column.observed : year_of_rows(table, rule, layout, row_of_zone);
  Category category(std::move(info), words.codes(), row_of_zone.size());
  std::map<std::string, Finding> unknown;
  for (std::size_t zone = 0; zone < row_of_zone.size(); ++zone) {
    const std::uint32_t row = row_of_zone[zone];
    if (row == no_row) {
      category.set_missing(zone, Presence::no_match);
      continue;
    }
    const std::string_view text = trim(table.cell(row, column.column));
    if (const auto label = words.find(text)) {
      category.set(zone, *label);
      continue;
    }
    const auto meaning = marker_of(layout, text);
    category.set_missing(zone, meaning.value_or(Presence::not_available));
    if (!text.empty() && !meaning) unknown[std::string(text)].add(table.line_of(row), text);
  }
  for (const auto& [text, finding] : unknown) {
    diagnostics.add({.severity = Severity::warning,
                     .code = "unknown-label",
                     .place = {.file = table.file,
                               .layer = table.layer,
                               .row = finding.line,
                               .column = table.columns[column.column]},
                     .found = message("\"{}\"", text),
                     .expected = message("one of: {}", join(words.texts(), ", ")),
                     .advice = message("read as missing (not available)"),
                     .count = finding.count});
  }
  return category;
}

}  // namespace maillage
