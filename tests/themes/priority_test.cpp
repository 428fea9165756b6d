#include "maillage/themes/priority.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "maillage/base/error.hpp"
#include "measure/cases.hpp"
#include "themes/figures_helpers.hpp"

#include "../support/values_of.hpp"

using namespace maillage;

namespace {

const std::vector<std::string> zrr_labels{"classified", "partial", "not_classified"};
const std::vector<std::string> detail_labels{"classified", "leaving", "partial", "not_classified"};

void give_labels(LevelFigures& figures, const std::string& code, const std::vector<std::string>& labels,
                 const std::vector<std::string>& values) {
  Category category({.code = code, .label = "Classement", .short_name = code, .source = "ANCT"}, labels,
                    values.size());
  for (std::size_t zone = 0; zone < values.size(); ++zone) {
    if (values[zone].empty())
      category.set_missing(zone, Presence::no_match);
    else
      category.set(zone, values[zone]);
  }
  figures.categories.insert_or_assign(code, std::move(category));
}

Cell cell(const Layer& layer, std::string_view code, std::size_t zone = 0) {
  const Measure* measure = find_measure(layer, code);
  INFO(code);
  REQUIRE(measure != nullptr);
  return measure->at(zone);
}

// Five communes of 10 km2: classified, classified (leaving), partly, not, unknown.
LevelFigures five_communes() {
  LevelFigures figures = communes(5);
  give(figures, "population", {100, 200, 300, 400, 1000});
  give(figures, "area", {10e6, 10e6, 10e6, 10e6, 10e6});
  give_labels(figures, "zrr", zrr_labels, {"classified", "classified", "partial", "not_classified", ""});
  give_labels(figures, "zrr_detail", detail_labels,
              {"classified", "leaving", "partial", "not_classified", ""});
  return figures;
}

QpvOverlay overlay_of(std::vector<QpvPiece> pieces, std::vector<double> areas) {
  return {.qpv = make_zoning(Level::qpv, new_year(2015), "QPV 2015",
                             {{"QP001", "Les Cèdres"}, {"QP002", "Le Port"}}),
          .pieces = std::move(pieces),
          .qpv_area = std::move(areas),
          .area_method = "géodésique (ellipsoïde GRS80)"};
}

}  // namespace

TEST_CASE(
    "statuses are counted by communes, inhabitants and area, what is partial or unknown in the bounds") {
  const LevelFigures figures = five_communes();
  Diagnostics diagnostics;
  const Layer layer = priority_layer(figures, all_to_one(figures), {}, diagnostics);
  CHECK(cell(layer, "communes").value == 5);
  CHECK(cell(layer, "zrr_communes").value == 2);
  CHECK(cell(layer, "zrr_communes").bounds == Bounds{2, 4});
  CHECK(cell(layer, "zrr_communes").marks.has(Mark::partial));
  CHECK(cell(layer, "zrr_population").bounds == Bounds{300, 1600});
  CHECK(cell(layer, "zrr_area").value == Approx(20));
  CHECK(cell(layer, "zrr_communes_share").value == Approx(40));  // two of all five: the least there is
  CHECK(cell(layer, "zrr_communes_share").bounds == Bounds{40, 80});
  CHECK(cell(layer, "zrr_population_share").bounds == Bounds{15, 80});
  CHECK(cell(layer, "zrr_partly_communes").value == 1);
  CHECK(cell(layer, "zrr_detail_classified").value == 1);
  CHECK(cell(layer, "zrr_detail_leaving").value == 1);
  CHECK(find_category(layer, "zrr")->label(0) == "partial");
  CHECK(flaw_of(layer).empty());
  CHECK(priority_sentence(layer, 0) ==
        "ZRR\u202f: 2\u00a0communes sur 5 (entre 40,0 et 80,0\u202f%), dont 1\u00a0classée et "
        "1\u00a0sortante, et "
        "1\u00a0commune en partie, statut inconnu pour 1\u00a0commune\u202f; entre 15,0 et 80,0\u202f% des "
        "habitants, "
        "entre 40,0 et 80,0\u202f% de la superficie.");
  CHECK(
      priority_sentence(layer, 0, Lang::en) ==
      "ZRR: 2 communes of 5 (between 40.0 and 80.0%), of which 1 classified and 1 leaving, and 1 commune in "
      "part, status unknown for 1 commune; between 15.0 and 80.0% of inhabitants, between 40.0 and 80.0% of "
      "the area.");
}

TEST_CASE("129 communes under ZRR are 124 classified and 5 leaving: both are printed") {
  LevelFigures figures = communes(226);
  std::vector<std::string> status(226, "not_classified"), detail(226, "not_classified");
  for (std::size_t zone = 0; zone < 129; ++zone) {
    status[zone] = "classified";
    detail[zone] = zone < 124 ? "classified" : "leaving";
  }
  give_labels(figures, "zrr", zrr_labels, status);
  give_labels(figures, "zrr_detail", detail_labels, detail);
  Diagnostics diagnostics;
  const Layer layer = priority_layer(figures, all_to_one(figures), {}, diagnostics);
  CHECK(cell(layer, "zrr_communes").value == 129);
  CHECK(cell(layer, "zrr_communes").bounds.exact());
  CHECK(cell(layer, "zrr_communes").marks.none());
  CHECK(priority_sentence(layer, 0) ==
        "ZRR\u202f: 129\u00a0communes sur 226 (57,1\u202f%), dont 124\u00a0classées et 5\u00a0sortantes.");
  CHECK(priority_sentence(layer, 0, Lang::en) ==
        "ZRR: 129 communes of 226 (57.1%), of which 124 classified and 5 leaving.");
  give_labels(figures, "zrr", zrr_labels, std::vector<std::string>(226, "not_classified"));
  figures.categories.erase("zrr_detail");
  CHECK(priority_sentence(priority_layer(figures, all_to_one(figures), {}, diagnostics), 0) ==
        "ZRR\u202f: aucune commune.");
}

TEST_CASE("FRR beneficiaries are not classified") {
  LevelFigures figures = communes(4);
  give_labels(figures, "frr", {"not_classified", "frr", "frr_plus", "frr_beneficiary"},
              {"frr", "frr_plus", "frr_beneficiary", "not_classified"});
  Diagnostics diagnostics;
  const Layer layer = priority_layer(figures, all_to_one(figures), {}, diagnostics);
  CHECK(cell(layer, "frr_communes").value == 2);
  CHECK(cell(layer, "frr_frr_beneficiary").value == 1);
  CHECK(flaw_of(layer).empty());
}

TEST_CASE("a classified commune that merged with one that was not is partly in") {
  LevelFigures figures = communes(2);
  give_labels(figures, "zrr", zrr_labels, {"classified", "classified"});
  give_labels(figures, "zrr_partly", {"partly"}, {"partly", ""});
  Diagnostics diagnostics;
  const Layer layer = priority_layer(figures, all_to_one(figures), {}, diagnostics);
  CHECK(cell(layer, "zrr_communes").bounds == Bounds{1, 2});
  CHECK(cell(layer, "zrr_partly_communes").value == 1);
}

TEST_CASE("details of merged communes that differ are mixed, and the details add up to the whole") {
  LevelFigures figures = communes(4);
  give_labels(figures, "zrr", zrr_labels, {"classified", "classified", "partial", "not_classified"});
  give_labels(figures, "zrr_detail", detail_labels, {"classified", "partial", "partial", "not_classified"});
  Diagnostics diagnostics;
  const Layer layer = priority_layer(figures, all_to_one(figures), {}, diagnostics);
  CHECK(cell(layer, "zrr_detail_classified").value == 1);
  CHECK(cell(layer, "zrr_detail_partial").value == 1);
  CHECK(cell(layer, "zrr_detail_mixed").value == 1);
  CHECK(cell(layer, "zrr_detail_not_classified").value == 1);
  CHECK_THAT(priority_sentence(layer, 0),
             Catch::Matchers::Contains("2\u00a0communes sur 4") &&
                 Catch::Matchers::Contains(
                     "dont 1\u00a0classée et 1\u00a0de modalités mêlées, et 1\u00a0commune en partie"));
  CHECK(flaw_of(layer).empty());
}

TEST_CASE("the layer of communes has the status itself") {
  const LevelFigures figures = five_communes();
  Diagnostics diagnostics;
  const Layer layer = priority_layer(figures, identity(figures.zoning), {}, diagnostics);
  CHECK(find_category(layer, "zrr")->label(0) == "classified");
  CHECK(find_category(layer, "zrr")->presence(4) == Presence::no_match);
  CHECK(find_category(layer, "zrr_detail")->label(1) == "leaving");
  CHECK(layer.style == "zrr");
  CHECK(flaw_of(layer).empty());
}

TEST_CASE("slivers go to the main commune of their QPV and are listed with the area moved") {
  const LevelFigures figures = five_communes();
  const QpvOverlay overlay = overlay_of(
      {{0, 0, 900, false}, {0, 1, 95, false}, {0, 2, 5, true}, {1, 3, 4, true}, {1, 4, 6, true}}, {1000, 10});
  Diagnostics diagnostics;
  const auto pieces = resolve_slivers(overlay, *figures.zoning, diagnostics);
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[0].area_m2 == 905);
  CHECK(pieces[1].area_m2 == 95);
  CHECK(pieces[2].commune == 4);  // only slivers: the largest takes all
  CHECK(pieces[2].area_m2 == 10);
  REQUIRE(diagnostics.items.size() == 1);
  CHECK(diagnostics.items[0].code == "qpv-slivers");
  CHECK(diagnostics.items[0].count == 2);
  CHECK(values_of(diagnostics.items[0].advice) == std::vector<std::string>{"9.0"});
}

TEST_CASE("a QPV that leaves the communes is listed") {
  const LevelFigures figures = five_communes();
  const QpvOverlay overlay =
      overlay_of({{0, 0, 900, false}, {0, outside, 100, false}, {1, 1, 10, false}}, {1000, 10});
  Diagnostics diagnostics;
  CHECK(resolve_slivers(overlay, *figures.zoning, diagnostics).size() == 2);
  REQUIRE(diagnostics.has("qpv-outside-communes"));
  CHECK(diagnostics.items[0].zones == std::vector<std::string>{"QP001"});
}

TEST_CASE("QPV on communes: areas, shares, and people by area as an estimate") {
  LevelFigures figures = five_communes();
  const QpvOverlay overlay =
      overlay_of({{0, 0, 1e6, false}, {0, 1, 2e6, false}, {1, 1, 8e6, false}}, {3e6, 8e6});
  Diagnostics diagnostics;
  const Layer layer = priority_layer(figures, identity(figures.zoning), overlay, diagnostics);
  CHECK(cell(layer, "qpv_count", 1).value == 2);
  CHECK(cell(layer, "qpv_count", 2).value == 0);
  CHECK(cell(layer, "qpv_area", 0).value == Approx(1));
  CHECK(cell(layer, "qpv_area_share", 0).value == Approx(10));
  CHECK(cell(layer, "qpv_area_share", 2).value == 0);
  CHECK(cell(layer, "qpv_population_by_area", 0).value == Approx(10));
  CHECK(cell(layer, "qpv_population_by_area", 0).bounds == Bounds{0, 100});
  CHECK(cell(layer, "qpv_population_by_area", 0).marks.has(Mark::estimated));
  CHECK(cell(layer, "qpv_population_by_area", 1).bounds == Bounds{200, 200});  // the whole commune
  CHECK(cell(layer, "qpv_population_by_area", 2).value == 0);
  CHECK(cell(layer, "qpv_population_by_area", 2).bounds.exact());
  CHECK(flaw_of(layer).empty());
  CHECK(std::ranges::any_of(layer.notes,
                            [](const auto& note) { return note.find("GRS80") != std::string::npos; }));

  const Layer above = priority_layer(figures, all_to_one(figures), overlay, diagnostics);
  CHECK(cell(above, "qpv_count").value == 2);  // the one that straddles counts once
  CHECK(cell(above, "qpv_area").value == Approx(11));
  CHECK(cell(above, "qpv_area_share").value == Approx(22));
  CHECK(cell(above, "qpv_population_by_area").bounds == Bounds{200, 300});
  CHECK(flaw_of(above).empty());
  CHECK_THAT(priority_sentence(above, 0), Catch::Matchers::Contains("QPV\u202f: 2, 11,00\u00a0km²."));
  CHECK(diagnostics.items.empty());
}

TEST_CASE("the table of pieces has one row per QPV and commune") {
  const LevelFigures figures = five_communes();
  const QpvOverlay overlay =
      overlay_of({{1, 1, 8e6, false}, {0, 1, 2e6, false}, {0, 0, 1e6, false}}, {3e6, 8e6});
  const Layer layer = qpv_piece_layer(figures, overlay);
  REQUIRE(layer.zoning->size() == 3);
  CHECK(layer.zoning->code(0) == "QP001-C100");
  CHECK(find_text(layer, "qpv_name")->values[2] == "Le Port");
  CHECK(find_text(layer, "commune")->values[2] == "C101");
  CHECK(cell(layer, "share_of_qpv", 0).value == Approx(100.0 / 3));
  CHECK(cell(layer, "share_of_qpv", 2).value == Approx(100));
  CHECK(cell(layer, "share_of_commune", 1).value == Approx(20));
  CHECK(cell(layer, "population_by_area", 1).value == Approx(40));
  CHECK(flaw_of(layer).empty());
}

TEST_CASE("without areas or inhabitants nothing is invented") {
  LevelFigures figures = communes(1);
  const QpvOverlay overlay = overlay_of({{0, 0, 1e6, false}, {1, 0, 1e6, false}}, {});
  Diagnostics diagnostics;
  const Layer layer = priority_layer(figures, identity(figures.zoning), overlay, diagnostics);
  CHECK_FALSE(cell(layer, "qpv_area_share").is_known());
  CHECK_FALSE(cell(layer, "qpv_population_by_area").is_known());
  CHECK_THROWS_AS(priority_layer(figures, all_to_one(communes(1)), overlay, diagnostics), Error);
  QpvOverlay broken = overlay;
  broken.pieces[0].commune = 9;
  CHECK_THROWS_AS(priority_layer(figures, identity(figures.zoning), broken, diagnostics), Error);
}

TEST_CASE("priority laws: bounds hold every completion of what is partial or unknown", "[property]") {
  REQUIRE(rc::check([] {
    const auto within = [](int end) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)); };
    const auto size = static_cast<std::size_t>(1 + within(6));
    LevelFigures figures = communes(size);
    std::vector<std::string> status;
    std::vector<double> people;
    double inside_people = 0, all_people = 0;
    for (std::size_t i = 0; i < size; ++i) {
      people.push_back(within(100));
      all_people += people.back();
      const int form = within(4);
      status.push_back(form == 3 ? "" : zrr_labels[static_cast<std::size_t>(form)]);
      if (form == 0) inside_people += people.back();
      if (form == 1 || form == 3) inside_people += std::floor(people.back() * within(101) / 100);
    }
    give(figures, "population", people);
    give_labels(figures, "zrr", zrr_labels, status);
    Diagnostics diagnostics;
    const Layer layer = priority_layer(figures, all_to_one(figures), {}, diagnostics);
    const Cell count = find_measure(layer, "zrr_population")->at(0);
    const Cell share = find_measure(layer, "zrr_population_share")->at(0);
    RC_ASSERT(sound(count));
    RC_ASSERT(sound(share));
    RC_ASSERT(holds(count.bounds, inside_people));
    if (all_people > 0) RC_ASSERT(holds(share.bounds, 100 * inside_people / all_people));
    if (all_people > 0) RC_ASSERT(share.bounds.upper <= 100);
  }));
}
