// The sum of many cells: what `add` gives, each of its three numbers summed without drift.
//
// Known when at least one cell is: the value is that of the known ones, the bounds are those
// of all, a missing cell leaves the mark `partial`. When none is known, the reason is theirs
// when it is the same for all.
//
//     CellSum sum;
//     for (const Cell& cell : cells) sum.add(cell);
//     sum.cell();   // a known zero when nothing was added
#pragma once

#include <cstddef>

#include "maillage/measure/cell.hpp"
#include "maillage/measure/running_sum.hpp"

namespace maillage {

class CellSum {
 public:
  void add(const Cell& cell);
  [[nodiscard]] Cell cell() const;
  [[nodiscard]] bool empty() const { return known_ + missing_ == 0; }

 private:
  RunningSum value_, lower_, upper_;
  std::size_t known_ = 0, missing_ = 0;
  Presence reason_ = Presence::not_available;
  Marks marks_;
};

}  // namespace maillage
