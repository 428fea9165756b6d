#include "maillage/themes/theme.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "themes/figures_helpers.hpp"

using namespace maillage;

namespace {

const Theme& computed(std::string_view name) {
  for (const Theme& theme : computed_themes())
    if (theme.name == name) return theme;
  throw std::runtime_error("no such theme");
}

// A study of two communes in one département, nothing else known of them.
struct Given {
  LevelFigures wide = communes(2);
  std::map<Level, LevelFigures> levels{{Level::commune, wide},
                                       {Level::departement, level(zones_of(Level::departement, 1, "D"))}};
  std::map<Level, Crosswalk> to{{Level::departement, all_to_one(wide)}};
  PerZone<CommuneIndex, WideIndex> wide_of{WideIndex{0}, WideIndex{1}};
  QpvOverlay overlay;

  [[nodiscard]] ThemeInputs inputs() const {
    return {.levels = levels,
            .communes = wide,
            .wide_of = wide_of,
            .to = to,
            .overlay = overlay,
            .ctg = std::nullopt,
            .childcare_target = std::nullopt,
            .reference = [](auto, const auto&, const auto&) { return std::nullopt; }};
  }
};

}  // namespace

TEST_CASE("every computed theme is a record with a name of its own, a title and a layer") {
  std::set<std::string_view> names;
  for (const Theme& theme : computed_themes()) {
    CHECK(names.insert(theme.name).second);
    CHECK(!theme.title.empty());
    CHECK(theme.layer != nullptr);
    CHECK(is_computed(theme.name));
  }
  CHECK_FALSE(is_computed("indicators"));
}

TEST_CASE("a theme is given at the levels that have one of the figures that it needs") {
  Given given;
  CHECK(is_given(computed("territory"), given.inputs(), Level::commune));
  for (const std::string_view name : {"ctg", "childcare", "poverty", "priority"})
    CHECK_FALSE(is_given(computed(name), given.inputs(), Level::commune));

  give(given.levels.at(Level::departement), "places_total", {3});
  CHECK(is_given(computed("childcare"), given.inputs(), Level::departement));
  CHECK_FALSE(is_given(computed("childcare"), given.inputs(), Level::commune));
}

TEST_CASE("a status of the communes gives its theme at every level: categories are not carried") {
  Given given;
  Category frr({.code = "frr", .label = "FRR"}, {"frr", "not_classified"}, 2);
  frr.set(0, "frr");
  frr.set(1, "not_classified");
  given.wide.categories.emplace("frr", frr);
  for (const Level& level : {Level::commune, Level::departement})
    CHECK(is_given(computed("priority"), given.inputs(), level));
  Diagnostics diagnostics;
  const Theme& priority = computed("priority");
  const auto layer = priority.layer(priority, given.inputs(), Level::departement, diagnostics);
  REQUIRE(layer);
  CHECK(layer->name() == "priority_departement");
  CHECK(layer->zoning == given.to.at(Level::departement).to());
}
