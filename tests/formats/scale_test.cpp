#include <catch2/catch.hpp>

#include "maillage/base/error.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/formats/recognise/scale.hpp"

using namespace maillage;

namespace {

struct Read {
  Measure measure;
  Diagnostics diagnostics;
};

Read read(const std::string& text, std::string_view code, const StatedFigures& stated = {}) {
  Read result;
  Table table = parse_csv(text, "t.csv", result.diagnostics);
  auto recognition = recognise(table);
  REQUIRE(recognition);
  state_figures(*recognition, stated, "t.csv");
  const Keys keys = keys_of(table, *recognition, result.diagnostics);
  judge_scales(table, *recognition, keys.rows, result.diagnostics);
  result.measure =
      read_measure(table, *recognition->measure(code), *recognition->layout, keys.rows, result.diagnostics);
  return result;
}

}  // namespace

TEST_CASE("scale: shares where percents are due are not read until the unit is stated") {
  const std::string text = "code;poverty_rate\n17300;0,14\n17299;0,58\n";
  const Read unclear = read(text, "poverty_rate");
  CHECK(unclear.diagnostics.has("share-not-percent"));
  CHECK_FALSE(unclear.measure.at(0).is_known());
  const Read shares = read(text, "poverty_rate", {.printed = {{"", Printed::shares}}, .rounding = {}});
  CHECK(shares.diagnostics.items.empty());
  CHECK(shares.measure.at(0).value == 14);
  CHECK(shares.measure.at(1).value == 58);
  const Read percents =
      read(text, "poverty_rate", {.printed = {{"poverty_rate", Printed::percents}}, .rounding = {}});
  CHECK(percents.measure.at(0).value == 0.14);
  CHECK_THROWS_AS(read(text, "poverty_rate", {.printed = {{"rate_total", Printed::shares}}, .rounding = {}}),
                  Error);
}

TEST_CASE("scale: zeros prove nothing, low rates of one kind of childcare are percents") {
  CHECK(read("code;poverty_rate\n17300;0\n17299;0\n", "poverty_rate").measure.at(0).is_known());
  CHECK(
      read("code;rate_total;rate_home\n17300;58,1;0,3\n17299;49,0;0,25\n", "rate_home").measure.at(1).value ==
      0.25);
  CHECK(read("code;rate_home\n17300;0,3\n17299;0,2\n", "rate_home").measure.at(0).value == 0.3);
  CHECK_FALSE(read("code;rate_home\n17300;0,33\n17299;0,2\n", "rate_home").measure.at(0).is_known());
  CHECK(read("code;poverty_rate\n17300;14 %\n17299;0,5 %\n", "poverty_rate").measure.at(0).value == 14);
}

TEST_CASE("scale: a stated rounding gives the bounds") {
  const Read rate =
      read("code;rate_total\n17300;25,1\n", "rate_total", {.printed = {}, .rounding = {{"", 0.1}}});
  CHECK(rate.measure.at(0).bounds.lower == Approx(25.05));
  CHECK(rate.measure.at(0).bounds.upper == Approx(25.15));
  CHECK(rate.measure.info.rounding == 0.1);
}

TEST_CASE("cells: sentinels and impossible figures are missing, plausible ones stay") {
  const auto first = [](const std::string& text, std::string_view code) {
    return read(text, code).measure.at(0).is_known();
  };
  CHECK_FALSE(first("code;places_total\n17300;999999\n", "places_total"));
  CHECK_FALSE(first("code;places_total\n17300;9999\n17299;10\n17298;20\n17297;30\n", "places_total"));
  CHECK(first("code;population\n17300;9999\n17299;12000\n17298;20\n17297;30\n", "population"));
  CHECK_FALSE(first("code;poverty_rate\n17300;250\n17299;14\n", "poverty_rate"));
  CHECK_FALSE(first("code;rate_total\n17300;250\n17299;14\n", "rate_total"));
  CHECK(first("code;rate_total\n17300;195,8\n17299;14\n", "rate_total"));
  CHECK_FALSE(first("code;poverty_rate\n17300;0,14\n17299;14\n", "poverty_rate"));
  CHECK_FALSE(first("code;median_income\n17300;21,5\n17299;21000\n", "median_income"));
}
