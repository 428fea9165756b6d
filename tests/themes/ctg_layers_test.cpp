#include "maillage/themes/ctg/layers.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "themes/ctg_helpers.hpp"

using namespace maillage;

namespace {

//   17001 A covered until mid-2024: expiring   17002 B by its own agreement   17003 B not covered
//   17004 C expired                            17005 no EPCI                  79001 D, register incomplete
struct Mixed {
  TestField test{{{"17001", 100, std::string(epci_a)},
                  {"17002", 200, std::string(epci_b)},
                  {"17003", 300, std::string(epci_b)},
                  {"17004", 400, std::string(epci_c)},
                  {"17005", 500, ""},
                  {"79001", 600, "200000004", "79"}}};
  Register reg{
      {agreement_of("a", dated(period("2020-01-01", "2024-06-30"), Mark::presumed), {party_of(epci_a)}),
       agreement_of("b", dated(period("2020-01-01", "2030-12-31")), {party_of("17002")}),
       agreement_of("c", dated(period("2018-01-01", "2021-12-31")), {party_of(epci_c)})},
      complete_for({"17"})};
  CtgAnswer answer = ask(test, reg, "2023-12-31");
  std::vector<Layer> layers = ctg_layers(test.field, reg, answer, Lang::fr);
};

std::vector<std::string_view> labels_of(const Layer& layer, std::string_view code) {
  const Category* category = find_category(layer, code);
  REQUIRE(category != nullptr);
  std::vector<std::string_view> labels;
  for (std::size_t i = 0; i < category->size(); ++i) labels.push_back(category->label(i));
  return labels;
}

std::vector<std::optional<Day>> days_of(const Layer& layer, std::string_view code) {
  for (const Column& column : layer.columns)
    if (const auto* days = std::get_if<DayColumn>(&column); days != nullptr && days->info.code == code)
      return days->values;
  FAIL("no column of days is called " << code);
  return {};
}

}  // namespace

TEST_CASE("one layer per level, each styled by ctg_status") {
  const Mixed mixed;
  REQUIRE(mixed.layers.size() == 3);
  CHECK(mixed.layers[0].name() == "ctg_commune");
  CHECK(mixed.layers[1].name() == "ctg_epci");
  CHECK(mixed.layers[2].name() == "ctg_departement");
  CHECK(labels_of(mixed.layers[0], "ctg_status") == std::vector<std::string_view>{"expiring", "commune_only",
                                                                                  "not_covered", "expired",
                                                                                  "no_epci", "unknown"});
  CHECK(labels_of(mixed.layers[0], "ctg_covered") ==
        std::vector<std::string_view>{"covered", "covered", "not_covered", "not_covered", "not_covered",
                                      "unknown"});
  CHECK(labels_of(mixed.layers[1], "ctg_status") ==
        std::vector<std::string_view>{"expiring", "partly_covered", "expired", "unknown"});
  CHECK(labels_of(mixed.layers[2], "ctg_status") ==
        std::vector<std::string_view>{"partly_covered", "unknown"});
}

TEST_CASE("figures of the layers") {
  const Mixed mixed;
  const Measure* days = find_measure(mixed.layers[0], "ctg_days_left");
  CHECK(days->at(0).value == 182);
  CHECK(days->at(0).marks.has(Mark::presumed));
  CHECK(days->at(2).presence == Presence::not_applicable);
  CHECK(days_of(mixed.layers[0], "ctg_end").at(0) == parse_day("2024-06-30"));
  CHECK(days_of(mixed.layers[0], "ctg_last_end").at(3) == parse_day("2021-12-31"));
  CHECK(find_text(mixed.layers[0], "ctg_reason_text")->values[3] ==
        "convention expirée depuis le 31/12/2021");
  CHECK(labels_of(mixed.layers[0], "ctg_end_basis")[0] == "presumed");
  CHECK(labels_of(mixed.layers[0], "ctg_end_basis")[1] == "stated");

  const Measure* rate = find_measure(mixed.layers[1], "ctg_population_rate");
  CHECK(rate->at(1).value == 40);
  CHECK(rate->at(3).bounds == Bounds{0, 100});
  const Measure* people = find_measure(mixed.layers[2], "ctg_population");
  CHECK(people->at(0).value == 300);
  CHECK(people->at(1).bounds == Bounds{0, 600});
  CHECK(find_measure(mixed.layers[2], "ctg_communes_unknown")->at(1).value == 1);
}

TEST_CASE("columns have unique codes and unique short names of at most seven characters") {
  const Mixed mixed;
  for (const Layer& layer : mixed.layers) {
    std::set<std::string> codes;
    std::set<std::string> short_names;
    for (const Column& column : layer.columns) {
      const ColumnInfo& info = info_of(column);
      CHECK(codes.insert(info.code).second);
      CHECK(short_names.insert(info.short_name).second);
      CHECK(info.short_name.size() <= 7);
      CHECK_FALSE(info.label.empty());
    }
  }
}

TEST_CASE("the missing list has a row per commune not covered or unknown") {
  const Mixed mixed;
  const std::vector<CtgRow> rows =
      ctg_rows(mixed.test.field, mixed.reg, mixed.answer, mixed.answer.missing, Lang::fr);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].code == "17003");
  CHECK(rows[0].epci == epci_b);
  CHECK(rows[0].population.value == 300);
  CHECK(rows[0].reason_text == "aucune convention");
  CHECK(rows[1].agreement == "c");
  CHECK(*rows[1].last_end == day("2021-12-31"));
  CHECK(rows[2].reason == CtgReason::in_no_epci);
  CHECK(rows[2].epci.empty());
  CHECK(rows[3].status == CtgStatus::unknown);
  CHECK(rows[3].departement == "79");
}

TEST_CASE("the end of an agreement is shown with how it is known; a past end only when it is stated") {
  //   17001 A presumed, over in 2023   17002 B over by the end of 2022   17003 C stated   17004 D fifth year
  const TestField test({{"17001", 100, std::string(epci_a)},
                        {"17002", 200, std::string(epci_b)},
                        {"17003", 300, std::string(epci_c)},
                        {"17004", 400, "200000004"}});
  const auto presumed = [](std::string_view first, std::string_view sure, std::string_view last) {
    return Term{period(first, sure), period(first, last), Mark::presumed};
  };
  Term over = undated(period("2021-01-01", "2022-12-31"));
  over.marks = Mark::censored;
  const Register reg = complete_register(
      {agreement_of("a", presumed("2018-01-01", "2021-12-31", "2022-12-31"), {party_of(epci_a)}),
       agreement_of("b", over, {party_of(epci_b)}),
       agreement_of("c", dated(period("2020-01-01", "2022-12-31")), {party_of(epci_c)}),
       agreement_of("d", presumed("2019-07-01", "2023-06-30", "2024-06-30"), {party_of("200000004")})});
  const CtgAnswer answer = ask(test, reg, "2023-12-31");
  const std::vector<Layer> layers = ctg_layers(test.field, reg, answer, Lang::fr);
  using Days = std::vector<std::optional<Day>>;
  for (const Layer& layer : {layers[0], layers[1]}) {
    CHECK(labels_of(layer, "ctg_end_basis") ==
          std::vector<std::string_view>{"presumed", "latest", "stated", "presumed"});
    CHECK(days_of(layer, "ctg_end") ==
          Days{day("2022-12-31"), day("2022-12-31"), day("2022-12-31"), day("2024-06-30")});
    CHECK(days_of(layer, "ctg_last_end") == Days{{}, {}, day("2022-12-31"), {}});
    CHECK(labels_of(layer, "ctg_status") ==
          std::vector<std::string_view>{"expired", "expired", "expired", "unknown"});
  }
  const std::vector<CtgRow> rows = ctg_rows(test.field, reg, answer, answer.missing, Lang::fr);
  REQUIRE(rows.size() == 4);
  CHECK_FALSE(rows[0].last_end);
  CHECK_FALSE(rows[1].last_end);
  CHECK(rows[2].last_end == day("2022-12-31"));
}

TEST_CASE("a département of covered and unknown communes is unknown, not covered in part") {
  const TestField test{{{"79001", 100, "200000004", "79"}, {"79002", 200, "200000004", "79"}}};
  const Register reg{{agreement_of("a", dated(period("2020-01-01", "2030-12-31")), {party_of("79001")})},
                     complete_for({"17"})};
  const std::vector<Layer> layers = ctg_layers(test.field, reg, ask(test, reg, "2023-12-31"), Lang::fr);
  CHECK(labels_of(layers.front(), "ctg_covered") == std::vector<std::string_view>{"covered", "unknown"});
  CHECK(labels_of(layers.back(), "ctg_status") == std::vector<std::string_view>{"unknown"});
}
