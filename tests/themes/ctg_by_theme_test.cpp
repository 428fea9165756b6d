#include "maillage/themes/ctg/by_theme.hpp"

#include <catch2/catch.hpp>

#include "maillage/formats/ctg_data.hpp"
#include "themes/ctg_helpers.hpp"

using namespace maillage;

namespace {

Party party_for(std::string_view code, std::vector<std::string> themes) {
  Party party = party_of(code);
  party.themes = std::move(themes);
  return party;
}

const Term years = dated(period("2020-01-01", "2024-12-31"));

std::vector<TestCommune> three() {
  return {{"17001", 500, std::string(epci_a)},
          {"17002", 300, std::string(epci_b)},
          {"17003", 200, std::string(epci_c)}};
}

CtgAnswer asked_for(const TestField& test, const Register& reg, std::string_view theme) {
  const CtgTheme* found = find_ctg_theme(ctg_themes(), theme);
  REQUIRE(found != nullptr);
  return with_theme_reasons(ask(test, for_theme(reg, *found, ctg_themes()), "2023-12-31"),
                            ask(test, reg, "2023-12-31"));
}

}  // namespace

TEST_CASE("a party is bound for the themes that it lists, else for those of its agreement") {
  const TestField test(three());
  const Register reg = complete_register(
      {agreement_of("a", years, {party_for(epci_a, {"Jeunesse", "logement"}), party_of("17002")}),
       agreement_of("b", years, {party_for(epci_c, {"petite enfance"})})});
  const CtgAnswer youth = asked_for(test, reg, "jeunesse");
  CHECK(commune_in(test, youth, "17001").status == CtgStatus::covered);
  CHECK(commune_in(test, youth, "17002").status == CtgStatus::covered);
  CHECK(commune_in(test, youth, "17003").status == CtgStatus::not_covered);
  CHECK(commune_in(test, youth, "17003").reason == CtgReason::other_theme);
  CHECK(asked_for(test, reg, "petite enfance").tally.covered == 1);
}

TEST_CASE("an agreement that lists no theme, or one that is not understood, leaves it unknown") {
  const TestField test(three());
  const Register reg =
      complete_register({agreement_of("a", years, {party_of(epci_a)}),
                         agreement_of("b", years, {party_for(epci_b, {"jeunese"})}),
                         agreement_of("c", years, {party_for(epci_c, {"jeunese", "jeunesse"})})});
  const CtgAnswer youth = asked_for(test, reg, "youth");
  CHECK(commune_in(test, youth, "17001").status == CtgStatus::unknown);
  CHECK(commune_in(test, youth, "17001").reason == CtgReason::theme_unknown);
  CHECK(commune_in(test, youth, "17002").status == CtgStatus::unknown);
  CHECK(commune_in(test, youth, "17003").status == CtgStatus::covered);
  Diagnostics diagnostics;
  check_themes(reg, ctg_themes(), diagnostics);
  REQUIRE(diagnostics.items.size() == 2);
  CHECK(diagnostics.items[0].code == "theme-unknown");
  CHECK(diagnostics.items[1].code == "theme-not-stated");
}

TEST_CASE("themes are known by code, label and word, whatever accents and case") {
  CHECK(find_ctg_theme(ctg_themes(), "PARENTALITE")->code == "parentalite");
  CHECK(find_ctg_theme(ctg_themes(), "petite_enfance")->code == "petite_enfance");
  CHECK(find_ctg_theme(ctg_themes(), "Accès aux droits")->code == "acces_droits");
  CHECK(find_ctg_theme(ctg_themes(), "") == nullptr);
}
