// Paris, Lyon and Marseille: one commune each, and districts (arrondissements municipaux) with codes that
// look like communes. Never counted twice, never lost.
//
//   75056 Paris      75101 to 75120
//   69123 Lyon       69381 to 69389
//   13055 Marseille  13201 to 13216
//
// A table names the cities, their districts, or both (Filosofi 2021: both; legal populations: districts
// only). At commune level:
//   city                  the row of the city is the figure
//   districts             counts are summed over the districts; rates and medians have no value
//                         for the city
//   both                  the row of the city is the figure; the rows of its districts are parts of it,
//                         listed and left out
//   incomplete_districts  some districts have no row: the sum is partial, a low bound of the city
//
// rows_of_communes does the joining of a table to communes with this plan: like match
// (zoning/matching.hpp), each row ends in one state, and a zone has the rows to add up: one, several
// districts, or none. Of several rows with one code the first counts. A zoning that holds districts as
// zones of their own takes their rows as any other.
//
//     CommuneRows rows = rows_of_communes(codes, *communes);
//     for (std::uint32_t row : rows.of(zone)) sum.add(cells[row]);   // measure/cell_sum.hpp
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/zoning/matching.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

struct City {
  std::string_view code;
  std::string_view name;
  std::uint32_t first_district;
  std::uint32_t last_district;
  [[nodiscard]] std::size_t district_count() const { return last_district - first_district + 1; }
};

// The city of a district code; nullptr when it is no district code.
[[nodiscard]] const City* city_of_district(std::string_view code);

// "Paris 1er", "Lyon 9e"; empty when it is no district code.
[[nodiscard]] std::string district_name(std::string_view code);

enum class CityRows : std::uint8_t { none, city, districts, incomplete_districts, both };

struct CityPlan {
  const City* city;
  CityRows present = CityRows::none;
  std::uint32_t city_row = no_row;
  std::vector<std::uint32_t> district_rows;  // the first row of each district present, in code order
};

struct DistrictPlan {
  std::vector<CityPlan> cities;  // Marseille, Lyon, Paris: in code order
};

[[nodiscard]] DistrictPlan plan_districts(std::span<const std::string_view> row_codes);

// The districts of a city that are not among these, ascending.
[[nodiscard]] std::vector<std::string> districts_without(const City& city,
                                                         std::span<const std::string> present);

struct CommuneRows {
  DistrictPlan plan;
  Matching matching;  // rows of districts are not in `unmatched`; a city made of districts has row no_row
                      // and is not in `without_row`
  std::vector<std::uint32_t> summed;  // rows of districts that make up their city
  std::vector<std::uint32_t> parts;   // rows of districts left out because the city has its own row

  std::vector<std::uint32_t> first;  // rows[first[zone]] to rows[first[zone + 1]] are those of a zone
  std::vector<std::uint32_t> rows;

  // The rows to add up for a zone.
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t zone) const {
    return std::span<const std::uint32_t>(rows).subspan(first[zone], first[zone + 1] - first[zone]);
  }
};

[[nodiscard]] CommuneRows rows_of_communes(std::span<const std::string_view> row_codes,
                                           const Zoning& communes);

}  // namespace maillage
