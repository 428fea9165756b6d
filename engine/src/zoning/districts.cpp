#include "maillage/zoning/districts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::array<City, 3> cities{{
    {"13055", "Marseille", 13201, 13216},
    {"69123", "Lyon", 69381, 69389},
    {"75056", "Paris", 75101, 75120},
}};

std::optional<std::uint32_t> number_of(std::string_view code) {
  std::uint32_t number = 0;
  if (code.size() != 5 || !all_digits(code)) return std::nullopt;
  std::from_chars(code.data(), code.data() + code.size(), number);
  return number;
}

CityRows present(const CityPlan& plan) {
  const bool city = plan.city_row != no_row;
  if (plan.district_rows.empty()) return city ? CityRows::city : CityRows::none;
  if (city) return CityRows::both;
  return plan.district_rows.size() == plan.city->district_count() ? CityRows::districts
                                                                  : CityRows::incomplete_districts;
}

bool has_row(CityRows rows) {
  return rows == CityRows::city || rows == CityRows::both;
}

}  // namespace

const City* city_of_district(std::string_view code) {
  const auto number = number_of(code);
  if (!number) return nullptr;
  const auto holds = [&](const City& city) {
    return city.first_district <= *number && *number <= city.last_district;
  };
  const auto* const city = std::ranges::find_if(cities, holds);
  return city == cities.end() ? nullptr : city;
}

std::string district_name(std::string_view code) {
  const City* const city = city_of_district(code);
  if (city == nullptr) return {};
  const std::uint32_t rank = *number_of(code) - city->first_district + 1;
  return fmt::format("{} {}{}", city->name, rank, rank == 1 ? "er" : "e");
}

DistrictPlan plan_districts(std::span<const std::string_view> row_codes) {
  DistrictPlan plan;
  std::array<std::vector<std::uint32_t>, cities.size()> row_of_district;
  for (std::size_t i = 0; i < cities.size(); ++i) {
    plan.cities.push_back({&cities[i], CityRows::none, no_row, {}});
    row_of_district[i].assign(cities[i].district_count(), no_row);
  }
  for (std::size_t row = 0; row < row_codes.size(); ++row) {
    const std::string_view code = row_codes[row];
    for (std::size_t i = 0; i < cities.size(); ++i) {
      if (code == cities[i].code && plan.cities[i].city_row == no_row)
        plan.cities[i].city_row = static_cast<std::uint32_t>(row);
    }
    const City* const city = city_of_district(code);
    if (city == nullptr) continue;
    std::uint32_t& first = row_of_district[static_cast<std::size_t>(city - cities.data())]
                                          [*number_of(code) - city->first_district];
    if (first == no_row) first = static_cast<std::uint32_t>(row);
  }
  for (std::size_t i = 0; i < cities.size(); ++i) {
    std::ranges::copy_if(row_of_district[i], std::back_inserter(plan.cities[i].district_rows),
                         [](std::uint32_t row) { return row != no_row; });
    plan.cities[i].present = present(plan.cities[i]);
  }
  return plan;
}

std::vector<std::string> districts_without(const City& city, std::span<const std::string> present) {
  std::vector<std::string> absent;
  for (std::uint32_t number = city.first_district; number <= city.last_district; ++number)
    if (std::string code = std::to_string(number); std::ranges::find(present, code) == present.end())
      absent.push_back(std::move(code));
  return absent;
}

CommuneRows rows_of_communes(std::span<const std::string_view> row_codes, const Zoning& communes) {
  CommuneRows result{plan_districts(row_codes), match(row_codes, communes), {}, {}, {}, {}};
  std::vector<std::uint32_t> explained;  // unmatched rows that the plan accounts for
  std::vector<std::size_t> summed_zones;
  std::vector<const CityPlan*> plan_of_zone(communes.size(), nullptr);
  for (const CityPlan& plan : result.plan.cities) {
    const auto zone = communes.find(plan.city->code);
    if (!zone) continue;
    for (const std::uint32_t row : plan.district_rows) {
      if (communes.find(row_codes[row])) continue;  // a zone of its own
      explained.push_back(row);
      (has_row(plan.present) ? result.parts : result.summed).push_back(row);
      if (has_row(plan.present)) continue;
      plan_of_zone[*zone] = &plan;
    }
    if (plan_of_zone[*zone] != nullptr) summed_zones.push_back(*zone);
  }
  // A second row of one district is a duplicate of the first, like any other.
  std::vector<std::uint32_t> still_unmatched;
  for (const std::uint32_t row : result.matching.unmatched) {
    const City* const city = city_of_district(row_codes[row]);
    if (city == nullptr || !communes.find(city->code)) {
      still_unmatched.push_back(row);
    } else if (std::ranges::find(explained, row) == explained.end()) {
      result.matching.duplicated.push_back(row);
    }
  }
  result.matching.unmatched = std::move(still_unmatched);
  std::ranges::sort(result.matching.duplicated);
  std::erase_if(result.matching.without_row,
                [&](std::uint32_t zone) { return plan_of_zone[zone] != nullptr; });
  std::ranges::sort(result.summed);
  std::ranges::sort(result.parts);

  result.first.push_back(0);
  for (std::size_t zone = 0; zone < communes.size(); ++zone) {
    if (result.matching.row_of[zone] != no_row) {
      result.rows.push_back(result.matching.row_of[zone]);
    } else if (plan_of_zone[zone] != nullptr) {
      for (const std::uint32_t row : plan_of_zone[zone]->district_rows) {
        if (!communes.find(row_codes[row])) result.rows.push_back(row);
      }
    }
    result.first.push_back(static_cast<std::uint32_t>(result.rows.size()));
  }
  return result;
}

}  // namespace maillage
