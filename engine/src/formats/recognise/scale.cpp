#include "maillage/formats/recognise/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "formats/recognise/number_column.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

bool is_rate(const BoundColumn& column) {
  return column.rule->role == "measure" && column.rule->kind == Kind::rate;
}

// What holds for a code: what is stated for it, else for all rates.
template <typename Value>
const Value* stated_for(const std::map<std::string, Value>& stated, const BoundColumn& column) {
  if (const auto own = stated.find(column.rule->info.code); own != stated.end()) return &own->second;
  const auto all = stated.find("");
  return all != stated.end() && is_rate(column) ? &all->second : nullptr;
}

template <typename Value>
void require_codes(const Recognition& recognition, const std::map<std::string, Value>& stated,
                   const std::string& file, std::string_view key) {
  std::vector<std::string> codes;
  for (const BoundColumn& column : recognition.columns)
    if (column.rule->role == "measure") codes.push_back(column.rule->info.code);
  for (const auto& [code, value] : stated) {
    const bool there = code.empty() ? std::ranges::any_of(recognition.columns, is_rate)
                                    : std::ranges::find(codes, code) != codes.end();
    if (there) continue;
    const auto near = closest(code, codes);
    throw Error(Failure::usage,
                code.empty() ? message("{}: {} is stated, and the table has no rate", file, key)
                             : message("{}: {} is stated for {}, which the table does not have{}", file, key,
                                       code, near ? message("; did you mean \"{}\"?", *near) : Message()));
  }
}

struct RateColumn {
  BoundColumn* column = nullptr;
  std::int64_t figures = 0;
  double largest = 0;
  bool percent_signs = false;
  bool beyond_tenths = false;
  std::string first;  // above zero
  std::int64_t line = 0;

  [[nodiscard]] bool in_shares() const { return largest > 0 && largest <= 1 && !percent_signs; }
  // Rates that are nowhere all below one percent.
  [[nodiscard]] bool is_large() const {
    return column->rule->info.unit == "percent" || column->rule->info.code == "rate_total";
  }
};

RateColumn look_at(const Table& table, BoundColumn& column, std::span<const std::uint32_t> rows) {
  RateColumn rate{.column = &column};
  std::vector<std::string_view> texts;
  for (const std::uint32_t row : rows) texts.push_back(trim(table.cell(row, column.column)));
  const NumberStyle style = style_of(texts, *column.rule);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto value = read_figure(texts[i], style, *column.rule);
    if (!value) continue;
    ++rate.figures;
    rate.percent_signs = rate.percent_signs || texts[i].ends_with('%');
    rate.beyond_tenths = rate.beyond_tenths || !prints_at(*value, 0.1);
    if (*value > 0 && rate.first.empty()) {
      rate.first = texts[i];
      rate.line = table.line_of(rows[i]);
    }
    rate.largest = std::max(rate.largest, *value);
  }
  return rate;
}

void report(const Table& table, const RateColumn& rate, Diagnostics& diagnostics) {
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "share-not-percent",
       .place = {.file = table.file,
                 .layer = table.layer,
                 .row = rate.line,
                 .column = table.columns[rate.column->column]},
       .found = rate.figures == 1 ? message("\"{}\"", rate.first)
                                  : message("{} figures, all between 0 and 1, the first above 0 \"{}\"",
                                            rate.figures, rate.first),
       .expected = message("figures per hundred ({})", term(rate.column->rule->info.unit)),
       .advice =
           message("these look like shares and are not published: say unit = \"share\" beside the path, "
                   "{{ path = \"{}\", unit = \"share\" }}, or unit = \"percent\" when they are percents",
                   table.file),
       .count = rate.figures});
}

}  // namespace

void state_figures(Recognition& recognition, const StatedFigures& stated, const std::string& file) {
  require_codes(recognition, stated.printed, file, "unit");
  require_codes(recognition, stated.rounding, file, "rounding");
  for (BoundColumn& column : recognition.columns) {
    if (column.rule->role != "measure") continue;
    if (const Printed* printed = stated_for(stated.printed, column)) {
      if (!is_rate(column))
        throw Error(Failure::usage,
                    message("{}: unit is stated for {}, which is no rate", file, column.rule->info.code));
      column.printed = *printed;
    }
    if (const double* step = stated_for(stated.rounding, column)) column.rounding = *step;
  }
}

void judge_scales(const Table& table, Recognition& recognition, std::span<const std::uint32_t> rows,
                  Diagnostics& diagnostics) {
  std::vector<RateColumn> rates;
  for (BoundColumn& column : recognition.columns)
    if (is_rate(column) && column.rule->scale == 1) rates.push_back(look_at(table, column, rows));
  const auto large = [&](auto condition) {
    return std::ranges::any_of(rates,
                               [&](const RateColumn& rate) { return rate.is_large() && condition(rate); });
  };
  const bool large_in_shares = large([](const RateColumn& rate) { return rate.in_shares(); });
  const bool large_in_percents = large([](const RateColumn& rate) { return rate.largest > 1; });
  for (const RateColumn& rate : rates) {
    if (!rate.in_shares() || rate.column->printed != Printed::as_ruled) continue;
    const bool shares = rate.is_large() || (!large_in_percents && (large_in_shares || rate.beyond_tenths));
    if (!shares) continue;
    rate.column->printed = Printed::unclear;
    report(table, rate, diagnostics);
  }
}

}  // namespace maillage
