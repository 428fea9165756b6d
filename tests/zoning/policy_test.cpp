#include "maillage/zoning/policy.hpp"

#include <catch2/catch.hpp>

#include "maillage/base/error.hpp"
#include "maillage/zoning/crosswalk.hpp"
#include "zoning/carry_cases.hpp"

#include <algorithm>

using namespace maillage;

namespace {

struct Row {
  std::string commune;
  std::string epci;  // empty: none
  double population;
};

// The département of a commune is the first two characters of its code.
struct Territory {
  EpciMembership membership;
  Measure population;

  Territory(const std::vector<Row>& rows, const std::vector<std::pair<std::string, std::string>>& seats) {
    std::vector<Zone> communes, epci;
    for (const Row& row : rows) communes.push_back({row.commune, row.commune});
    for (const auto& [code, seat] : seats) epci.push_back({code, "CC " + code});
    membership.communes = make_zoning(Level::commune, new_year(2026), "test", communes);
    membership.epci = make_zoning(Level::epci, new_year(2026), "test", epci);
    membership.epci_of_commune.assign(rows.size(), no_epci);
    membership.departement_of_commune.resize(rows.size());
    membership.seat_departement.resize(seats.size());
    population = Measure({.code = "population"}, Kind::count, rows.size());
    for (const Row& row : rows) {
      const std::size_t zone = *membership.communes->find(row.commune);
      if (!row.epci.empty())
        membership.epci_of_commune[zone_at<WideIndex>(zone)] =
            zone_at<EpciIndex>(*membership.epci->find(row.epci));
      membership.departement_of_commune[zone_at<WideIndex>(zone)] = row.commune.substr(0, 2);
      population.set(zone, row.population < 0 ? missing(Presence::no_match) : known(row.population));
    }
    for (const auto& [code, seat] : seats)
      membership.seat_departement[zone_at<EpciIndex>(*membership.epci->find(code))] = seat;
    membership.population = &population;
  }
  Territory(const Territory&) = delete;
  Territory& operator=(const Territory&) = delete;
};

using Chosen = std::vector<EpciIndex>;

// A is wholly in 62; B has its seat in 59 and most inhabitants in 62; D only touches 59.
const std::vector<Row> rows{{"59001", "B", 10}, {"59002", "D", 5},  {"62001", "A", 10},
                            {"62002", "B", 30}, {"62003", "B", 20}, {"62004", "", 99}};
const std::vector<std::pair<std::string, std::string>> seats{{"A", "62"}, {"B", "59"}, {"D", "59"}};

}  // namespace

TEST_CASE("the three policies on an EPCI across the border") {
  const Territory territory(rows, seats);
  Diagnostics diagnostics;
  const auto chosen = [&](const std::string& departement, EpciPolicy policy) {
    return epci_of_territory(territory.membership, {departement}, policy, diagnostics);
  };
  CHECK(chosen("62", EpciPolicy::seat).epci == Chosen{EpciIndex{0}});
  CHECK(chosen("62", EpciPolicy::seat).touching == Chosen{EpciIndex{1}});
  CHECK(chosen("62", EpciPolicy::any).epci == Chosen{EpciIndex{0}, EpciIndex{1}});
  CHECK(chosen("62", EpciPolicy::any).across == Chosen{EpciIndex{1}});
  CHECK(chosen("62", EpciPolicy::majority).epci == Chosen{EpciIndex{0}, EpciIndex{1}});
  CHECK(chosen("59", EpciPolicy::seat).epci == Chosen{EpciIndex{1}, EpciIndex{2}});
  CHECK(chosen("59", EpciPolicy::majority).epci == Chosen{EpciIndex{2}});
  CHECK(epci_of_territory(territory.membership, {"59", "62"}, EpciPolicy::majority, diagnostics)
            .across.empty());
  CHECK(diagnostics.items.empty());
  CHECK(chosen("62", EpciPolicy::seat).sentence ==
        "EPCI retenus\u202f: ceux dont le siège est dans le territoire (1 EPCI)\u202f; 1\u00a0autre a des "
        "communes dans "
        "le territoire sans en être\u202f: CC B.");
  CHECK(epci_of_territory(territory.membership, {"62"}, EpciPolicy::seat, diagnostics, Lang::en).sentence ==
        "EPCI counted: those whose seat is in the territory (1 EPCI); 1 other has communes in the territory "
        "without being counted: CC B.");
}

TEST_CASE("exactly half of the inhabitants: the seat decides") {
  const Territory territory({{"59001", "B", 10}, {"62001", "B", 10}}, {{"B", "59"}});
  Diagnostics diagnostics;
  CHECK(epci_of_territory(territory.membership, {"59"}, EpciPolicy::majority, diagnostics).epci ==
        Chosen{EpciIndex{0}});
  CHECK(epci_of_territory(territory.membership, {"62"}, EpciPolicy::majority, diagnostics).epci.empty());
  CHECK(diagnostics.items.empty());
}

TEST_CASE("no département has the majority: none counts it, a region may") {
  const Territory territory({{"35001", "R", 4}, {"44001", "R", 3}, {"56001", "R", 2}}, {{"R", "35"}});
  Diagnostics diagnostics;
  for (const std::string departement : {"35", "44", "56"})
    CHECK(epci_of_territory(territory.membership, {departement}, EpciPolicy::majority, diagnostics)
              .epci.empty());
  CHECK(epci_of_territory(territory.membership, {"35", "56"}, EpciPolicy::majority, diagnostics).epci ==
        Chosen{EpciIndex{0}});
}

TEST_CASE("an unknown seat falls back on inhabitants, then on communes, and is listed") {
  const Territory seatless({{"59001", "B", 10}, {"62001", "B", 3}, {"62002", "B", 3}}, {{"B", ""}});
  Diagnostics diagnostics;
  CHECK(epci_of_territory(seatless.membership, {"59"}, EpciPolicy::seat, diagnostics).epci ==
        Chosen{EpciIndex{0}});
  REQUIRE(diagnostics.has("epci-seat-unknown"));
  CHECK_FALSE(diagnostics.has("epci-population-unknown"));
  CHECK(diagnostics.items[0].zones == std::vector<std::string>{"B"});

  const Territory dark({{"59001", "B", -1}, {"62001", "B", 3}, {"62002", "B", 3}}, {{"B", ""}});
  CHECK(epci_of_territory(dark.membership, {"62"}, EpciPolicy::seat, diagnostics).epci ==
        Chosen{EpciIndex{0}});
  CHECK(diagnostics.has("epci-population-unknown"));
}

TEST_CASE("an unknown population that cannot change the answer asks nothing") {
  const Territory territory({{"62001", "B", 30}, {"62002", "B", -1}, {"59001", "B", 10}}, {{"B", "62"}});
  Diagnostics diagnostics;
  CHECK(epci_of_territory(territory.membership, {"62"}, EpciPolicy::majority, diagnostics).epci ==
        Chosen{EpciIndex{0}});
  CHECK(diagnostics.items.empty());
}

TEST_CASE("columns that do not fit are refused") {
  Territory territory(rows, seats);
  EpciMembership broken = territory.membership;
  broken.seat_departement.pop_back();
  Diagnostics diagnostics;
  CHECK_THROWS_AS(epci_of_territory(broken, {"62"}, EpciPolicy::seat, diagnostics), Error);
  CHECK(parse_epci_policy("majority") == EpciPolicy::majority);
  CHECK_FALSE(parse_epci_policy("most").has_value());
}

TEST_CASE("policy laws: by seat each EPCI is in one département; the others are ordered", "[property]") {
  REQUIRE(rc::check([] {
    const std::vector<std::string> departements{"59", "62", "80"}, groups{"A", "B", "C", "D"};
    std::vector<Row> drawn;
    const auto one_of = [](const std::vector<std::string>& from) {
      return from[static_cast<std::size_t>(gen::within(static_cast<int>(from.size())))];
    };
    for (int i = 0; i < 12; ++i) {
      const std::string departement = one_of(departements), group = one_of(groups);
      drawn.push_back({departement + std::to_string(100 + i), group, 1.0 + gen::within(50)});
    }
    std::vector<std::pair<std::string, std::string>> drawn_seats;
    for (const std::string& group : groups) {
      std::string seat;  // in one of its own communes
      for (const Row& row : drawn)
        if (row.epci == group) seat = row.commune.substr(0, 2);
      drawn_seats.emplace_back(group, seat);
    }
    const Territory territory(drawn, drawn_seats);
    Diagnostics diagnostics;
    std::size_t by_seat = 0, by_majority = 0, existing = 0;
    for (const auto& [code, seat] : drawn_seats) existing += seat.empty() ? 0u : 1u;
    for (const std::string& departement : departements) {
      const auto chosen = [&](EpciPolicy policy) {
        return epci_of_territory(territory.membership, {departement}, policy, diagnostics).epci;
      };
      const Chosen any = chosen(EpciPolicy::any), seat = chosen(EpciPolicy::seat),
                   most = chosen(EpciPolicy::majority);
      by_seat += seat.size();
      by_majority += most.size();
      RC_ASSERT(std::ranges::includes(any, seat));
      RC_ASSERT(std::ranges::includes(any, most));
    }
    RC_ASSERT(by_seat == existing);
    RC_ASSERT(by_majority <= existing);
    const std::set<std::string, std::less<>> all(departements.begin(), departements.end());
    for (const EpciPolicy policy : {EpciPolicy::seat, EpciPolicy::any, EpciPolicy::majority})
      RC_ASSERT(epci_of_territory(territory.membership, all, policy, diagnostics).epci.size() == existing);
  }));
}
