#include "maillage/measure/measure.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "maillage/base/error.hpp"
#include "maillage/measure/category.hpp"
#include "measure/cases.hpp"

using namespace maillage;

namespace {

bool same(const Cell& a, const Cell& b) {
  return a.presence == b.presence && a.bounds == b.bounds && a.marks == b.marks &&
         (a.value == b.value || (std::isnan(a.value) && std::isnan(b.value)));
}

}  // namespace

TEST_CASE("a measure gives back what it was given, whenever bounds begin to be stored", "[property]") {
  REQUIRE(rc::check([] {
    const std::vector<Case> cases = *gen::counts();
    Measure measure({.code = "count"}, Kind::count, cases.size());
    for (std::size_t zone = 0; zone < cases.size(); ++zone) measure.set(zone, cases[zone].cell);
    bool needs_bounds = false;
    for (std::size_t zone = 0; zone < cases.size(); ++zone) {
      const Cell& cell = cases[zone].cell;
      RC_ASSERT(same(measure.at(zone), cell));
      needs_bounds = needs_bounds || (cell.is_known() ? !cell.bounds.exact() : cell.bounds != any_count);
    }
    RC_ASSERT(measure.has_bounds() == needs_bounds);
  }));
}

TEST_CASE("a fresh measure knows nothing, and nothing is not zero") {
  const Measure fresh({.code = "count"}, Kind::count, 2);
  CHECK(fresh.at(1).presence == Presence::not_available);
}

TEST_CASE("marks and presences have words of their own") {
  std::set<std::string_view> words;
  for (const Presence presence :
       {Presence::known, Presence::secret_primary, Presence::secret_secondary, Presence::not_available,
        Presence::not_significant, Presence::not_applicable, Presence::unlocated, Presence::no_match})
    words.insert(to_string(presence));
  CHECK(words.size() == 8);
  CHECK(to_string(Marks()).empty());
  CHECK(to_string(Marks(Mark::rounded) | Mark::partial) == "partial+rounded");
}

TEST_CASE("a category refuses labels that it does not have") {
  Category status({.code = "status"}, {"yes", "no"}, 2);
  CHECK(status.label(0).empty());
  status.set(0, "no");
  CHECK(status.label(0) == "no");
  CHECK_THROWS_AS(status.set(1, "maybe"), Error);
  status.set_missing(0, Presence::no_match);
  CHECK(status.label(0).empty());
  CHECK(status.presence(0) == Presence::no_match);
}
