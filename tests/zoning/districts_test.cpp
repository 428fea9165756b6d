#include "maillage/zoning/districts.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "zoning/history_fixture.hpp"

using namespace maillage;

namespace {

std::vector<std::string> lyon_districts() {
  std::vector<std::string> codes;
  for (int i = 69381; i <= 69389; ++i) codes.push_back(std::to_string(i));
  return codes;
}

std::vector<std::string_view> views(const std::vector<std::string>& codes) {
  return {codes.begin(), codes.end()};
}

const ZoningRef& rhone() {
  static const ZoningRef zoning = test::communes("2026-01-01", {"69001", "69123", "69266", "75056"});
  return zoning;
}

std::vector<std::uint32_t> rows_of(const CommuneRows& rows, std::string_view code) {
  const auto span = rows.of(rhone()->find(code).value());
  return {span.begin(), span.end()};
}

}  // namespace

TEST_CASE("districts know their city") {
  CHECK(city_of_district("75101")->code == "75056");
  CHECK(city_of_district("75120")->code == "75056");
  CHECK(city_of_district("69389")->name == "Lyon");
  CHECK(city_of_district("13216")->code == "13055");
  for (const char* code :
       {"75100", "75121", "69380", "69390", "13200", "13217", "75056", "7510", "2A004", ""})
    CHECK(city_of_district(code) == nullptr);
  std::size_t districts = 0;
  for (const char* code : {"75101", "69381", "13201"}) districts += city_of_district(code)->district_count();
  CHECK(districts == 45);
}

TEST_CASE("districts have the name of their city and their number") {
  CHECK(district_name("75120") == "Paris 20e");
  CHECK(district_name("69381") == "Lyon 1er");
  CHECK(district_name("13211") == "Marseille 11e");
  CHECK(district_name("13055").empty());
}

TEST_CASE("the districts that a list of codes lacks") {
  std::vector<std::string> codes = lyon_districts();
  const City& lyon = *city_of_district("69381");
  CHECK(districts_without(lyon, codes).empty());
  std::erase(codes, "69389");
  codes.front() = "13201";
  CHECK(districts_without(lyon, codes) == std::vector<std::string>{"69381", "69389"});
  CHECK(districts_without(lyon, {}).size() == 9);
}

TEST_CASE("the city alone stands as it is") {
  const CommuneRows rows = rows_of_communes(views({"69123", "69001"}), *rhone());
  CHECK(rows.plan.cities[1].present == CityRows::city);
  CHECK(rows_of(rows, "69123") == std::vector<std::uint32_t>{0});
  CHECK(rows_of(rows, "69266").empty());
  CHECK(rows.matching.without_row.size() == 2);
}

TEST_CASE("districts alone are summed") {
  std::vector<std::string> codes = lyon_districts();
  codes.insert(codes.begin() + 3, "69001");
  const CommuneRows rows = rows_of_communes(views(codes), *rhone());
  CHECK(rows.plan.cities[1].present == CityRows::districts);
  CHECK(rows_of(rows, "69123") == std::vector<std::uint32_t>{0, 1, 2, 4, 5, 6, 7, 8, 9});
  CHECK(rows_of(rows, "69001") == std::vector<std::uint32_t>{3});
  CHECK(rows.summed.size() == 9);
  CHECK(rows.parts.empty());
  CHECK(rows.matching.unmatched.empty());
  CHECK(rows.matching.without_row == std::vector<std::uint32_t>{2, 3});
}

TEST_CASE("a missing district makes the sum incomplete") {
  std::vector<std::string> codes = lyon_districts();
  codes.erase(codes.begin());
  const CommuneRows rows = rows_of_communes(views(codes), *rhone());
  CHECK(rows.plan.cities[1].present == CityRows::incomplete_districts);
  CHECK(rows_of(rows, "69123").size() == 8);
}

TEST_CASE("city and districts together: the city stands, its districts are listed") {
  std::vector<std::string> codes = lyon_districts();
  codes.push_back("69123");
  const CommuneRows rows = rows_of_communes(views(codes), *rhone());
  CHECK(rows.plan.cities[1].present == CityRows::both);
  CHECK(rows_of(rows, "69123") == std::vector<std::uint32_t>{9});
  CHECK(rows.parts.size() == 9);
  CHECK(rows.summed.empty());
  CHECK(rows.matching.unmatched.empty());
}

TEST_CASE("every row ends in one state") {
  const std::vector<std::string> codes{"69381", "69381", "69001", "69001", "",
                                       "13201", "99999", "75056", "75101"};
  const CommuneRows rows = rows_of_communes(views(codes), *rhone());
  CHECK(rows.summed == std::vector<std::uint32_t>{0});
  CHECK(rows.matching.duplicated == std::vector<std::uint32_t>{1, 3});
  CHECK(rows.matching.blank == std::vector<std::uint32_t>{4});
  CHECK(rows.matching.unmatched == std::vector<std::uint32_t>{5, 6});  // Marseille is not in this zoning
  CHECK(rows.parts == std::vector<std::uint32_t>{8});
  CHECK(rows.matching.matched + rows.summed.size() + rows.parts.size() + rows.matching.duplicated.size() +
            rows.matching.blank.size() + rows.matching.unmatched.size() ==
        codes.size());
}

TEST_CASE("a zoning whose zones are districts takes their rows") {
  const ZoningRef zoning = test::communes("2026-01-01", {"69381", "69382"});
  const CommuneRows rows = rows_of_communes(views({"69382", "69123"}), *zoning);
  CHECK(rows.of(0).empty());
  CHECK(rows.of(1).size() == 1);
  CHECK(rows.matching.unmatched == std::vector<std::uint32_t>{1});
}

TEST_CASE("legal populations list districts only, and Paris, Lyon and Marseille are whole", "[real]") {
  const auto folder = test::real_data();
  if (!folder) {
    WARN("skipped: MAILLAGE_REAL_DATA not set");
    return;
  }
  const auto table = test::read_csv(*folder + "/cog-2026/donnees_communes.csv", ';');
  std::vector<std::string_view> codes;
  double total = 0;
  for (std::size_t i = 1; i < table.size(); ++i) {
    codes.push_back(table[i].at(6));
    if (!table[i].at(8).empty()) total += std::stod(table[i].at(8));
  }
  const ZoningRef now = test::communes("2026-01-01", test::real_communes_now(*folder));
  const CommuneRows rows = rows_of_communes(codes, *now);
  std::map<std::string, double> population;
  double sum = 0;
  for (std::size_t zone = 0; zone < now->size(); ++zone) {
    for (const std::uint32_t row : rows.of(zone)) {
      const std::string& cell = table[row + 1].at(8);
      if (cell.empty()) continue;
      population[now->code(zone)] += std::stod(cell);
      sum += std::stod(cell);
    }
  }
  for (const CityPlan& plan : rows.plan.cities) CHECK(plan.present == CityRows::districts);
  CHECK(rows.summed.size() == 45);
  CHECK(population["75056"] > 2e6);
  CHECK(population["13055"] > 8e5);
  CHECK(population["69123"] > 5e5);
  CHECK(rows.matching.unmatched.empty());
  CHECK(sum == total);
}
