// Dated statuses of zones: ZRR, FRR, or any list that says "this zone has this status from, until".
//
// Asked at a day, the register gives each zone its status. Of entries that overlap the one that begins last
// decides, of two that begin on one day the one whose list comes first (`rank`); zones that two lists see
// differently on one day are one problem "status-conflict". What a zone is that no entry names on the day
// the caller says, in `silence`: the status of zones that a complete list leaves out, or why there is none.
// Look-ups are O(log n).
//
//     StatusRegister zrr({{"17300", "classified", {day("2017-07-01"), day("2024-07-01")}}}, diagnostics);
//     Category on_the_day = zrr.at(*communes, day, Category({.code = "zrr"}, {"classified"}, communes->size()));
//     on_the_day.label(zone);   // "classified"
#pragma once

#include <cstdint>
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
  std::uint32_t rank = 0;  // of its list: among those that begin on one day the lowest decides
  std::string source;
};

struct StatusChange {
  Day day;
  std::string zone;
  std::optional<std::string> before;
  std::optional<std::string> after;
};

class StatusRegister {
 public:
  StatusRegister(std::vector<DatedStatus> entries, Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<DatedStatus>& entries() const { return entries_; }  // by zone, then day
  [[nodiscard]] const DatedStatus* find(std::string_view zone, Day day) const;

  // A zone without entry on the day keeps what `silence` says of it. Labels: those of `silence`, then the
  // others of the register in byte order.
  [[nodiscard]] Category at(const Zoning& zoning, Day day, const Category& silence) const;
  [[nodiscard]] std::vector<StatusChange> changes(Day after, Day last) const;  // after < day <= last

 private:
  std::vector<DatedStatus> entries_;
};

}  // namespace maillage
