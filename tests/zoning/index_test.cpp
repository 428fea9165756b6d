#include "maillage/zoning/index.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace maillage;

// What must not compile: an index of one list where that of another is asked, or a bare number where an index is.
template <class Values, class Index>
concept AskedBy = requires(Values values, Index index) {
  values[index];
};

using WideOf = PerZone<CommuneIndex, WideIndex>;
using Codes = PerZone<WideIndex, std::string>;
static_assert(AskedBy<WideOf, CommuneIndex> && AskedBy<Codes, WideIndex>);
static_assert(!AskedBy<WideOf, WideIndex> && !AskedBy<WideOf, EpciIndex> && !AskedBy<WideOf, std::size_t>);
static_assert(!AskedBy<Codes, CommuneIndex> && !AskedBy<Codes, std::uint32_t>);
static_assert(!std::is_convertible_v<CommuneIndex, WideIndex> &&
              !std::is_convertible_v<WideIndex, EpciIndex>);
static_assert(!std::is_convertible_v<std::uint32_t, EpciIndex> &&
              !std::is_convertible_v<EpciIndex, std::uint32_t>);

TEST_CASE("an index asks its own list alone, and is a number only when that is said") {
  const WideOf wide_of{WideIndex{4}, WideIndex{7}};
  const Codes codes{"a", "b", "c", "d", "e", "f", "g", "h"};
  CHECK(codes[wide_of[CommuneIndex{1}]] == "h");
  CHECK(numbers(wide_of) == std::vector<std::size_t>{4, 7});
  CHECK(zones_to<CommuneIndex>(2) == std::vector{CommuneIndex{0}, CommuneIndex{1}});
}

TEST_CASE("no EPCI and an unknown one are no zones, and are told apart") {
  CHECK(no_epci != epci_unknown);
  CHECK(number(epci_unknown) > 1'000'000);
}
