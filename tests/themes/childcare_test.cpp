#include "maillage/themes/childcare.hpp"
#include "maillage/formats/recognise/indicators.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "themes/figures_helpers.hpp"

using namespace maillage;

namespace {

Layer layer_of(const LevelFigures& figures, const ChildcareReferences& references = {}) {
  Diagnostics diagnostics;
  return childcare_layer(figures, indicators(), references, diagnostics);
}

Cell cell(const Layer& layer, std::string_view code, std::size_t zone = 0) {
  const Measure* measure = find_measure(layer, code);
  REQUIRE(measure != nullptr);
  return measure->at(zone);
}

std::string label(const Layer& layer, std::string_view code, std::size_t zone = 0) {
  const Category* category = find_category(layer, code);
  REQUIRE(category != nullptr);
  return std::string(category->label(zone));
}

ReferenceRate national(double value) {
  return {.name = "France", .source = "Cnaf", .observed = new_year(2023), .cells = {rounded(value, 0.1)}};
}

void give_modes(LevelFigures& figures, const std::string& stem, const std::vector<double>& by_mode) {
  for (std::size_t mode = 0; mode < childcare_modes.size(); ++mode)
    give(figures, stem + std::string(childcare_modes[mode]), {by_mode[mode]});
}

}  // namespace

TEST_CASE("the example of the domain: 57.14 in [57.09, 57.19], neither 55.0 nor 57.5") {
  LevelFigures epci = level(zones_of(Level::epci, 2, "E"));
  give(epci, "places_total", {100, 300});
  give(epci, "rate_total", {50.0, 60.0});
  Diagnostics diagnostics;
  prepare_childcare(epci, diagnostics);
  CHECK(diagnostics.items.empty());
  const Measure& children = *find_measure(epci, "children_under_3");
  CHECK(children.at(0).value == Approx(200));
  CHECK(children.at(0).bounds.lower == Approx(10000 / 50.05));
  CHECK(children.at(0).bounds.upper == Approx(10000 / 49.95));

  LevelFigures above = aggregate(epci, all_to_one(epci), {}, indicators(), diagnostics);
  prepare_childcare(above, diagnostics);
  const Layer layer = layer_of(above);
  const Cell rate = cell(layer, "rate_total");
  CHECK(rate.value == Approx(57.142857));
  CHECK(rate.bounds.lower == Approx(57.0925).margin(0.0005));
  CHECK(rate.bounds.upper == Approx(57.1932).margin(0.0005));
  CHECK(std::round(100 * rate.bounds.lower) == 5709);
  CHECK(std::round(100 * rate.bounds.upper) == 5719);
  CHECK_FALSE(rate.bounds.holds(55.0));
  CHECK_FALSE(rate.bounds.holds(57.5));
  CHECK(label(layer, "rate_total_origin") == "rebuilt");
  CHECK(flaw_of(layer).empty());
}

TEST_CASE("the bounds are those of every number of children that the two rates allow") {
  LevelFigures epci = level(zones_of(Level::epci, 2, "E"));
  give(epci, "places_total", {100, 300});
  give(epci, "rate_total", {50.0, 60.0});
  Diagnostics diagnostics;
  prepare_childcare(epci, diagnostics);
  const Cell rate =
      aggregate(epci, all_to_one(epci), {}, indicators(), diagnostics).rebuilt.at("rate_total").at(0);
  double low = 1000, high = 0;
  bool all_inside = true;
  for (int i = 0; i <= 100; ++i)
    for (int j = 0; j <= 100; ++j) {
      const double a = 100 * 100 / (49.95 + 0.001 * i), b = 100 * 300 / (59.95 + 0.001 * j);
      const double truth = 100 * 400 / (a + b);
      low = std::min(low, truth);
      high = std::max(high, truth);
      all_inside = all_inside && inside(rate.bounds, truth);
    }
  CHECK(all_inside);
  CHECK(low == Approx(rate.bounds.lower));
  CHECK(high == Approx(rate.bounds.upper));
}

TEST_CASE("no place tells nothing of children: the sum is partial, the zone is not skipped in silence") {
  LevelFigures epci = level(zones_of(Level::epci, 2, "E"));
  give(epci, "population", {100, 100});
  give(epci, "places_total", {100, 0});
  give(epci, "rate_total", {50.0, 0.0});
  Diagnostics diagnostics;
  prepare_childcare(epci, diagnostics);
  CHECK_FALSE(find_measure(epci, "children_under_3")->at(1).is_known());
  LevelFigures above = aggregate(epci, all_to_one(epci), {}, indicators(), diagnostics);
  const Layer layer = childcare_layer(above, indicators(), {}, diagnostics);
  CHECK_FALSE(cell(layer, "rate_total").is_known());
  CHECK(cell(layer, "rate_total").bounds.lower == 0);
  CHECK(cell(layer, "rate_total").bounds.upper == Approx(50.05));
  CHECK(cell(layer, "rate_total_rebuilt").value == Approx(50));
  CHECK(cell(layer, "rate_total_rebuilt").marks.has(Mark::partial));
  CHECK(cell(layer, "rate_total_known_share").value == 50);
  CHECK(diagnostics.has("childcare-known-share"));

  const Layer lenient = layer_of(above, {.least_known_share = 40});
  CHECK(cell(lenient, "rate_total").value == Approx(50));
  CHECK(cell(lenient, "rate_total").marks.has(Mark::partial));
  CHECK(flaw_of(lenient).empty());
}

TEST_CASE("a published rate comes first, what is rebuilt stands beside it") {
  LevelFigures below = communes(2);
  give(below, "population", {100, 300});
  give(below, "places_total", {10, 30});
  give(below, "children_under_3", {20, 60});
  Diagnostics diagnostics;
  const Crosswalk walk = all_to_one(below);
  LevelFigures published = level(walk.to());
  give(published, "rate_total", {50.0});
  prepare_childcare(below, diagnostics);
  prepare_childcare(published, diagnostics);
  LevelFigures above = aggregate(below, walk, published, indicators(), diagnostics);
  prepare_childcare(above, diagnostics);
  const Layer layer = layer_of(above);
  CHECK(cell(layer, "rate_total").value == 50);
  CHECK(cell(layer, "rate_total").bounds == Bounds{49.95, 50.05});
  CHECK(label(layer, "rate_total_origin") == "published");
  CHECK(cell(layer, "rate_total_rebuilt").bounds.exact());
  CHECK(cell(layer, "rate_total_known_share").value == 100);
  CHECK(diagnostics.items.empty());
}

TEST_CASE("rates above 100 are rates; no child is no question") {
  LevelFigures figures = communes(3);
  give(figures, "places_total", {150, 5, 0});
  give(figures, "children_under_3", {100, 0, 50});
  const Layer layer = layer_of(figures);
  CHECK(cell(layer, "rate_total", 0).value == 150);
  CHECK(cell(layer, "rate_total", 1).presence == Presence::not_applicable);
  CHECK(cell(layer, "rate_total", 2).value == 0);
  CHECK(label(layer, "rate_total_origin", 0) == "computed");
  CHECK(label(layer, "rate_total_origin", 1) == "none");
  CHECK(flaw_of(layer).empty());
}

TEST_CASE("secret places give no rate, and never a rate of zero") {
  LevelFigures figures = communes(1);
  give(figures, "places_total", Kind::count, {secret});
  give(figures, "children_under_3", {100});
  const Layer layer = layer_of(figures);
  CHECK(cell(layer, "rate_total").presence == Presence::secret_primary);
  CHECK(std::isnan(cell(layer, "rate_total").value));
}

TEST_CASE("wholes are the sums of their parts when all parts are known") {
  LevelFigures figures = communes(1);
  give_modes(figures, "places_", {20, 4, 3, 32, 2});
  give(figures, "children_under_3", {100});
  Diagnostics diagnostics;
  prepare_childcare(figures, diagnostics);
  CHECK(find_measure(figures, "places_total")->at(0).value == 61);
  const Layer layer = layer_of(figures);
  CHECK(cell(layer, "rate_total").value == 61);
  CHECK(cell(layer, "rate_eaje").value == 24);
  CHECK(cell(layer, "rate_individual").value == 34);
  CHECK(label(layer, "dominant_mode") == "childminder");

  LevelFigures partly = communes(1);
  give(partly, "places_childminder", {32});
  give(partly, "places_home", Kind::count, {secret});
  prepare_childcare(partly, diagnostics);
  CHECK(find_measure(partly, "places_individual")->at(0).presence == Presence::secret_primary);
}

TEST_CASE("identities that fail by more than their rounding are listed, never put right") {
  LevelFigures figures = communes(3);
  give(figures, "rate_total", {60.9, 60.9, 61.6});
  give(figures, "rate_eaje", {23.5, 23.5, 23.5});
  give(figures, "rate_preschool", {3.3, 3.3, 3.3});
  give(figures, "rate_individual", {34.1, 34.0, 34.1});  // sums of 60.9, 60.8, 60.9
  Diagnostics diagnostics;
  prepare_childcare(figures, diagnostics);
  REQUIRE(diagnostics.items.size() == 1);
  CHECK(diagnostics.items[0].code == "childcare-identity");
  CHECK(diagnostics.items[0].zones == std::vector<std::string>{"C102"});
  CHECK(find_measure(figures, "rate_total")->at(2).value == 61.6);
}

TEST_CASE("a rate that its own places contradict is listed, and kept") {
  LevelFigures figures = communes(2);
  give(figures, "rate_total", {50.0, 50.0});
  give(figures, "places_total", {100, 100});
  give(figures, "children_under_3", {200, 300});
  Diagnostics diagnostics;
  prepare_childcare(figures, diagnostics);
  REQUIRE(diagnostics.has("rate-contradicts-places"));
  CHECK(diagnostics.items[0].zones == std::vector<std::string>{"C101"});
  CHECK(cell(layer_of(figures), "rate_total", 1).value == 50);
}

TEST_CASE("ratios and gaps stand on references, and are not available without") {
  LevelFigures figures = communes(2);
  give(figures, "places_total", {50, 0});
  give(figures, "children_under_3", {100, 0});
  const Layer bare = layer_of(figures);
  CHECK(cell(bare, "ratio_to_nation").presence == Presence::not_available);
  CHECK(cell(bare, "gap_to_target").presence == Presence::not_available);
  CHECK(cell(bare, "gap_to_target").bounds == any_number);

  ChildcareReferences references{.nation = national(60.9), .target = Target{60, "schéma"}};
  references.departement =
      ReferenceRate{"62", "Cnaf", std::nullopt, {rounded(50, 0.1), missing(Presence::no_match)}};
  const Layer layer = layer_of(figures, references);
  CHECK(cell(layer, "ratio_to_nation").value == Approx(0.82102).margin(1e-4));
  CHECK(cell(layer, "ratio_to_nation").bounds.upper == Approx(50 / 60.85));
  CHECK(cell(layer, "ratio_to_departement").value == Approx(1));
  CHECK(cell(layer, "ratio_to_departement", 1).presence != Presence::known);
  CHECK(cell(layer, "gap_to_target").value == -10);
  CHECK(cell(layer, "gap_to_target_places").value == -10);
  CHECK(cell(layer, "gap_to_target", 1).presence == Presence::not_applicable);
  CHECK(cell(layer, "gap_to_target_places", 1).value == 0);
  REQUIRE(layer.references.size() == 1);
  CHECK(layer.references[0].value == 60.9);
  CHECK(flaw_of(layer).empty());
}

TEST_CASE("a published rate over places of some communes does not make children known") {
  LevelFigures below = communes(2);
  give(below, "places_total", Kind::count, {known(50), secret});
  const Crosswalk walk = all_to_one(below);
  LevelFigures published = level(walk.to());
  give(published, "rate_total", {50.0});
  Diagnostics diagnostics;
  LevelFigures above = aggregate(below, walk, published, indicators(), diagnostics);
  prepare_childcare(above, diagnostics);
  const Cell children = find_measure(above, "children_under_3")->at(0);
  CHECK_FALSE(children.is_known());
  CHECK(children.bounds.lower == Approx(100 * 50 / 50.05));
  CHECK(std::isinf(children.bounds.upper));
}

TEST_CASE("each zone stands against its own département") {
  LevelFigures figures = communes(3);
  give(figures, "rate_total", {60.0, 60.0, 60.0});
  const ReferenceRate of_each{.name = "département",
                              .source = "test",
                              .observed = new_year(2023),
                              .cells = {known(80), known(40), missing(Presence::not_available)}};
  const Layer layer = layer_of(figures, {.departement = of_each});
  CHECK(cell(layer, "ratio_to_departement", 0).value == Approx(0.75));
  CHECK(cell(layer, "ratio_to_departement", 1).value == Approx(1.5));
  CHECK(cell(layer, "ratio_to_departement", 2).presence == Presence::not_available);
  CHECK(std::ranges::any_of(layer.notes,
                            [](const auto& note) { return note.find("(2023)") != std::string::npos; }));
}

TEST_CASE("places missing are told only where children are known") {
  LevelFigures figures = communes(1);
  give(figures, "rate_total", {50.0});
  const Layer layer = layer_of(figures, {.target = Target{60, "schéma"}});
  CHECK(cell(layer, "gap_to_target").value == Approx(-10));
  CHECK_FALSE(cell(layer, "gap_to_target_places").is_known());
}

TEST_CASE("children of some communes only give no gap in places") {
  LevelFigures below = communes(2);
  give(below, "places_total", {10, 10});
  give(below, "children_under_3", Kind::count, {known(20), secret});
  Diagnostics diagnostics;
  const LevelFigures above = aggregate(below, all_to_one(below), {}, indicators(), diagnostics);
  const Layer layer = layer_of(above, {.target = Target{60, "schéma"}});
  CHECK_FALSE(cell(layer, "gap_to_target_places").is_known());  // not 20 - 0.6 x 20
  CHECK(cell(layer, "gap_to_target_places").bounds == any_number);
}

TEST_CASE("the dominant mode is told only when it is certain") {
  const auto mode = [](const std::vector<double>& rates) {
    LevelFigures figures = communes(1);
    give_modes(figures, "rate_", rates);
    Diagnostics diagnostics;
    prepare_childcare(figures, diagnostics);
    return label(layer_of(figures), "dominant_mode");
  };
  CHECK(mode({19.9, 3.6, 3.3, 31.9, 2.2}) == "childminder");
  CHECK(mode({31.9, 3.6, 3.3, 31.9, 2.2}) == "uncertain");
  CHECK(mode({31.8, 3.6, 3.3, 31.9, 2.2}) == "uncertain");  // intervals touch
  CHECK(mode({31.7, 3.6, 3.3, 31.9, 2.2}) == "childminder");

  const auto by_places = [](const std::vector<double>& places) {
    LevelFigures figures = communes(1);
    give_modes(figures, "places_", places);
    const Layer layer = layer_of(figures);
    return std::pair(label(layer, "dominant_mode"), find_category(layer, "dominant_mode")->presence(0));
  };
  CHECK(by_places({10, 0, 0, 9, 0}).first == "eaje_psu");
  CHECK(by_places({10, 0, 0, 10, 0}).first == "tie");
  CHECK(by_places({0, 0, 0, 0, 0}).second == Presence::not_applicable);
}

TEST_CASE("a mode that is withheld may dominate, unless the total leaves it no room") {
  LevelFigures figures = communes(1);
  give_modes(figures, "rate_", {40.0, 0.0, 3.0, 0.0, 2.0});
  give(figures, "rate_childminder", Kind::rate, {secret}, 0.1);
  CHECK(label(layer_of(figures), "dominant_mode") == "uncertain");
  give(figures, "rate_total", {60.0});
  CHECK(label(layer_of(figures), "dominant_mode") == "eaje_psu");
  give(figures, "rate_total", {90.0});
  CHECK(label(layer_of(figures), "dominant_mode") == "uncertain");
}

TEST_CASE("a source that has EAJE as a whole compares four modes, and says so") {
  LevelFigures figures = communes(1);
  give(figures, "rate_eaje", {30});
  give(figures, "rate_preschool", {3});
  give(figures, "rate_childminder", {25});
  give(figures, "rate_home", {2});
  const Layer layer = layer_of(figures);
  CHECK(label(layer, "dominant_mode") == "eaje");
  CHECK(std::ranges::any_of(layer.notes,
                            [](const auto& note) { return note.find("parmi quatre") != std::string::npos; }));
}

TEST_CASE("places that contradict a rate of zero leave children unknown") {
  LevelFigures figures = communes(2);
  give(figures, "places_total", {15, 15});
  give(figures, "rate_total", {0.0, 195.8});
  Diagnostics diagnostics;
  prepare_childcare(figures, diagnostics);
  const Cell children = find_measure(figures, "children_under_3")->at(0);
  CHECK_FALSE(children.is_known());
  CHECK(children.bounds.lower == Approx(30000));
  CHECK(std::isinf(children.bounds.upper));
  CHECK(find_measure(figures, "children_under_3")->at(1).value == Approx(7.66).margin(0.01));
}

TEST_CASE("the sentence gives both ends, the level, the year, and how many zones have no rate") {
  LevelFigures epci = level(make_zoning(Level::epci, new_year(2025), "DGCL",
                                        {{"1", "CC Basse"}, {"2", "CU Haute"}, {"3", "CA Muette"}}));
  give(epci, "rate_total", Kind::rate, {rounded(48.5, 0.1), rounded(71.8, 0.1), absent});
  CHECK(childcare_sentence(layer_of(epci), nullptr) ==
        "Accueil du jeune enfant (2023)\u202f: de 48,5 (CC Basse) à 71,8 (CU Haute) places pour 100 enfants "
        "de moins "
        "de 3 ans, 2 sur 3\u00a0EPCI (les autres sont sans taux complet).");
  CHECK(
      childcare_sentence(layer_of(epci), nullptr, Lang::en) ==
      "Early childcare (2023): from 48.5 (CC Basse) to 71.8 (CU Haute) places per 100 children under 3, 2 of "
      "3 EPCI (the others have no complete rate).");
  LevelFigures whole =
      level(make_zoning(Level::departement, new_year(2025), "COG", {{"62", "Pas-de-Calais"}}));
  give(whole, "rate_total", {54.2});
  const Layer territory = layer_of(whole);
  give(epci, "rate_total", {50, 50, 50});
  CHECK(childcare_sentence(layer_of(epci), &territory) ==
        "Accueil du jeune enfant (2023)\u202f: 50,0 places pour 100 enfants de moins de 3 ans (3\u00a0EPCI), "
        "3\u00a0EPCI"
        "\u202f; Pas-de-Calais\u202f: 54,2.");
  CHECK(
      childcare_sentence(layer_of(epci), &territory, Lang::en) ==
      "Early childcare (2023): 50.0 places per 100 children under 3 (3 EPCI), 3 EPCI; Pas-de-Calais: 54.2.");
}
