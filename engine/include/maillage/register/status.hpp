// Dated statuses of zones: ZRR, FRR, or any list that says "this zone has this status from, until".
//
// An entry may hold for a part of the zone only (`partial`: a commune nouvelle of which one former commune
// is classified). A zone that the register does not list has `silent` as its status when the register is
// complete on that day, and none (not_available) otherwise. Of entries that overlap the one that begins
// last stands; the conflict is a problem "status-conflict". Look-ups are O(log n).
//
//     StatusAnswer zrr = register_.at(*communes, day, {.code = "zrr"});
//     zrr.status.label(zone);   // "classified"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/measure/category.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

struct DatedStatus {
  std::string zone;
  std::string status;
  Period period;
  bool partial = false;
  std::string source;
};

struct StatusChange {
  Day day;
  std::string zone;
  std::optional<std::string> before;
  std::optional<std::string> after;
};

struct StatusAnswer {
  Category status;
  std::vector<std::uint8_t> partial;  // per zone: 1 when the status holds for a part of it
};

class StatusRegister {
 public:
  // `silent`: the status of zones that a complete register does not list; empty: they have none.
  StatusRegister(std::vector<DatedStatus> entries, Period complete, std::string silent,
                 Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<DatedStatus>& entries() const { return entries_; }  // by zone, then day
  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }    // in byte order
  [[nodiscard]] const DatedStatus* find(std::string_view zone, Day day) const;
  [[nodiscard]] StatusAnswer at(const Zoning& zoning, Day day, ColumnInfo info) const;
  [[nodiscard]] std::vector<StatusChange> changes(Day after, Day last) const;  // after < day <= last

 private:
  std::vector<DatedStatus> entries_;
  std::vector<std::string> labels_;
  Period complete_;
  std::string silent_;
};

}  // namespace maillage
