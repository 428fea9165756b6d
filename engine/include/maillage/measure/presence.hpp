// Why a cell has a value, or has none, and what must be known about it.
//
// Presence is one reason per cell. Zero is a value: a cell with presence `known` and value 0 is a zero that
// somebody counted. A secret is never a zero; an unknown is never a no.
//
//   known             there is a value
//   secret_primary    withheld: too few units behind it
//   secret_secondary  withheld so that another cell cannot be deduced
//   not_available     the source does not have it (nd, empty)
//   not_significant   the source has it and declares it unfit (ns)
//   not_applicable    the question makes no sense here (so; a rate without denominator)
//   unlocated         counted by the source, but in no known zone
//   no_match          the zone is absent from the table
//
// Marks add up on one cell. `rounded`: printed to a declared step; `censored`: known only to lie beyond a
// limit; `estimated`: obtained by weights of people or area; `partial`: some part of a sum is missing;
// `presumed`: rests on a convention rather than on a statement (an end date that the file omits).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace maillage {

enum class Presence : std::uint8_t {
  known,
  secret_primary,
  secret_secondary,
  not_available,
  not_significant,
  not_applicable,
  unlocated,
  no_match
};

// Stable English words of the output columns: "known", "secret", "secret_secondary", "not_available", …
[[nodiscard]] std::string_view to_string(Presence presence);

enum class Mark : std::uint8_t { rounded = 1, censored = 2, estimated = 4, partial = 8, presumed = 16 };

class Marks {
 public:
  constexpr Marks() = default;
  constexpr Marks(Mark mark) : bits_(static_cast<std::uint8_t>(mark)) {}  // NOLINT: a mark is a set of one

  [[nodiscard]] constexpr bool has(Mark mark) const { return (bits_ & static_cast<std::uint8_t>(mark)) != 0; }
  [[nodiscard]] constexpr bool none() const { return bits_ == 0; }
  constexpr Marks& operator|=(Marks other) {
    bits_ = static_cast<std::uint8_t>(bits_ | other.bits_);
    return *this;
  }
  friend constexpr Marks operator|(Marks a, Marks b) { return a |= b; }
  friend constexpr bool operator==(Marks, Marks) = default;

 private:
  std::uint8_t bits_ = 0;
};

// "rounded+partial"; empty when there is none.
[[nodiscard]] std::string to_string(Marks marks);

}  // namespace maillage
