// A sum that keeps what rounding takes away at each step (Neumaier's variant of Kahan).
//
// Added one by one, 0.1 + 0.2 + … drifts by a unit in the last place at nearly every step, and the figure
// is then printed as 328.02000000000004. Here the lost parts are kept beside the sum and given back at the
// end: the result is the sum of the terms, rounded once, as long as the terms are fewer than 2^50 or so,
// and it does not depend on their order. `add` of another sum brings its lost part along, so that it does
// not depend on their grouping either. Terms may be infinite: an open bound stays open. Four additions and
// one comparison per term.
//
// Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974.
//
//     RunningSum sum;
//     for (const double term : terms) sum.add(term);
//     sum.value();
#pragma once

#include <cmath>

namespace maillage {

class RunningSum {
 public:
  void add(double term) {
    const double next = sum_ + term;
    if (std::isfinite(next)) {
      const bool larger = std::abs(sum_) >= std::abs(term);
      lost_ += larger ? (sum_ - next) + term : (term - next) + sum_;
    }
    sum_ = next;
  }
  void add(const RunningSum& other) {
    add(other.sum_);
    lost_ += other.lost_;
  }
  [[nodiscard]] double value() const { return std::isfinite(sum_) ? sum_ + lost_ : sum_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

}  // namespace maillage
