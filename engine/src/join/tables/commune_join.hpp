// The rows of one commune table brought to the communes of the study.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "maillage/join/accounts.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/join/inputs.hpp"
#include "maillage/measure/category.hpp"
#include "maillage/zoning/districts.hpp"
#include "maillage/zoning/passage.hpp"

namespace maillage {

// A city whose rows in a table are those of its districts.
struct CityOfDistricts {
  std::uint32_t zone = 0;  // in `from`
  const City* city = nullptr;
  std::vector<std::string> districts;  // codes, in the order of its rows
  std::vector<std::string> absent;     // codes of those that have no row
};

struct CommuneJoin {
  ZoningRef from;  // the communes of the table, cities instead of their districts
  std::vector<std::vector<std::uint32_t>> rows_of;  // per commune of `from`: rows of the table to add up
  std::vector<CityOfDistricts> cities;
  std::map<std::uint32_t, std::vector<std::uint32_t>>
      more_features;  // of `from`: rows that draw another part of it
  Crosswalk to_wide;
  std::vector<Cover> cover;                            // per commune of `wide`
  std::vector<Cut> cuts;                               // communes of `from` split since
  std::vector<std::vector<std::uint32_t>> sources_of;  // per commune of `wide`: those of `from` given to it
  Account account;
};

[[nodiscard]] CommuneJoin join_communes(const Input& input, const Geography& geography,
                                        Diagnostics& diagnostics);

// A column over the communes of the table, and figures of these brought to the communes of the study:
// counts are carried; a rate is that of a commune that comes from one alone. A count of a city of which a
// district is absent is a low bound; a city made of districts has no rate, and a status only when they all share it.
[[nodiscard]] Measure read_joined(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                                  Diagnostics& diagnostics);
[[nodiscard]] Measure brought(const Measure& measure, const CommuneJoin& join);
// What the main heir of a commune split since has of its count, and another that has a piece of it.
[[nodiscard]] Cell main_heir_of(Cell whole);
[[nodiscard]] Cell piece_of(const Cell& whole, Presence why);
// A count of a commune without what the communes `left_out` of `from`, split since, bring to it.
[[nodiscard]] std::optional<Cell> own_count(const Measure& measure, const CommuneJoin& join,
                                            std::uint32_t zone, const std::set<std::uint32_t>& left_out);
[[nodiscard]] Category join_category(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                                     Diagnostics& diagnostics);

// "75119 Paris 19e, 75120 Paris 20e"; of many the first ones.
[[nodiscard]] std::string named_districts(const std::vector<std::string>& districts);

}  // namespace maillage
