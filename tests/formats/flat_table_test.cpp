#include "maillage/formats/flat_table.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "formats/writer_sample.hpp"
#include "maillage/base/text.hpp"

using namespace maillage;

namespace {

std::vector<std::string> names_of(const FlatTable& table) {
  std::vector<std::string> names;
  for (const FlatField& field : table.fields) names.push_back(field.name);
  return names;
}

const std::vector<double>& numbers(const FlatField& field) {
  return std::get<std::vector<double>>(field.values);
}
const std::vector<std::string>& texts(const FlatField& field) {
  return std::get<std::vector<std::string>>(field.values);
}

// Columns of the given codes over one zone, all of them with bounds and a status.
Layer layer_of(const std::vector<ColumnInfo>& infos) {
  Layer layer;
  layer.theme = "any";
  layer.zoning = make_zoning(Level::commune, sample::day(), "test", {{"01001", "A"}});
  for (const ColumnInfo& info : infos) {
    Measure measure(info, Kind::rate, 1);
    measure.set(0, known(1, {0, 2}, Mark::estimated));
    layer.columns.emplace_back(std::move(measure));
  }
  return layer;
}

std::vector<std::string> short_names_of(const std::vector<ColumnInfo>& infos) {
  std::vector<std::string> names;
  for (const FlatField& field : flatten(layer_of(infos)).fields) names.push_back(field.short_name);
  return names;
}

}  // namespace

TEST_CASE("flat: fields come in order, each value with its status and bounds") {
  const FlatTable table = flatten(sample::childcare_layer());
  CHECK(names_of(table) == std::vector<std::string>{"code", "name", "rate_total", "rate_total_status",
                                                    "rate_total_low", "rate_total_high", "places_total",
                                                    "places_total_status"});
  CHECK(table.rows == sample::zones);
  CHECK(table.fields[0].role == FieldRole::code);
  CHECK(table.fields[4].role == FieldRole::low);
  CHECK(table.fields[4].label == "Taux de couverture (borne basse)");
  CHECK(table.fields[2].observed == sample::day());
}

TEST_CASE("flat: zero is a value, every reason keeps its word, nothing else is null") {
  const FlatTable table = flatten(sample::childcare_layer());
  const std::vector<double>& rate = numbers(table.fields[2]);
  const std::vector<std::string>& status = texts(table.fields[3]);
  CHECK(rate[0] == 0);
  CHECK(status[0] == "known");
  CHECK(status[1] == "rounded");
  const std::vector<std::string> reasons(status.begin() + 2, status.begin() + 9);
  CHECK(reasons == std::vector<std::string>{"secret", "secret_secondary", "not_available", "not_significant",
                                            "not_applicable", "unlocated", "no_match"});
  for (std::size_t row = 0; row < table.rows; ++row) CHECK(std::isnan(rate[row]) == (row >= 2 && row <= 8));
  CHECK(numbers(table.fields[4])[2] == 0);
  CHECK(std::isnan(numbers(table.fields[5])[2]));
}

TEST_CASE("flat: whole counts are integers, others are not; a complete category has no status") {
  const FlatTable ctg = flatten(sample::ctg_layer());
  CHECK(names_of(ctg) == std::vector<std::string>{"code", "name", "ctg_status", "population",
                                                  "population_status", "agreement"});
  CHECK(ctg.fields[3].type == FieldType::integer);
  CHECK(flatten(sample::childcare_layer()).fields[6].type == FieldType::real);

  Layer layer = sample::ctg_layer();
  std::get<Category>(layer.columns[0]).set_missing(4, Presence::secret_primary);
  const FlatTable table = flatten(layer);
  REQUIRE(table.fields[3].name == "ctg_status_status");
  CHECK(texts(table.fields[3])[4] == "secret");
  CHECK(texts(table.fields[2])[4].empty());
}

TEST_CASE("flat: short names are mnemonic, declared ones come first") {
  using List = std::vector<std::string>;
  CHECK(short_names_of({sample::info("children_under_3", "")}) ==
        List{"code", "name", "chiund3", "chiund3_s", "chiund3_lo", "chiund3_hi"});
  // The second column declares what the first would have been called.
  CHECK(short_names_of({sample::info("chiund3", ""), sample::info("x", "", "chiund3")})[2] == "chiund2");
  // A declared name that would collide with a suffixed one of another gives way.
  CHECK(short_names_of({sample::info("a", "", "tx"), sample::info("b", "", "tx_s")})[6] == "tx_s2");
  CHECK(short_names_of({sample::info("été_2023", "")})[2] == "ete2023");
}

TEST_CASE("flat: short names are unique whatever the codes, at most 10 plain characters, and stable") {
  REQUIRE(rc::check([](const std::vector<std::string>& codes, const std::vector<std::string>& declared) {
    std::vector<ColumnInfo> infos;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      infos.push_back(sample::info(codes[i], "", i < declared.size() ? declared[i] : ""));
    }
    const std::vector<std::string> names = short_names_of(infos);
    std::set<std::string> seen;
    for (const std::string& name : names) {
      RC_ASSERT(!name.empty() && name.size() <= 10);
      RC_ASSERT(name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
                std::string::npos);
      RC_ASSERT(seen.insert(to_lower_ascii(name)).second);
    }
    RC_ASSERT(names == short_names_of(infos));
  }));
}
