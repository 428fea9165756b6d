// Which of several editions of one table is in force on a day.
//
// An edition holds from its day until the next one. On the day asked the latest one that is not later is in
// force; when all are later, the earliest of them. An edition that does not state its day comes in between:
// after those that are known to have begun, before those that are known not to have.
//
//     std::ranges::stable_sort(tables, [&](const auto& a, const auto& b) {
//       return edition_precedes(a.day, b.day, asked);
//     });
//     tables.front();   // the one in force on the day asked
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "maillage/base/date.hpp"

namespace maillage {

enum class EditionTime : std::uint8_t { begun, undated, later };
[[nodiscard]] EditionTime edition_time(const std::optional<Day>& edition, Day asked);

// A strict weak order; editions of one day are equal in it.
[[nodiscard]] bool edition_precedes(const std::optional<Day>& a, const std::optional<Day>& b, Day asked);

}  // namespace maillage
