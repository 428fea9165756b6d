#include "maillage/classes/class_limits.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "maillage/base/error.hpp"

using namespace maillage;

namespace {

using Values = std::vector<double>;

// The smallest cost over all ways to cut the sorted values, tried one by one; equal values stay together.
template <class Cost>
double brute_force(const Values& sorted, std::size_t first, std::size_t classes, Cost cost) {
  if (classes == 1) return cost(sorted, first, sorted.size());
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t cut = first + 1; cut < sorted.size(); ++cut)
    if (sorted[cut] != sorted[cut - 1])
      least = std::min(least, cost(sorted, first, cut) + brute_force(sorted, cut, classes - 1, cost));
  return least;
}

double squared_distance(const Values& sorted, std::size_t first, std::size_t end) {
  double sum = 0, cost = 0;
  for (std::size_t i = first; i < end; ++i) sum += sorted[i];
  const double mean = sum / static_cast<double>(end - first);
  for (std::size_t i = first; i < end; ++i) cost += (sorted[i] - mean) * (sorted[i] - mean);
  return cost;
}

double squared_count(const Values&, std::size_t first, std::size_t end) {
  return static_cast<double>((end - first) * (end - first));
}

template <class Cost>
double cost_of(const Values& sorted, const Values& limits, Cost cost) {
  double total = 0;
  std::size_t first = 0;
  for (const std::size_t count : class_counts(sorted, limits)) {
    if (count > 0) total += cost(sorted, first, first + count);
    first += count;
  }
  return total;
}

Values limits_of(const Values& values, ClassRule rule, std::size_t classes, int decimals = 0) {
  return class_limits(values, {.rule = rule, .classes = classes}, decimals).limits;
}

Values repeated(std::vector<std::pair<double, int>> ties) {
  Values values;
  for (const auto& [value, times] : ties) values.insert(values.end(), static_cast<std::size_t>(times), value);
  return values;
}

}  // namespace

TEST_CASE("classes: natural breaks and quantiles are the best of all partitions") {
  REQUIRE(rc::check([] {
    const auto raw = *rc::gen::suchThat(rc::gen::container<std::vector<int>>(rc::gen::inRange(-20, 21)),
                                        [](const auto& list) { return !list.empty() && list.size() <= 11; });
    const auto classes = *rc::gen::inRange<std::size_t>(1, 6);
    Values sorted(raw.begin(), raw.end());
    std::ranges::sort(sorted);
    const std::size_t most = std::min(classes, different_values(sorted, 0));
    const Values natural = limits_of(sorted, ClassRule::natural, classes);
    RC_ASSERT(natural.size() == most + 1);
    RC_ASSERT(std::abs(cost_of(sorted, natural, squared_distance) -
                       brute_force(sorted, 0, most, squared_distance)) < 1e-9);
    const Values quantile = limits_of(sorted, ClassRule::quantile, classes);
    RC_ASSERT(cost_of(sorted, quantile, squared_count) == brute_force(sorted, 0, most, squared_count));
  }));
}

TEST_CASE("classes: limits are the readable number between two classes") {
  CHECK(limits_of({12, 13, 13, 18, 19, 31}, ClassRule::natural, 3) == Values{12, 15, 30, 31});
  CHECK(limits_of({0.12, 0.14, 9.7, 10.2, 148.3, 151.6}, ClassRule::natural, 3, 1) ==
        Values{0.1, 5, 100, 151.6});
  CHECK(limits_of({-7.25, -6.5, 3.25, 4}, ClassRule::quantile, 2, 1) == Values{-7.3, 0, 4});
}

TEST_CASE("classes: values printed alike are never apart") {
  CHECK(limits_of({14.61, 14.64, 14.69, 20}, ClassRule::natural, 4, 1) == Values{14.6, 20, 20});
  CHECK(different_values(Values{14.61, 14.64, 14.69, 20}, 1) == 2);
}

TEST_CASE("classes: ties of whole points leave no class with most of the zones but the tie itself") {
  // Poverty by commune: more than half of the values are one number.
  const Values tied = repeated({{5, 2}, {9, 3}, {10, 40}, {11, 6}, {12, 5}, {14, 4}, {19, 3}, {31, 1}});
  const ClassLimits made = class_limits(tied, {}, 0);
  CHECK(made.rule == ClassRule::quantile);
  CHECK(made.limits == Values{5, 10, 11, 12, 13, 31});
  CHECK(class_counts(tied, made.limits) == std::vector<std::size_t>{5, 40, 6, 5, 8});
}

TEST_CASE("classes: the default never gives most zones one colour when no value is that frequent") {
  REQUIRE(rc::check([] {
    const auto counts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 60));
    Values values;
    for (std::size_t i = 0; i < counts.size(); ++i)
      values.insert(values.end(), static_cast<std::size_t>(counts[i]), 5.0 + static_cast<double>(i));
    if (values.empty()) return;
    const double frequent =
        static_cast<double>(*std::ranges::max_element(counts)) / static_cast<double>(values.size());
    const std::vector<std::size_t> made =
        class_counts(values, class_limits(values, {.reference = 9}, 0).limits);
    RC_ASSERT(std::accumulate(made.begin(), made.end(), std::size_t{0}) == values.size());
    RC_ASSERT(counts.size() == 1 || made.size() > 1);
    if (frequent < 0.4) RC_ASSERT(2 * *std::ranges::max_element(made) <= values.size());
  }));
}

TEST_CASE("classes: by default around the reference, unless most zones would have one colour") {
  const Values spread = repeated({{30, 4}, {45, 5}, {55, 6}, {65, 6}, {75, 4}, {90, 3}});
  CHECK(class_limits(spread, {.reference = 60}, 1).rule == ClassRule::reference);
  CHECK(class_limits(spread, {.reference = 60}, 1).limits.size() == 7);
  const Values poor = repeated({{22, 4}, {25, 5}, {27, 6}, {30, 6}, {33, 4}, {40, 3}});
  const ClassLimits made = class_limits(poor, {.reference = 14.9}, 0);
  CHECK(made.rule == ClassRule::quantile);
  CHECK(made.limits.size() == 6);
  // asked by name they stay: the same classes from one département to the next
  CHECK(class_limits(poor, {.rule = ClassRule::reference, .reference = 14.9}, 0).rule ==
        ClassRule::reference);
}

TEST_CASE("classes: around a reference that most values are near, quantiles stand on both sides") {
  const Values near = repeated({{50, 2}, {54, 2}, {56, 4}, {58, 6}, {62, 4}, {64, 2}, {68, 1}});
  const ClassLimits made = class_limits(near, {.reference = 60.9}, 1);
  CHECK(made.rule == ClassRule::around);
  CHECK(made.limits == Values{50, 55, 57, 60.9, 63, 65, 68});
  CHECK(class_counts(near, made.limits) == std::vector<std::size_t>{4, 4, 6, 4, 2, 1});
  CHECK(class_limits(near, {.reference = 80}, 1).rule == ClassRule::quantile);
}

TEST_CASE("classes: equal intervals, deviations, limits of one's own") {
  CHECK(limits_of({0, 12, 48, 101}, ClassRule::equal, 4) == Values{0, 25, 50, 75, 101});
  CHECK(limits_of({2, 4, 4, 4, 5, 5, 7, 9}, ClassRule::deviation, 5) ==
        Values{2, 4, 6, 8, 9});  // mean 5, s 2
  const ClassLimits manual =
      class_limits(Values{3, 8, 12}, {.rule = ClassRule::manual, .limits = {5, 10}}, 0);
  CHECK(manual.limits.size() == 4);
  CHECK(class_counts(Values{3, 8, 12}, manual.limits) == std::vector<std::size_t>{1, 1, 1});
}

TEST_CASE("classes: nothing, one value, more classes than values") {
  CHECK(class_limits({}, {}, 1).limits.empty());
  CHECK(limits_of({7, 7, 7}, ClassRule::natural, 5) == Values{7, 7});
  CHECK(limits_of({7, 9}, ClassRule::quantile, 5) == Values{7, 8, 9});
  CHECK_THROWS_AS(class_limits(Values{1, 2}, {.rule = ClassRule::reference}, 1), Error);
  CHECK(parse_class_rule("natural") == ClassRule::natural);
  CHECK_FALSE(parse_class_rule("jenks-ish"));
}

TEST_CASE("class limits: few values make few classes, unless more are asked for by their rule") {
  const Values five{31.8, 32.4, 35.1, 38.2, 44.4};
  CHECK(class_limits(five, {}, 1).limits.size() == 4);
  CHECK(limits_of(five, ClassRule::quantile, 5, 1).size() == 6);
}
