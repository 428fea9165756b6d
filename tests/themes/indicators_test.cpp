#include "maillage/themes/indicators.hpp"

#include <catch2/catch.hpp>

#include "maillage/base/error.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/formats/recognise/levels.hpp"
#include "maillage/themes/theme.hpp"
#include "measure/cases.hpp"
#include "themes/figures_helpers.hpp"

#include <algorithm>

using namespace maillage;

namespace {

Cell cell(const Layer& layer, std::string_view code, std::size_t zone = 0) {
  const Measure* measure = find_measure(layer, code);
  REQUIRE(measure != nullptr);
  return measure->at(zone);
}

LevelFigures figures_of_a_caf() {
  LevelFigures figures = communes(2);
  give(figures, "population", {1000, 1000});
  give(figures, "caf_persons", Kind::count, {rounded(520, 5), secret}, 5);
  give(figures, "caf_households", Kind::count, {rounded(200, 5), rounded(10, 5)}, 5);
  give(figures, "caf_dependent_50", Kind::count, {rounded(60, 5), secret}, 5);
  give(figures, "caf_dependent_100", Kind::count, {rounded(30, 5), rounded(10, 5)}, 5);
  return figures;
}

Indicator rate_of_two(double per, Relation relation) {
  return {.info = {.code = "own_rate", .label = "Part", .unit = "percent", .decimals = 1},
          .kind = Kind::rate,
          .ratio = Ratio{.numerator = "a", .denominator = "b", .relation = relation, .per = per},
          .theme = "indicators"};
}

// The message that an entry is refused with, after the key at fault.
std::string refusal(const Settings& settings, const std::string& code = "own_rate") {
  try {
    static_cast<void>(indicator_of(
        code, settings,
        [](std::string_view key, const Message& why) {
          throw Error(Failure::usage, message("{}|{}", key, why));
        },
        levels()));
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

const Settings right{{"label", "Part"}, {"numerator", "a"}, {"denominator", "b"}};

Settings with(Settings settings, const std::string& key, Setting value) {
  settings.insert_or_assign(key, std::move(value));
  return settings;
}

}  // namespace

TEST_CASE("rates of a Caf have denominators of their own") {
  const Layer layer = indicator_layer("caf", figures_of_a_caf(), indicators(), {});
  CHECK(cell(layer, "caf_coverage_rate").value == 52);
  CHECK(cell(layer, "caf_coverage_rate").bounds.lower == Approx(51.75));
  CHECK(cell(layer, "caf_coverage_rate", 1).presence == Presence::secret_primary);
  CHECK(cell(layer, "caf_dependence_50_rate").value == 30);
  CHECK(cell(layer, "caf_dependence_100_rate").value == 15);
  CHECK(cell(layer, "caf_dependence_100_rate", 1).bounds.upper == 100);  // 10 of 10, both rounded
  CHECK(find_category(layer, "caf_coverage_rate_origin")->label(0) == "computed");
  CHECK(layer.style == "caf_coverage_rate");
}

TEST_CASE("the rate of a level above is that of the sums, and says what it does not know") {
  LevelFigures below = communes(3);
  give(below, "population", {900, 50, 50});
  give(below, "a", Kind::count, {known(30), known(2), secret});
  give(below, "b", Kind::count, {known(100), known(10), known(10)});
  const std::vector<Indicator> own{rate_of_two(100, Relation::part_of_whole)};
  Diagnostics diagnostics;
  const LevelFigures above = aggregate(below, all_to_one(below), {}, own, diagnostics);
  const Layer whole = indicator_layer("indicators", above, own, {});
  CHECK(cell(whole, "own_rate").value == Approx(100.0 * 32 / 110));  // 95 % of the inhabitants
  CHECK(cell(whole, "own_rate").bounds.lower == Approx(100.0 * 32 / 120));
  CHECK(cell(whole, "own_rate").bounds.upper == Approx(100.0 * 42 / 120));
  CHECK(cell(whole, "own_rate_known_share").value == Approx(95));
  CHECK(find_measure(whole, "own_rate_rebuilt") == nullptr);
  const Layer strict = indicator_layer("indicators", above, own, {}, Lang::fr, 96);
  CHECK_FALSE(cell(strict, "own_rate").is_known());
  CHECK(cell(strict, "own_rate_rebuilt").value == Approx(100.0 * 32 / 110));
}

TEST_CASE("a rate is for as many as its entry says, and a part is at most its whole") {
  LevelFigures figures = communes(1);
  give(figures, "a", Kind::count, {rounded(10, 5)});
  give(figures, "b", Kind::count, {rounded(10, 5)});
  const std::vector<Indicator> part{rate_of_two(1000, Relation::part_of_whole)};
  const Layer layer = indicator_layer("indicators", figures, part, {});
  CHECK(cell(layer, "own_rate").value == 1000);
  CHECK(cell(layer, "own_rate").bounds.upper == 1000);
  const std::vector<Indicator> apart{rate_of_two(1000, Relation::independent)};
  CHECK(cell(indicator_layer("indicators", figures, apart, {}), "own_rate").bounds.upper ==
        Approx(1000 * 12.5 / 7.5));
}

TEST_CASE("an indicator is shown at its levels, and where it has figures") {
  LevelFigures figures = communes(1);
  std::vector<Indicator> own{rate_of_two(100, Relation::independent)};
  CHECK(indicators_with_figures("indicators", figures, own).empty());
  give(figures, "a", {1});
  CHECK(indicators_with_figures("indicators", figures, own).empty());
  give(figures, "b", {2});
  CHECK(indicators_with_figures("indicators", figures, own).size() == 1);
  CHECK(indicators_with_figures("caf", figures, own).empty());
  own.front().levels = {Level::epci};
  CHECK(indicators_with_figures("indicators", figures, own).empty());
}

TEST_CASE("gaps are taken to the references that there are; years that differ are said") {
  LevelFigures figures = communes(2);
  give(figures, "a", {10, 30});
  give(figures, "b", {100, 100});
  figures.measures.at("b").info.observed = new_year(2020);
  std::vector<Indicator> own{rate_of_two(100, Relation::independent)};
  own.front().references = {Level::nation, Level::departement};
  IndicatorReferences references;
  references["own_rate"][Level::nation] = {
      .name = "France", .source = "Insee", .observed = new_year(2023), .cells = {known(25)}};
  const Layer layer = indicator_layer("indicators", figures, own, references, Lang::en);
  CHECK(cell(layer, "own_rate_gap_nation").value == -15);
  CHECK(cell(layer, "own_rate_gap_nation", 1).value == 5);
  CHECK(find_measure(layer, "own_rate_gap_departement") == nullptr);
  REQUIRE(layer.references.size() == 1);
  CHECK(layer.references.front().value == 25);
  const auto says = [&](std::string_view words) {
    return std::ranges::any_of(
        layer.notes, [&](const std::string& note) { return note.find(words) != std::string::npos; });
  };
  CHECK(says("département: not available"));
  CHECK(says("numerator of 2023, denominator of 2020"));
}

TEST_CASE("sentences name the lowest and the highest zone of each rate") {
  LevelFigures figures = communes(3);
  give(figures, "a", {10, 30, 20});
  give(figures, "b", {100, 100, 100});
  const std::vector<Indicator> own{rate_of_two(100, Relation::independent)};
  const Layer layer = indicator_layer("indicators", figures, own, {}, Lang::en);
  const auto sentences = indicator_sentences(layer, nullptr, own, Lang::en);
  REQUIRE(sentences.size() == 1);
  CHECK(sentences.front() == "Part (2023): from 10.0% (C 0) to 30.0% (C 1), 3 communes.");
}

TEST_CASE("every built-in ratio is made of two built-in counts") {
  for (const Indicator& indicator : indicators()) {
    INFO(indicator.info.code);
    CHECK_FALSE(indicator.info.label.empty());
    if (!indicator.ratio) continue;
    for (const std::string& part : {indicator.ratio->numerator, indicator.ratio->denominator}) {
      const Indicator* count = find_indicator(indicators(), part);
      REQUIRE(count != nullptr);
      CHECK(count->kind == Kind::count);
    }
  }
}

TEST_CASE("an entry that is wrong is refused at its key") {
  CHECK(refusal(right).empty());
  CHECK(refusal(with(right, "denominater", "b")).starts_with("denominater|"));
  CHECK(refusal(with(right, "denominater", "b")).find("did you mean \"denominator\"") != std::string::npos);
  CHECK(refusal({{"label", "Part"}, {"numerator", "a"}}).starts_with("|"));
  CHECK(refusal({{"numerator", "a"}, {"denominator", "b"}}).find("needs label") != std::string::npos);
  CHECK(refusal(with(right, "denominator", "a")).starts_with("denominator|"));
  CHECK(refusal(with(right, "kind", "count")).starts_with("kind|"));
  CHECK(refusal(with(right, "per", 0.0)).starts_with("per|"));
  CHECK(refusal(with(right, "decimals", 1.5)).starts_with("decimals|"));
  CHECK(refusal(with(right, "short", "too_long_a_name")).starts_with("short|"));
  CHECK(refusal(with(right, "levels", std::vector<std::string>{"kanton"})).starts_with("levels|"));
  CHECK(refusal(with(right, "part_of_whole", "yes")).starts_with("part_of_whole|"));
  CHECK(refusal(with(right, "worse", "bad")).starts_with("worse|"));
  CHECK(refusal({{"label", "Nombre"}, {"references", "nation"}}).starts_with("references|"));
  CHECK(refusal({{"label", "Nombre"}, {"per", 10.0}}).starts_with("per|"));
  CHECK(refusal(right, "Own-Rate").starts_with("|"));
  CHECK(refusal({{"label", "Part"}, {"numerator", "own_rate"}, {"denominator", "b"}}).starts_with("|"));
}

TEST_CASE("themes of indicators follow the computed ones, each once") {
  std::vector<Indicator> own{rate_of_two(100, Relation::independent),
                             rate_of_two(100, Relation::independent)};
  own.back().theme = "caf";
  own.push_back(own.front());
  const std::vector<ThemeName> names = theme_names(own);
  REQUIRE(names.size() == computed_themes().size() + 2);
  CHECK(names[computed_themes().size()].name == "indicators");
  CHECK(names.back().name == "caf");
}
