#include "maillage/register/members.hpp"

#include <catch2/catch.hpp>

using namespace maillage;
using Members = std::vector<Member>;

TEST_CASE("members are names with a code in brackets") {
  CHECK(parse_members("Aytré (17028); La Rochelle (17300)") ==
        Members{{"Aytré", "17028"}, {"La Rochelle", "17300"}});
  CHECK(parse_members("").empty());
  CHECK(parse_members(" ; ;").empty());
}

TEST_CASE("irregular blanks change nothing") {
  const Members expected{{"Aytré", "17028"}, {"La Rochelle", "17300"}};
  CHECK(parse_members("  Aytré(17028) ;La Rochelle   ( 17300 );") == expected);
  CHECK(parse_members("Aytré\u00a0(17028)\u202f;\u00a0La Rochelle (17300)") == expected);
  CHECK(parse_members("Aytré (17028)\r\nLa Rochelle\t(17300)\n") == expected);
}

TEST_CASE("brackets inside a name belong to the name") {
  CHECK(parse_members("Château-Chinon (Ville) (58062)") == Members{{"Château-Chinon (Ville)", "58062"}});
  CHECK(parse_members("CA de l'Albigeois (C2A) (248100737)") ==
        Members{{"CA de l'Albigeois (C2A)", "248100737"}});
  CHECK(parse_members("CA de Béthune-Bruay, Artois-Lys Romane (200072460)") ==
        Members{{"CA de Béthune-Bruay, Artois-Lys Romane", "200072460"}});
}

TEST_CASE("members separated by commas are not lost") {
  CHECK(parse_members("Aytré (17028), La Rochelle (17300)") ==
        Members{{"Aytré", "17028"}, {"La Rochelle", "17300"}});
  CHECK(parse_members("Ajaccio (2A004) Bastia (2B033)") ==
        Members{{"Ajaccio", "2A004"}, {"Bastia", "2B033"}});
}

TEST_CASE("bare codes are members") {
  const Members expected{{"", "17028"}, {"", "17300"}};
  CHECK(parse_members("17028;17300") == expected);
  CHECK(parse_members("17028, 17300") == expected);
  CHECK(parse_members("17028  17300") == expected);
}

TEST_CASE("a text without a code comes back without a code, never dropped") {
  CHECK(parse_members("La Rochelle") == Members{{"La Rochelle", ""}});
  CHECK(parse_members("La Rochelle (CARO); Aytré (17028)") ==
        Members{{"La Rochelle (CARO)", ""}, {"Aytré", "17028"}});
  CHECK(parse_members("Aytré (17028) et Périgny") == Members{{"Aytré", "17028"}, {"et Périgny", ""}});
  CHECK(parse_members("Lezoux – Thiers (ti-8408)") == Members{{"Lezoux – Thiers", "ti-8408"}});
  CHECK(parse_members("Aytré (17028") == Members{{"Aytré (17028", ""}});
}
