#include "maillage/themes/poverty.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "measure/cases.hpp"
#include "themes/figures_helpers.hpp"

using namespace maillage;

namespace {

const Cell five_or_less = known(5, {0, 5.5}, Marks(Mark::rounded) | Mark::censored);

Cell cell(const Layer& layer, std::string_view code, std::size_t zone = 0) {
  const Measure* measure = find_measure(layer, code);
  REQUIRE(measure != nullptr);
  return measure->at(zone);
}

LevelFigures four_communes() {
  LevelFigures figures = communes(4);
  give(figures, "population", {1000, 500, 300, 200});
  give(figures, "poverty_rate", Kind::rate, {rounded(20, 1), five_or_less, secret, secret}, 1);
  give(figures, "fiscal_persons", Kind::count, {known(900), known(400), known(200), secret});
  give(figures, "median_income", Kind::intensive, {known(20000), known(25000), secret, secret});
  return figures;
}

struct Prepared {
  LevelFigures below = four_communes();
  Crosswalk walk = all_to_one(below);
  Diagnostics diagnostics;
  LevelFigures above;

  explicit Prepared(const LevelFigures& published = {}) {
    prepare_poverty(below, diagnostics);
    LevelFigures given = published;
    if (!given.measures.empty()) given.zoning = walk.to();
    above = aggregate(below, walk, given, poverty_ratios(), diagnostics);
  }
};

}  // namespace

TEST_CASE("poor persons are bounds: rate bounds times persons, and [0, persons] where the rate is secret") {
  const Prepared prepared;
  const Measure& poor = *find_measure(prepared.below, "poor_persons");
  CHECK(poor.at(0).value == Approx(180));
  CHECK(poor.at(0).bounds.lower == Approx(175.5));
  CHECK(poor.at(0).bounds.upper == Approx(184.5));
  CHECK(poor.at(1).bounds.lower == 0);
  CHECK(poor.at(1).bounds.upper == Approx(22));
  CHECK(poor.at(1).marks.has(Mark::censored));
  CHECK(poor.at(2).presence == Presence::secret_primary);
  CHECK(poor.at(2).bounds == Bounds{0, 200});
  CHECK(std::isinf(poor.at(3).bounds.upper));
}

TEST_CASE("the rate is rebuilt over the communes whose persons are published") {
  Prepared prepared;
  const Layer layer = poverty_layer(prepared.above, {}, prepared.diagnostics);
  const Cell rebuilt = cell(layer, "poverty_rate_rebuilt");
  CHECK(rebuilt.bounds.lower == Approx(100 * 175.5 / 1500));
  CHECK(rebuilt.bounds.upper == Approx(100 * (184.5 + 22 + 200) / 1500));
  CHECK(rebuilt.marks.has(Mark::partial));
  CHECK(cell(layer, "poverty_known_share").value == Approx(100 * 1300.0 / 1500));
  CHECK(cell(layer, "poverty_field_share").value == Approx(90));
  CHECK_FALSE(cell(layer, "poverty_rate").is_known());  // 78 % of the whole is not the whole
  CHECK(find_measure(layer, "median_income") == nullptr);
  CHECK(flaw_of(layer).empty());
  CHECK(poverty_sentence(layer, 0) ==
        "Taux de pauvreté 2023, D 0\u202f: pas de taux publié dans les fichiers donnés\u202f; recalculé par "
        "communes\u202f: entre "
        "11,7 et 27,1\u202f%\u202f; environ 15,4\u202f% là où il est publié (86,7\u202f% des personnes "
        "dénombrées dans les ménages fiscaux).");
  CHECK(poverty_sentence(layer, 0, Lang::en) ==
        "Poverty rate 2023, D 0: no published rate in the files given; rebuilt from communes: between 11.7 "
        "and 27.1%; about 15.4% "
        "where it is published (86.7% of the persons counted in fiscal households).");
}

TEST_CASE("a merged commune whose persons are published in part is out of the field, and does not open it") {
  Prepared whole;
  Prepared prepared;
  prepared.below.measures = four_communes().measures;
  prepared.below.measures.at("fiscal_persons").set(3, known(50, {50, any_count.upper}, Mark::partial));
  prepare_poverty(prepared.below, prepared.diagnostics);
  prepared.above = aggregate(prepared.below, prepared.walk, {}, poverty_ratios(), prepared.diagnostics);
  const Layer expected = poverty_layer(whole.above, {}, whole.diagnostics);
  const Layer layer = poverty_layer(prepared.above, {}, prepared.diagnostics);
  CHECK(cell(layer, "poverty_rate_rebuilt").bounds == cell(expected, "poverty_rate_rebuilt").bounds);
  CHECK(cell(layer, "poverty_field_share").value == cell(expected, "poverty_field_share").value);
}

TEST_CASE("the poor of one part of a merged commune are not set against the persons of all") {
  LevelFigures below = four_communes();
  give(below, "poor_persons", Kind::count,
       {known(180), known(20, {0, 22}, {}), known(30, {25, 230}, Mark::partial), secret});
  Diagnostics diagnostics;
  prepare_poverty(below, diagnostics);
  const LevelFigures above = aggregate(below, all_to_one(below), {}, poverty_ratios(), diagnostics);
  const Layer layer = poverty_layer(above, {}, diagnostics);
  CHECK(cell(layer, "poverty_rate_rebuilt").value == Approx(100 * 200.0 / 1300));
  CHECK(cell(layer, "poverty_rate_rebuilt").bounds.lower == Approx(100 * (180 + 25) / 1500.0));
  CHECK(cell(layer, "poverty_known_share").value == Approx(100 * 1300.0 / 1500));
}

TEST_CASE("the published rate of the level comes first") {
  LevelFigures published;
  give(published, "poverty_rate", Kind::rate, {rounded(17.8, 0.1)}, 0.1);
  Prepared prepared(published);
  const Layer layer = poverty_layer(prepared.above, {}, prepared.diagnostics);
  CHECK(cell(layer, "poverty_rate").value == 17.8);
  CHECK(find_category(layer, "poverty_rate_origin")->label(0) == "published");
  CHECK_FALSE(prepared.diagnostics.has("published-contradicts-parts"));
  CHECK_THAT(poverty_sentence(layer, 0), Catch::Matchers::Contains("17,8\u202f% (publié)"));
}

TEST_CASE("a published rate that its communes forbid is listed, when all of them are known of") {
  LevelFigures below = communes(2);
  give(below, "population", {100, 100});
  give(below, "poverty_rate", Kind::rate, {rounded(20, 1), rounded(10, 1)}, 1);
  give(below, "fiscal_persons", {100, 100});
  Diagnostics diagnostics;
  prepare_poverty(below, diagnostics);
  const Crosswalk walk = all_to_one(below);
  LevelFigures published = level(walk.to());
  give(published, "poverty_rate", Kind::rate, {rounded(16, 1)}, 1);
  LevelFigures above = aggregate(below, walk, published, poverty_ratios(), diagnostics);
  static_cast<void>(poverty_layer(above, {}, diagnostics));
  CHECK(diagnostics.items.empty());  // [14.5, 15.5] and [15.5, 16.5] meet
  give(published, "poverty_rate", Kind::rate, {rounded(17, 1)}, 1);
  above = aggregate(below, walk, published, poverty_ratios(), diagnostics);
  static_cast<void>(poverty_layer(above, {}, diagnostics));
  CHECK(diagnostics.has("published-contradicts-parts"));
}

TEST_CASE("a zone whose persons are all secret has a secret rate, and nothing known of it") {
  LevelFigures below = communes(1);
  give(below, "population", {100});
  give(below, "poverty_rate", Kind::rate, {secret}, 1);
  give(below, "fiscal_persons", Kind::count, {secret});
  Diagnostics diagnostics;
  prepare_poverty(below, diagnostics);
  const LevelFigures above = aggregate(below, all_to_one(below), {}, poverty_ratios(), diagnostics);
  const Layer layer = poverty_layer(above, {}, diagnostics);
  CHECK(cell(layer, "poverty_rate_rebuilt").presence == Presence::secret_primary);
  CHECK(cell(layer, "poverty_rate_rebuilt").bounds == Bounds{0, 100});
  CHECK_FALSE(cell(layer, "poverty_known_share").is_known());
  CHECK_FALSE(cell(layer, "poverty_rate").is_known());
}

TEST_CASE("complete communes give the rate of their parent") {
  LevelFigures below = communes(2);
  give(below, "population", {100, 300});
  give(below, "poverty_rate", Kind::rate, {known(10), known(30)});
  give(below, "fiscal_persons", {100, 300});
  Diagnostics diagnostics;
  prepare_poverty(below, diagnostics);
  const LevelFigures above = aggregate(below, all_to_one(below), {}, poverty_ratios(), diagnostics);
  const Layer layer = poverty_layer(above, {}, diagnostics);
  CHECK(cell(layer, "poverty_rate").value == Approx(25));  // the mean is 20
  CHECK(find_category(layer, "poverty_rate_origin")->label(0) == "rebuilt");
}

TEST_CASE("gaps are in points against references, and not available without") {
  LevelFigures figures = communes(2);
  give(figures, "poverty_rate", Kind::rate, {rounded(18, 1), secret}, 1);
  Diagnostics diagnostics;
  const ReferenceRate nation{"France", "Insee, Filosofi 2021", new_year(2021), {rounded(14.9, 0.1)}};
  const Layer layer = poverty_layer(figures, {.nation = nation}, diagnostics);
  CHECK(cell(layer, "gap_to_nation").value == Approx(3.1));
  CHECK(cell(layer, "gap_to_nation").bounds.lower == Approx(2.55));
  CHECK(cell(layer, "gap_to_nation").bounds.upper == Approx(3.65));
  CHECK(cell(layer, "gap_to_nation", 1).presence == Presence::secret_primary);
  CHECK(cell(layer, "gap_to_region").presence == Presence::not_available);
  CHECK(cell(layer, "gap_to_region").bounds == any_number);
  CHECK(layer.references.at(0).value == 14.9);
}

TEST_CASE("a share where a percentage is needed, or a count, is a problem that is named") {
  LevelFigures figures = communes(2);
  give(figures, "poverty_rate", Kind::rate, {known(1200), known(15)});
  Diagnostics diagnostics;
  prepare_poverty(figures, diagnostics);
  REQUIRE(diagnostics.has("poverty-rate-range"));
  CHECK(diagnostics.items[0].zones == std::vector<std::string>{"C100"});
}

TEST_CASE("poverty laws: the rebuilt bounds hold the true rate of their field", "[property]") {
  REQUIRE(rc::check([] {
    const auto within = [](int end) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)); };
    const auto size = static_cast<std::size_t>(1 + within(6));
    LevelFigures figures = communes(size);
    std::vector<Cell> rates, persons, inhabitants;
    double poor = 0, people = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const double count = 1 + within(500);
      const double truth = std::min(count, std::floor(count * within(60) / 100));
      const double rate = 100 * truth / count;
      const int form = within(4);
      rates.push_back(form == 0 ? secret : rate <= 5.5 ? five_or_less : rounded(std::round(rate), 1));
      persons.push_back(within(5) == 0 ? secret : known(count));
      inhabitants.push_back(known(count + within(10)));
      if (!persons.back().is_known()) continue;
      poor += truth;
      people += count;
    }
    give(figures, "poverty_rate", Kind::rate, rates, 1);
    give(figures, "fiscal_persons", Kind::count, persons);
    give(figures, "population", Kind::count, inhabitants);
    Diagnostics diagnostics;
    prepare_poverty(figures, diagnostics);
    const LevelFigures above = aggregate(figures, all_to_one(figures), {}, poverty_ratios(), diagnostics);
    const Layer layer = poverty_layer(above, {}, diagnostics);
    const Cell rebuilt = find_measure(layer, "poverty_rate_rebuilt")->at(0);
    RC_ASSERT(sound(rebuilt));
    RC_ASSERT(rebuilt.bounds.upper <= 100);
    if (people > 0) RC_ASSERT(holds(rebuilt.bounds, 100 * poor / people));
  }));
}

TEST_CASE("poor persons are printed as they are counted: 21 % of 1562 are 328.02") {
  LevelFigures figures = communes(1);
  give(figures, "poverty_rate", Kind::rate, {known(21)});
  give(figures, "fiscal_persons", Kind::count, {known(1562)});
  CHECK(poor_persons(figures)->at(0).value == 328.02);
}
