// Which of several editions of one table stands on a day.
//
// An edition holds from its day until the next one. On the day asked stands the latest edition that is not
// later; when all are later, the earliest of them. An edition that does not tell its day comes in between:
// after those that are known to have begun, before those that are known not to have.
//
//     std::ranges::stable_sort(tables, [&](const auto& a, const auto& b) {
//       return stands_before(a.day, b.day, asked);
//     });
//     tables.front();   // the one that stands on the day asked
#pragma once

#include <cstdint>
#include <optional>

#include "maillage/base/date.hpp"

namespace maillage {

enum class Standing : std::uint8_t { begun, undated, later };
[[nodiscard]] Standing standing(const std::optional<Day>& edition, Day asked);

// A strict weak order; editions of one day are equal in it.
[[nodiscard]] bool stands_before(const std::optional<Day>& a, const std::optional<Day>& b, Day asked);

}  // namespace maillage
