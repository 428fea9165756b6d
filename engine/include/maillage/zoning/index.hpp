// Positions in the zonings of a study, each of its own type.
//
// A study counts its communes in two lists, those of the territory and the wide one with the communes beyond it, and has
// EPCI besides: three numbers that look alike, of which one taken for another gives a figure that looks right. Each is a
// type, and none becomes another but by a function that says so: `Geography::wide_of` (commune -> wide), `epci_at`
// (wide -> EPCI).
//   CommuneIndex  a commune of the territory
//   WideIndex     a commune of the wide list
//   EpciIndex     an EPCI; or none (`no_epci`), or one that nothing says (`epci_unknown`): neither is a zone
//
//     PerZone<CommuneIndex, WideIndex> wide_of;
//     wide_of[commune];                        // the index of another list does not compile
//     zoning.code(number(wide_of[commune]));   // a zoning takes plain positions
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

namespace maillage {

enum class CommuneIndex : std::uint32_t {};
enum class WideIndex : std::uint32_t {};
enum class EpciIndex : std::uint32_t {};

template <class Index>
concept ZoneIndex =
    std::same_as<Index, CommuneIndex> || std::same_as<Index, WideIndex> || std::same_as<Index, EpciIndex>;

inline constexpr EpciIndex no_epci{std::numeric_limits<std::uint32_t>::max()};  // belongs to none
inline constexpr EpciIndex epci_unknown{std::numeric_limits<std::uint32_t>::max() -
                                        1};  // nothing says to which

// The position in its zoning.
template <ZoneIndex Index>
[[nodiscard]] constexpr std::uint32_t number(Index index) {
  return static_cast<std::uint32_t>(index);
}

// The zone at a position of the zoning that the index is of.
template <ZoneIndex Index>
[[nodiscard]] constexpr Index zone_at(std::size_t position) {
  return static_cast<Index>(position);
}

template <class Number = std::size_t, ZoneIndex Index>
[[nodiscard]] std::vector<Number> numbers(const std::vector<Index>& zones) {
  std::vector<Number> positions;
  positions.reserve(zones.size());
  for (const Index zone : zones) positions.push_back(number(zone));
  return positions;
}

// All zones of a zoning of that size, in order.
template <ZoneIndex Index>
[[nodiscard]] std::vector<Index> zones_to(std::size_t size) {
  std::vector<Index> zones;
  zones.reserve(size);
  for (std::size_t position = 0; position < size; ++position) zones.push_back(zone_at<Index>(position));
  return zones;
}

// One value for each zone of a zoning, asked by the index of that zoning alone.
template <ZoneIndex Index, class Value>
class PerZone : public std::vector<Value> {
 public:
  using std::vector<Value>::vector;

  [[nodiscard]] Value& operator[](Index index) { return std::vector<Value>::operator[](number(index)); }
  [[nodiscard]] const Value& operator[](Index index) const {
    return std::vector<Value>::operator[](number(index));
  }
};

}  // namespace maillage
