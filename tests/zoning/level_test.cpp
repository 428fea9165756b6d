#include "maillage/zoning/level.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace maillage;

TEST_CASE("levels are those of one code, and are written in one order") {
  const Level bassin{"bassin", "bassin d'animation", "bassins d'animation"};
  CHECK(bassin == Level{"bassin", "another name", ""});
  CHECK(bassin != Level::custom);
  std::vector<Level> levels{bassin,         Level::nation, Level::custom, Level{"arrondissement", "", ""},
                            Level::commune, Level::epci};
  std::ranges::sort(levels);
  CHECK(codes_of(levels) ==
        std::vector<std::string>{"commune", "epci", "nation", "custom", "arrondissement", "bassin"});
}

TEST_CASE("levels are found by their code, and IRIS, QPV and grids are none that communes add up to") {
  CHECK(find_level(named_levels(), "region") == Level::region);
  CHECK(!find_level(named_levels(), "Region"));
  const std::vector<Level> kept = levels_of_communes(named_levels());
  CHECK(kept.front() == Level::commune);
  CHECK(kept.size() == named_levels().size() - 3);
  CHECK(!find_level(kept, "iris"));
  CHECK(!find_level(kept, "qpv"));
  CHECK(!find_level(kept, "grid"));
}

TEST_CASE("zones are called by the word that a reader expects of so many") {
  CHECK(level_word(Level::departement, 1, Lang::fr) == "département");
  CHECK(level_word(Level::departement, 0, Lang::fr) == "département");
  CHECK(level_word(Level::departement, 2, Lang::fr) == "départements");
  CHECK(level_word(Level::nation, 0, Lang::en) == "countries");
  CHECK(level_word(Level::nation, 1, Lang::en) == "country");
  CHECK(level_word({"bassin", "bassin de vie", "bassins de vie"}, 2, Lang::en) == "bassins de vie");
}
