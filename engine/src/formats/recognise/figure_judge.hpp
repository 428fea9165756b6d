// Figures that no source can mean, one column at a time.
#pragma once

#include <optional>
#include <string_view>

#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/table.hpp"

namespace maillage {

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
    std::size_t repeated = 0;  // how often the figure judged stands there
  };
  [[nodiscard]] Others others(double printed) const;
  [[nodiscard]] bool is_sentinel(double printed) const;
  [[nodiscard]] bool is_share(double printed) const;

  const Table& table_;
  const BoundColumn& column_;
};

}  // namespace maillage
