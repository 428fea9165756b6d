#include "maillage/zoning/level.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace maillage {
namespace {

struct English {
  std::string_view one;
  std::string_view many;
};
constexpr std::array<English, 10> english{{{"commune", "communes"},
                                           {"EPCI", "EPCI"},
                                           {"département", "départements"},
                                           {"région", "régions"},
                                           {"country", "countries"},
                                           {"QPV", "QPV"},
                                           {"IRIS", "IRIS"},
                                           {"cell", "cells"},
                                           {"territory", "territories"},
                                           {"EPT", "EPT"}}};

std::size_t place_of(const Level& level) {
  const auto levels = named_levels();
  return static_cast<std::size_t>(std::ranges::find(levels, level) - levels.begin());
}

}  // namespace

std::weak_ordering operator<=>(const Level& a, const Level& b) {
  if (const auto order = place_of(a) <=> place_of(b); order != 0) return order;
  return a.code <=> b.code;
}

std::span<const Level> named_levels() {
  static const std::array levels{Level::commune, Level::epci, Level::departement, Level::region,
                                 Level::nation,  Level::qpv,  Level::iris,        Level::grid,
                                 Level::custom,  Level::ept};
  return levels;
}

std::optional<Level> find_level(std::span<const Level> levels, std::string_view code) {
  const auto found = std::ranges::find(levels, code, &Level::code);
  if (found == levels.end()) return std::nullopt;
  return *found;
}

std::vector<Level> levels_of_communes(std::span<const Level> levels) {
  std::vector<Level> kept;
  std::ranges::copy_if(levels, std::back_inserter(kept), [](const Level& level) {
    return level != Level::iris && level != Level::qpv && level != Level::grid;
  });
  return kept;
}

std::vector<std::string> codes_of(std::span<const Level> levels) {
  std::vector<std::string> codes;
  std::ranges::transform(levels, std::back_inserter(codes), &Level::code);
  return codes;
}

std::string level_word(const Level& level, std::size_t count, Lang lang) {
  const bool one = lang == Lang::fr ? count < 2 : count == 1;
  const std::size_t place = place_of(level);
  if (lang == Lang::en && place < english.size())
    return std::string(one ? english[place].one : english[place].many);
  return one ? level.one : level.many;
}

}  // namespace maillage
