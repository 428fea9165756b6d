// The movements file of Insee and the lists that depend on it, as published. Needs MAILLAGE_REAL_DATA.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "maillage/zoning/passage.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "zoning/history_fixture.hpp"

using namespace maillage;
using test::day;

namespace {

struct Real {
  CommuneHistory history;
  std::vector<std::string> now;
};

// Read once: the same file serves all the tests.
const Real* real() {
  static const std::optional<Real> data = []() -> std::optional<Real> {
    const auto folder = test::real_data();
    if (!folder) return std::nullopt;
    Diagnostics diagnostics;
    Real loaded{CommuneHistory(test::real_events(*folder), diagnostics), test::real_communes_now(*folder)};
    if (!diagnostics.items.empty()) throw std::runtime_error(to_text(diagnostics.items.front(), Lang::en));
    return loaded;
  }();
  if (!data) WARN("skipped: MAILLAGE_REAL_DATA not set");
  return data ? &*data : nullptr;
}

std::vector<std::string> of_departement(const std::vector<std::string>& codes, std::string_view departement) {
  std::vector<std::string> result;
  std::ranges::copy_if(codes, std::back_inserter(result),
                       [&](const std::string& code) { return departement_of(code) == departement; });
  return result;
}

std::size_t communes_in(const Real& data, std::string_view departement, std::string_view at) {
  return of_departement(communes_on(day(at), data.history, data.now), departement).size();
}

std::vector<std::string> communes_at(const Real& data, std::string_view at) {
  return communes_on(day(at), data.history, data.now);
}

}  // namespace

TEST_CASE("the history of 1943 to 2026 leads to the communes of 2026", "[real]") {
  const Real* const data = real();
  if (data == nullptr) return;
  std::vector<std::string> now = data->now;
  std::ranges::sort(now);
  CHECK(now.size() == 34875);
  CHECK(communes_at(*data, "2026-01-01") == now);
  CHECK(communes_at(*data, "2018-01-01").size() == 35357);
  CHECK(communes_at(*data, "2021-01-01").size() == 34965);
}

TEST_CASE("communes of Pas-de-Calais over the years", "[real]") {
  const Real* const data = real();
  if (data == nullptr) return;
  const std::map<std::string, std::size_t> expected{
      {"2015-01-01", 895}, {"2016-01-01", 893}, {"2016-08-31", 893}, {"2016-09-01", 892},
      {"2017-01-01", 891}, {"2018-12-31", 891}, {"2019-01-01", 890}, {"2024-12-31", 890},
      {"2025-01-01", 887}, {"2026-01-01", 887}};
  for (const auto& [at, communes] : expected) {
    INFO(at);
    CHECK(communes_in(*data, "62", at) == communes);
  }
  CHECK(communes_in(*data, "59", "2026-01-01") == 647);
  CHECK(communes_in(*data, "66", "2026-01-01") == 226);
  CHECK(communes_in(*data, "17", "2026-01-01") == 462);
}

TEST_CASE("2018 boundaries meet the codes of 2026", "[real]") {
  const Real* const data = real();
  if (data == nullptr) return;
  Diagnostics diagnostics;
  const ZoningRef then = test::communes("2018-01-01", communes_at(*data, "2018-01-01"));
  const ZoningRef now = test::communes("2026-01-01", data->now);
  const Passage passage = forward(data->history, then, now, diagnostics);
  CHECK(diagnostics.items.empty());

  std::size_t gone = 0;
  for (std::size_t zone = 0; zone < then->size(); ++zone) {
    const auto parts = passage.crosswalk.parts(zone);
    REQUIRE(parts.size() == 1);
    REQUIRE(parts[0].target != outside);
    if (now->find(then->code(zone))) continue;
    ++gone;
    const auto heir = successor(data->history, then->code(zone), then->at(), now->at());
    REQUIRE(heir);
    CHECK(heir->whole);
    CHECK(heir->code == now->code(parts[0].target));
    CHECK(heir->day > then->at());
  }
  CHECK(gone == 493);

  std::set<std::string> fresh, known_shape;
  for (std::size_t zone = 0; zone < now->size(); ++zone) {
    if (then->find(now->code(zone))) continue;
    fresh.insert(now->code(zone));
    if (passage.cover[zone] == whole_cover) known_shape.insert(now->code(zone));
  }
  CHECK(fresh.size() == 11);
  CHECK(known_shape == std::set<std::string>{"12218", "14581", "49126", "69114"});
  std::map<std::string, std::string> parents;
  for (const Reestablished& commune : passage.reestablished) parents[commune.code] = commune.parent;
  CHECK(parents == std::map<std::string, std::string>{{"14666", "14712"},
                                                      {"15031", "15141"},
                                                      {"15035", "15141"},
                                                      {"15047", "15141"},
                                                      {"15171", "15141"},
                                                      {"85165", "85084"},
                                                      {"85212", "85084"}});
  CHECK(std::ranges::count(passage.cover, whole_cover) == 34865);
  std::set<std::string> cut;
  for (std::size_t zone = 0; zone < now->size(); ++zone) {
    if ((passage.cover[zone].more || passage.cover[zone].less) && !parents.contains(now->code(zone)))
      cut.insert(now->code(zone));
  }
  CHECK(cut == std::set<std::string>{"14712", "15141", "85084"});

  // Merged in 2019, apart again since 2024: each keeps its own.
  const auto villotran = passage.crosswalk.parts(*then->find("60694"));
  CHECK(now->code(villotran[0].target) == "60694");
  CHECK(passage.cover[*now->find("60054")] == whole_cover);
}

TEST_CASE("the codes of COG 2021 that are gone in 2026 all have a successor", "[real]") {
  const Real* const data = real();
  if (data == nullptr) return;
  const std::set<std::string> now(data->now.begin(), data->now.end());
  std::size_t dead = 0;
  for (const std::string& code : communes_at(*data, "2021-01-01")) {
    if (now.contains(code)) continue;
    const auto heir = successor(data->history, code, day("2021-01-01"), day("2026-01-01"));
    ++dead;
    REQUIRE(heir);
    CHECK(heir->whole);
  }
  CHECK(dead == 102);  // also counted in the ZRR list of COG 2021
}

TEST_CASE("vintages are told from codes, for a département too", "[real]") {
  const Real* const data = real();
  if (data == nullptr) return;
  const auto guess = [&](std::string_view at, std::string_view departement) {
    const auto codes = communes_at(*data, at);
    return detect_vintage(departement.empty() ? codes : of_departement(codes, departement), data->history,
                          data->now);
  };
  const VintageGuess national = guess("2021-06-01", "");
  REQUIRE(national.days.size() == 1);
  CHECK(national.days[0].holds(day("2021-06-01")));
  CHECK(national.days[0].from == day("2021-01-01"));
  CHECK(national.days[0].until == day("2022-01-01"));
  CHECK(national.strangers.empty());
  CHECK(national.absent == 0);
  CHECK(national.communes == 34965);

  const VintageGuess pas_de_calais = guess("2018-01-01", "62");
  REQUIRE(pas_de_calais.days.size() == 1);
  CHECK(pas_de_calais.days[0] == Period{day("2017-01-01"), day("2019-01-01")});
  CHECK(pas_de_calais.communes == 891);
  CHECK(guess("2020-01-01", "62").days[0] == Period{day("2019-01-01"), day("2025-01-01")});
  CHECK(guess("2026-01-01", "62").days[0] == Period{day("2025-01-01"), no_end});

  auto mixed = of_departement(communes_at(*data, "2026-01-01"), "62");
  mixed.push_back("62999");
  mixed.push_back("TOTAL");
  const VintageGuess strangers = detect_vintage(mixed, data->history, data->now);
  CHECK(strangers.days[0].until == no_end);
  CHECK(strangers.strangers == std::vector<std::string>{"62999", "TOTAL"});
}

TEST_CASE("unmatched codes of real files are explained", "[real]") {
  const Real* const data = real();
  if (data == nullptr) return;
  const ZoningRef now = test::communes("2026-01-01", data->now);
  const SuggestionContext context{*now, &data->history};
  CHECK(text_of(suggest("49144", context), Lang::en) ==
        "is 44180 Vallons-de-l'Erdre since 2018-01-01 (change of département)");
  CHECK(text_of(suggest("97123", context), Lang::en) == "no commune of the départements since 2007-02-23");
  CHECK(text_of(suggest("1001", context), Lang::en) == "lost its leading zero: 01001 01001");
  const ZoningRef then = test::communes("2018-01-01", communes_at(*data, "2018-01-01"));
  CHECK(text_of(suggest("85165", {*then, &data->history}), Lang::en) ==
        "merged into 85084 Essarts en Bocage on 2016-01-01");
  CHECK(text_of(suggest("49126", {*then, &data->history}), Lang::en) ==
        "merged into 49069 Orée d'Anjou on 2015-12-15");
}
