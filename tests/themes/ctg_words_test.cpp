#include "maillage/themes/ctg/words.hpp"

#include <catch2/catch.hpp>

#include "themes/ctg_helpers.hpp"

#include <algorithm>

using namespace maillage;

namespace {

// Thin spaces written as "_", so that expectations can be read.
std::string plain(std::string text) {
  for (std::size_t at = text.find("\u202f"); at != std::string::npos; at = text.find("\u202f", at)) {
    text.replace(at, std::string_view("\u202f").size(), "_");
  }
  return text;
}

std::string share(double low, double high, Lang lang = Lang::fr) {
  return plain(share_text(known(low, {low, high}, {}), lang));
}

const Term running = dated(period("2020-01-01", "2030-12-31"));

std::string sentence(const TestField& test, const Register& reg, const CtgSentenceOptions& options = {},
                     CtgDefinition definition = CtgDefinition::territory) {
  return plain(ctg_sentence(test.field, ask(test, reg, "2023-12-31", definition), options));
}

// `communes` communes of 10 inhabitants, in EPCI of two communes each.
std::vector<TestCommune> pairs(int communes) {
  std::vector<TestCommune> list;
  for (int i = 0; i < communes; ++i) {
    list.push_back({"17" + std::to_string(100 + i), 10, "2000001" + std::to_string(10 + i / 2)});
  }
  return list;
}

Register covering(int epci) {
  if (epci == 0) return complete_register({});
  std::vector<Party> parties;
  for (int i = 0; i < epci; ++i) parties.push_back(party_of("2000001" + std::to_string(10 + i)));
  return complete_register({agreement_of("a", running, parties)});
}

}  // namespace

TEST_CASE("shares are rounded to the nearest tenth") {
  CHECK(share(100.0 * 11 / 12, 100.0 * 11 / 12) == "91,7_%");
  CHECK(share(96, 96) == "96,0_%");
  CHECK(share(12.25, 12.25) == "12,3_%");
  CHECK(share(12.35, 12.35) == "12,4_%");
  CHECK(share(91.7, 91.7, Lang::en) == "91.7%");
}

TEST_CASE("shares never reach a frontier that they do not reach") {
  CHECK(share(100, 100) == "100_%");
  CHECK(share(0, 0) == "0_%");
  CHECK(share(99.96, 99.96) == "plus de 99,9_%");
  CHECK(share(99.9999, 99.9999) == "plus de 99,9_%");
  CHECK(share(99.94, 99.94) == "99,9_%");
  CHECK(share(0.04, 0.04) == "moins de 0,1_%");
  CHECK(share(0.05, 0.05) == "0,1_%");
  CHECK(share(99.96, 99.96, Lang::en) == "more than 99.9%");
}

TEST_CASE("unknown shares are told by their bounds") {
  CHECK(share(91.2, 96) == "entre 91,2_% et 96,0_%");
  CHECK(share(91.21, 91.23) == "entre 91,2_% et 91,3_%");
  CHECK(share(91.26, 100) == "au moins 91,2_%");
  CHECK(share(0, 95.91) == "au plus 96,0_%");
  CHECK(share(0, 99.97) == "moins de 100_%");
  CHECK(share(0.03, 100) == "une part non nulle");
  CHECK(share(0, 100) == "une part inconnue");
  CHECK(share(0.03, 40) == "entre plus de 0_% et 40,0_%");
  CHECK(share(40, 99.97) == "entre 40,0_% et moins de 100_%");
  CHECK(share(91.2, 96, Lang::en) == "between 91.2% and 96.0%");
  CHECK(plain(share_text(missing(Presence::not_applicable), Lang::fr)) == "sans objet");
}

TEST_CASE("the sentence: some covered") {
  const TestField test(pairs(6));
  CHECK(sentence(test, covering(2)) ==
        "Au 31/12/2023, 2 des 3 EPCI (66,7_%) et 66,7_% des habitants sont couverts par une Ctg_; 1 EPCI ne "
        "l'est pas_: EPCI 200000112_; 2 communes ne le sont "
        "pas_: Commune 17104 et Commune 17105.");
  CHECK(sentence(test, covering(1)) ==
        "Au 31/12/2023, 1 des 3 EPCI (33,3_%) et 33,3_% des habitants sont couverts par une Ctg_; 2 EPCI ne "
        "le sont pas_: EPCI 200000111 et EPCI 200000112_; 4 communes ne le sont "
        "pas_: Commune 17102, Commune 17103, Commune 17104 et Commune 17105.");
  CHECK(sentence(test, covering(2), {.lang = Lang::en}) ==
        "On 2023-12-31, 2 of the 3 EPCI (66.7%) and 66.7% of inhabitants are covered by a Ctg; 1 EPCI is "
        "not: EPCI 200000112; 2 communes are not: "
        "Commune 17104 and Commune 17105.");
}

TEST_CASE("the sentence: one commune is not") {
  const TestField test(pairs(5));
  CHECK(sentence(test, covering(2)) ==
        "Au 31/12/2023, 2 des 3 EPCI (66,7_%) et 80,0_% des habitants sont couverts par une Ctg_; 1 EPCI ne "
        "l'est pas_: EPCI 200000112_; 1 commune ne l'est "
        "pas_: Commune 17104.");
}

TEST_CASE("the sentence: all, none, only one") {
  CHECK(sentence(TestField(pairs(6)), covering(3)) ==
        "Au 31/12/2023, les 3 EPCI et tous les habitants sont couverts par une Ctg_; les 6 communes le sont "
        "toutes.");
  CHECK(sentence(TestField(pairs(6)), covering(0)) ==
        "Au 31/12/2023, aucun des 3 EPCI ni aucun habitant n'est couvert par une Ctg_; aucune des 6 communes "
        "ne l'est.");
  CHECK(sentence(TestField(pairs(1)), covering(1)) ==
        "Au 31/12/2023, l'unique EPCI et tous les habitants sont couverts par une Ctg_; l'unique commune "
        "l'est.");
  CHECK(
      sentence(TestField(pairs(1)), covering(0)) ==
      "Au 31/12/2023, l'unique EPCI n'est pas couvert par une Ctg_; 1 commune ne l'est pas_: Commune 17100.");
  CHECK(sentence(TestField({}), covering(0)) == "Au 31/12/2023, le territoire n'a aucune commune.");
  CHECK(
      sentence(TestField(pairs(6)), covering(0), {.lang = Lang::en}) ==
      "On 2023-12-31, none of the 3 EPCI and no inhabitant is covered by a Ctg; none of the 6 communes is.");
}

TEST_CASE("the sentence: agreements of communes, EPCI in part") {
  const Register reg = complete_register({agreement_of("a", running, {party_of("17100")})});
  CHECK(sentence(TestField(pairs(2)), reg) ==
        "Au 31/12/2023, l'unique EPCI n'est pas couvert par une Ctg, mais 50,0_% des habitants le sont_; 1 "
        "commune ne "
        "l'est pas_: Commune 17101. 1 EPCI n'est couvert qu'en partie_: EPCI 200000110.");
}

TEST_CASE("the sentence: what nobody can tell is told by bounds") {
  const TestField test(pairs(6));
  Register reg = covering(1);
  reg.agreements.push_back(agreement_of("b", undated(), {party_of("200000111")}));
  CHECK(sentence(test, reg) ==
        "Au 31/12/2023, de 1 à 2 des 3 EPCI (entre 33,3_% et 66,7_%) et entre 33,3_% et 66,7_% des habitants "
        "sont couverts "
        "par une Ctg_; 1 EPCI ne l'est pas_: EPCI 200000112_; 2 communes ne le sont pas_: Commune 17104 et "
        "Commune 17105_; pour 2 communes, on ne "
        "peut pas le "
        "dire_: Commune 17102 et Commune 17103.");
  reg.completeness = {};
  CHECK(sentence(test, reg) ==
        "Au 31/12/2023, au moins 1 des 3 EPCI (33,3_%) et au moins 33,3_% des habitants sont couverts "
        "par une Ctg_; "
        "pour 4 communes, on ne peut pas le dire_: Commune 17102, Commune 17103, Commune 17104 et Commune "
        "17105.");
}

TEST_CASE("the sentence: a register that is complete nowhere says what it does not know") {
  CHECK(sentence(TestField(pairs(2)), {}) ==
        "Au 31/12/2023, peut-être l'unique EPCI et une part inconnue des habitants sont couverts par une "
        "Ctg_; pour 2 "
        "communes, on ne peut pas le dire_: Commune 17100 et Commune 17101.");
  CHECK(sentence(TestField(pairs(6)), {})
            .starts_with("Au 31/12/2023, un nombre inconnu des 3 EPCI et une part inconnue des"));
  Register at_most = complete_register({agreement_of("b", undated(), {party_of("200000111")})});
  CHECK(sentence(TestField(pairs(6)), at_most)
            .starts_with("Au 31/12/2023, au plus 1 des 3 EPCI (33,4_%) et au plus 33,4_% des habitants sont "
                         "couverts par une Ctg_; 2 EPCI ne le sont pas_: EPCI 200000110 et EPCI "
                         "200000112_; 4 communes"));
}

TEST_CASE("the sentence: what bounds a count is rounded away from it") {
  const TestField test(pairs(26));
  const auto begins = [&](int covered, int unknown, Lang lang) {
    Register reg = covering(covered);
    std::vector<Party> parties;
    for (int i = covered; i < covered + unknown; ++i)
      parties.push_back(party_of("2000001" + std::to_string(10 + i)));
    if (unknown > 0) reg.agreements.push_back(agreement_of("b", undated(), parties));
    return sentence(test, reg, {.lang = lang});
  };
  CHECK(begins(0, 12, Lang::fr)
            .starts_with("Au 31/12/2023, au plus 12 des 13 EPCI (92,4_%) et au plus 92,4_%"));
  CHECK(begins(0, 12, Lang::en)
            .starts_with("On 2023-12-31, at most 12 of the 13 EPCI (92.4%) and at most 92.4%"));
  CHECK(begins(2, 11, Lang::fr)
            .starts_with("Au 31/12/2023, au moins 2 des 13 EPCI (15,3_%) et au moins 15,3_%"));
  CHECK(begins(2, 11, Lang::en)
            .starts_with("On 2023-12-31, at least 2 of the 13 EPCI (15.3%) and at least 15.3%"));
  CHECK(begins(2, 10, Lang::fr).starts_with("Au 31/12/2023, de 2 à 12 des 13 EPCI (entre 15,3_% et 92,4_%)"));
  CHECK(begins(12, 0, Lang::fr).starts_with("Au 31/12/2023, 12 des 13 EPCI (92,3_%) et 92,3_%"));
}

TEST_CASE("the sentence: a bound never reaches a frontier that the count does not") {
  std::vector<TestCommune> communes;
  for (int i = 0; i < 2000; ++i)
    communes.push_back({std::to_string(10000 + i), 10, std::to_string(200000000 + i)});
  const TestField test(communes);
  Register one = complete_register({agreement_of("a", running, {party_of("200000000")})});
  one.completeness = {};
  CHECK(sentence(test, one).starts_with("Au 31/12/2023, au moins 1 des 2_000 EPCI (plus de 0_%)"));
}

TEST_CASE("the sentence: long lists end in a count, never in \"et 1 autre\"") {
  const TestField test(pairs(14));
  const std::string text = sentence(test, covering(1), {.most_names = 3});
  CHECK(text.ends_with(
      "12 communes ne le sont pas_: Commune 17102, Commune 17103, Commune 17104 et 9 autres."));
  CHECK(sentence(test, covering(5), {.most_names = 3})
            .ends_with("Commune 17110, Commune 17111, Commune 17112 et Commune 17113."));
}

TEST_CASE("the sentence: what expires soon, what is presumed, definition B, another contract") {
  const TestField test(pairs(2));
  const Register reg = complete_register({agreement_of(
      "a", dated(period("2020-01-01", "2024-06-30"), Mark::presumed), {party_of("200000110")})});
  CHECK(sentence(test, reg, {.by = "un contrat Petites villes de demain"}) ==
        "Au 31/12/2023, l'unique EPCI et tous les habitants sont couverts par un contrat Petites villes de "
        "demain_; les 2 "
        "communes le sont toutes. Pour 2 communes, la couverture s'achève dans les 12 mois. Pour 2 communes, "
        "la date de fin "
        "est présumée.");
  CHECK(
      sentence(test, reg, {}, CtgDefinition::party) ==
      "Au 31/12/2023, aucun habitant n'est couvert par une Ctg (définition B_: commune elle-même engagée)_; "
      "aucune des 2 communes ne l'est. EPCI eux-mêmes engagés_: 1 sur 1.");
}

TEST_CASE("a territory without known population is told by EPCI, or by communes") {
  TestField test(pairs(6));
  test.field.population = nullptr;
  CHECK(sentence(test, covering(1))
            .starts_with("Au 31/12/2023, 1 des 3 EPCI (33,3_%) est couvert par une Ctg_;"));
  test.field.counted_epci.clear();
  CHECK(sentence(test, covering(1))
            .starts_with("Au 31/12/2023, 2 des 6 communes (33,3_%) sont couvertes par une Ctg_;"));
  Register open = covering(1);
  open.completeness = {};
  CHECK(sentence(test, open)
            .starts_with("Au 31/12/2023, au moins 2 des 6 communes (33,3_%) sont couvertes par une Ctg_;"));
}

TEST_CASE("reasons say their day") {
  CtgSituation ended;
  ended.last_end = day("2022-12-31");
  CHECK(reason_text(CtgReason::expired_since, ended, {}, Lang::fr) ==
        "convention expirée depuis le 31/12/2022");
  CHECK(reason_text(CtgReason::expired_since, ended, {}, Lang::en) == "agreement expired since 2022-12-31");
  ended.next_start = day("2024-01-01");
  CHECK(reason_text(CtgReason::expired_since, ended, {}, Lang::fr) ==
        "convention expirée depuis le 31/12/2022, reprise le 01/01/2024");
  CHECK(reason_text(CtgReason::not_yet_in_force, ended, {}, Lang::fr) ==
        "convention en vigueur à partir du 01/01/2024 seulement");
  for (std::size_t reason = 0; reason < ctg_reason_count; ++reason) {
    CHECK_FALSE(reason_label(static_cast<CtgReason>(reason), Lang::fr).empty());
    CHECK_FALSE(reason_label(static_cast<CtgReason>(reason), Lang::en).empty());
  }
}

TEST_CASE("a day that the register does not state is never told as if it did") {
  const TestField test(pairs(2));
  const auto reason_on = [&](const Term& term, std::string_view at, Lang lang) {
    const Register reg = complete_register({agreement_of("a", term, {party_of("200000110")})});
    const CtgCommune commune = ask(test, reg, at).communes.at(0);
    return reason_text(commune.reason, commune, reg, lang);
  };
  const Term presumed{period("2020-01-01", "2023-12-31"), period("2020-01-01", "2024-12-31"), Mark::presumed};
  CHECK(reason_on(presumed, "2024-06-30", Lang::fr) ==
        "fin de la convention inconnue (présumée le 31/12/2024 au plus tard)");
  CHECK(reason_on(presumed, "2024-06-30", Lang::en) ==
        "end of the agreement unknown (presumed by 2024-12-31)");
  CHECK(reason_on(presumed, "2025-01-01", Lang::fr) ==
        "convention expirée (fin présumée le 31/12/2024 au plus tard)");
  CHECK(reason_on(presumed, "2025-01-01", Lang::en) == "agreement expired (presumed end by 2024-12-31)");

  Term over = undated(period("2020-01-01", "2023-12-31"));
  CHECK(reason_on(over, "2022-06-30", Lang::fr) == "dates de la convention inconnues");
  over.marks = Mark::censored;
  CHECK(reason_on(over, "2022-06-30", Lang::fr) ==
        "fin de la convention inconnue (le 31/12/2023 au plus tard)");
  CHECK(reason_on(over, "2022-06-30", Lang::en) == "end of the agreement unknown (by 2023-12-31)");
  CHECK(reason_on(over, "2024-01-01", Lang::fr) == "convention expirée le 31/12/2023 au plus tard");
  CHECK(reason_on(over, "2024-01-01", Lang::en) == "agreement expired by 2023-12-31");
}

TEST_CASE("notes say the definition, the policy, the population, and why some are unknown") {
  const TestField test(pairs(6));
  Register reg = covering(1);
  reg.completeness = {};
  const std::vector<std::string> notes = ctg_notes(test.field, ask(test, reg, "2023-12-31"), Lang::fr);
  const auto holds = [&](std::string_view text) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return plain(note) == text; });
  };
  CHECK(holds("Situation au 31/12/2023."));
  CHECK(holds("EPCI comptés_: 3 (règle «_seat_»)."));
  CHECK(holds("Habitants_: population municipale 2020."));
  CHECK(holds("Communes dont on ne peut rien dire_: registre incomplet ici (4)."));
}

TEST_CASE("the README's 12 of 13: to the nearest when exact, outward when it is a bound") {
  const double rate = 100 * 12 / 13.0;
  CHECK(share_text(known(rate), Lang::fr) == "92,3\u202f%");
  CHECK(share_text(known(0, {0, rate}, Mark::partial), Lang::fr) == "au plus 92,4\u202f%");
  CHECK(share_text(known(rate, {rate, 100}, Mark::partial), Lang::fr) == "au moins 92,3\u202f%");
}
