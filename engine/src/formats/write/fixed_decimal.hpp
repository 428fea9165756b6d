// Numbers with a fixed count of decimals, trailing zeros trimmed: "2.35", "-0.00007", "0".
//
// std::to_chars would give the same digits at four times the cost: here the value becomes a whole number of
// last decimals first. Rounds to nearest, halves away from zero, of the double product value x 10^decimals.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace maillage {

inline constexpr int max_decimals = 15;
inline constexpr std::array<double, max_decimals + 1> powers_of_ten{
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

[[nodiscard]] inline std::int64_t to_units(double value, int decimals) {
  const double scaled = value * powers_of_ten[static_cast<std::size_t>(decimals)];
  return static_cast<std::int64_t>(scaled + std::copysign(0.5, scaled));
}

// Room that one number of less than 1000 may take.
[[nodiscard]] constexpr std::size_t room_for(int decimals) {
  return static_cast<std::size_t>(decimals) + 5;
}

// Writes at `out`, which has room for 24 bytes, and returns the end. |value| < 1000.
inline char* write_fixed(char* out, double value, int decimals) {
  const std::int64_t units = to_units(value, decimals);
  if (units < 0) *out++ = '-';
  auto rest = static_cast<std::uint64_t>(units < 0 ? -units : units);
  int dropped = decimals;
  while (dropped > 0 && rest % 10 == 0) {
    rest /= 10;
    --dropped;
  }
  std::array<char, 24> digits;
  char* const end = digits.data() + digits.size();
  char* first = end;
  for (int i = 0; i < dropped; ++i, rest /= 10) *--first = static_cast<char>('0' + rest % 10);
  if (dropped > 0) *--first = '.';
  do {
    *--first = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  const auto size = static_cast<std::size_t>(end - first);
  std::memcpy(out, first, size);
  return out + size;
}

}  // namespace maillage
