#include "maillage/zoning/suggestions.hpp"

#include <catch2/catch.hpp>

#include "zoning/history_fixture.hpp"

using namespace maillage;
using test::day;
using test::event;

TEST_CASE("codes that are no commune say what they are") {
  Diagnostics diagnostics;
  const CommuneHistory history(
      {
          event(32, "2019-01-01", "17347", "17347", "", "Saint-Pierre"),
          event(32, "2019-01-01", "17300", "17347", "", "Saint-Pierre"),
          event(50, "2024-03-04", "17400", "17401", "Tonnay", "Tonnay"),
          event(30, "2007-02-23", "97123", ""),
      },
      diagnostics);
  REQUIRE(diagnostics.items.empty());
  const ZoningRef zoning = make_zoning(Level::commune, day("2020-01-01"), "COG 2020",
                                       {{"01001", "L'Abergement"},
                                        {"17347", "Saint-Pierre"},
                                        {"17400", "Tonnay"},
                                        {"2A004", "Ajaccio"},
                                        {"75056", "Paris"}});
  const auto says = [&](std::string_view code) {
    return text_of(suggest(code, {*zoning, &history}), Lang::en);
  };

  CHECK(says("") == "no code");
  CHECK(says("  ") == "no code");
  CHECK(says("XX") == "placeholder of the source for what is not located");
  CHECK(says("1001") == "lost its leading zero: 01001 L'Abergement");
  CHECK(says("1001.0") == "written otherwise: 01001 L'Abergement");
  CHECK(says("2a004") == "written otherwise: 2A004 Ajaccio");
  CHECK(says("17 347") == "written otherwise: 17347 Saint-Pierre");
  CHECK(says("17300") == "merged into 17347 Saint-Pierre on 2019-01-01");
  CHECK(says("17401") == "a commune since 2024-03-04 only, before that in 17400 Tonnay");
  CHECK(says("75108") == "district (arrondissement municipal) of 75056 Paris");
  CHECK(says("97502") == "collectivity of outre-mer: Saint-Pierre-et-Miquelon");
  CHECK(says("98818") == "collectivity of outre-mer: Nouvelle-Calédonie");
  CHECK(says("97123") == "no commune of the départements since 2007-02-23");
  CHECK(says("99131") == "foreign country");
  CHECK(says("QP017001") == "code of a QPV, not of this level");
  CHECK(says("241700434") == "SIREN of an EPCI or another public body, not a commune code");
  CHECK(says("173470101") == "IRIS code: its commune is 17347");
  CHECK(says("62041") == "code of département 62, of which the zoning has no commune");
  CHECK(says("17") == "too short for a commune: département or region code?");
  CHECK(says("17999").empty());
}

TEST_CASE("codes that are no EPCI say what they are") {
  const ZoningRef zoning =
      make_zoning(Level::epci, day("2025-01-01"), "DGCL 2025", {{"200036275", "CA Royan"}});
  const auto says = [&](std::string_view code) {
    return text_of(suggest(code, {*zoning, nullptr}), Lang::en);
  };
  CHECK(says("ZZZZZZZZZ") == "placeholder of the source for communes without EPCI");
  CHECK(says("XX") == "placeholder of the source for what is not located");
  CHECK(says("200036275.0") == "written otherwise: 200036275 CA Royan");
  CHECK(says("17347") == "code of a commune, not the SIREN of an EPCI");
  CHECK(says("241700434") ==
        "no EPCI of DGCL 2025: dissolved, merged or created since, or of another territory");
}
