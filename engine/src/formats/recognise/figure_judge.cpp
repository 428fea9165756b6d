#include "formats/recognise/figure_judge.hpp"

#include <algorithm>
#include <cmath>

#include "formats/recognise/number_column.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// How many nines the figure is made of; 0: it has another digit, or decimals.
int nines_of(double value) {
  int nines = 0;
  for (double all = 9; all <= value; all = all * 10 + 9)
    if (++nines; all == value) return nines;
  return 0;
}

}  // namespace

FigureJudge::Others FigureJudge::others(double printed) const {
  Others others;
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    const auto other = read_figure(trim(table_.cell(row, column_.column)), {}, *column_.rule);
    if (!other) continue;
    if (*other == printed) {
      ++others.repeated;
      continue;
    }
    ++others.figures;
    others.largest = std::max(others.largest, std::fabs(*other));
    if (*other <= 1) continue;
    while (others.last_decimal > 1e-6 && !prints_at(*other, others.last_decimal)) others.last_decimal /= 10;
  }
  return others;
}

// Five nines are no figure; fewer are when the other figures of the column come near.
bool FigureJudge::is_sentinel(double printed) const {
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
bool FigureJudge::is_share(double printed) const {
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

}  // namespace maillage
