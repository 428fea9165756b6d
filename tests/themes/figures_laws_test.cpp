#include <catch2/catch.hpp>

#include "measure/cases.hpp"
#include "themes/figures_helpers.hpp"

#include <algorithm>

using namespace maillage;

namespace {

int within(int end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end));
}

struct Drawn {
  std::vector<Cell> cells;
  std::vector<double> truth;
};

Drawn draw(std::size_t size, double least) {
  Drawn drawn;
  for (std::size_t i = 0; i < size; ++i) {
    Case one = *gen::count();
    if (one.truth < least) one = {known(least), least};
    drawn.cells.push_back(one.cell);
    drawn.truth.push_back(one.truth);
  }
  return drawn;
}

RebuiltRate rebuild(const Drawn& numerators, const Drawn& denominators, Relation relation) {
  LevelFigures figures = communes(numerators.cells.size());
  give(figures, "n", Kind::count, numerators.cells);
  give(figures, "d", Kind::count, denominators.cells);
  return rebuild_rate(*find_measure(figures, "n"), *find_measure(figures, "d"), all_to_one(figures), relation,
                      nullptr, {.code = "rate"});
}

double total_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

}  // namespace

TEST_CASE("laws: a rebuilt rate holds the true one, and lies within those of its parts", "[property]") {
  REQUIRE(rc::check("independent columns", [] {
    const auto size = static_cast<std::size_t>(1 + within(5));
    const Drawn numerators = draw(size, 0), denominators = draw(size, 1);
    const RebuiltRate rebuilt = rebuild(numerators, denominators, Relation::independent);
    const Cell rate = rebuilt.rate.at(0);
    RC_ASSERT(sound(rate));
    RC_ASSERT(holds(rate.bounds, 100 * total_of(numerators.truth) / total_of(denominators.truth)));
    double low = std::numeric_limits<double>::infinity(), high = 0;
    std::size_t paired = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const Cell& n = numerators.cells[i];
      const Cell& d = denominators.cells[i];
      if (!n.is_known() || !d.is_known()) continue;
      ++paired;
      if (d.value <= 0) {
        if (n.value > 0) high = std::numeric_limits<double>::infinity();
        continue;
      }
      low = std::min(low, 100 * n.value / d.value);
      high = std::max(high, 100 * n.value / d.value);
    }
    RC_ASSERT(rate.marks.has(Mark::partial) == (paired < size));
    RC_ASSERT(near(rebuilt.known_share.at(0).value,
                   100.0 * static_cast<double>(paired) / static_cast<double>(size)));
    if (paired == 0) RC_ASSERT(!rate.is_known());
    const bool clamped = rate.value == rate.bounds.lower || rate.value == rate.bounds.upper;
    if (rate.is_known() && !clamped && paired == size) RC_ASSERT(holds({low, high}, rate.value));
  }));
  REQUIRE(rc::check("parts of a whole", [] {
    const auto size = static_cast<std::size_t>(1 + within(5));
    Drawn wholes = draw(size, 1), parts;
    for (std::size_t i = 0; i < size; ++i) {
      const double truth = std::floor(wholes.truth[i] * within(101) / 100.0);
      parts.truth.push_back(truth);
      parts.cells.push_back(within(3) == 0
                                ? missing(Presence::secret_primary, {0, wholes.cells[i].bounds.upper})
                                : known(truth));
    }
    const Cell rate = rebuild(parts, wholes, Relation::part_of_whole).rate.at(0);
    RC_ASSERT(sound(rate));
    RC_ASSERT(rate.bounds.upper <= 100);
    RC_ASSERT(holds(rate.bounds, 100 * total_of(parts.truth) / total_of(wholes.truth)));
  }));
}

TEST_CASE("laws: bounds of a rebuilt rate are reached by consistent figures", "[property]") {
  REQUIRE(rc::check([] {
    const auto size = static_cast<std::size_t>(1 + within(3));
    const Drawn numerators = draw(size, 0), denominators = draw(size, 1);
    std::vector<std::pair<Bounds, bool>> sides;
    for (const Cell& cell : numerators.cells) sides.emplace_back(cell.bounds, true);
    for (const Cell& cell : denominators.cells) sides.emplace_back(cell.bounds, false);
    for (const auto& [bounds, above] : sides)
      RC_PRE(std::isfinite(bounds.upper) && (above || bounds.lower > 0));
    double low = std::numeric_limits<double>::infinity(), high = 0;
    for (std::size_t choice = 0; choice < (std::size_t{1} << sides.size()); ++choice) {
      double over = 0, under = 0;
      for (std::size_t i = 0; i < sides.size(); ++i) {
        const double value = (choice >> i & 1) != 0 ? sides[i].first.upper : sides[i].first.lower;
        (sides[i].second ? over : under) += value;
      }
      low = std::min(low, 100 * over / under);
      high = std::max(high, 100 * over / under);
    }
    const Cell rate = rebuild(numerators, denominators, Relation::independent).rate.at(0);
    RC_ASSERT(near(rate.bounds.lower, low));
    RC_ASSERT(near(rate.bounds.upper, high));
  }));
}

TEST_CASE("laws: one more commune known never widens the bounds", "[property]") {
  REQUIRE(rc::check([] {
    const auto size = static_cast<std::size_t>(1 + within(5));
    const Drawn numerators = draw(size, 0), denominators = draw(size, 1);
    Drawn better = numerators;
    const auto told = static_cast<std::size_t>(within(static_cast<int>(size)));
    better.cells[told] = known(numerators.truth[told]);
    const Cell before = rebuild(numerators, denominators, Relation::independent).rate.at(0);
    const Cell after = rebuild(better, denominators, Relation::independent).rate.at(0);
    RC_ASSERT(after.bounds.lower >= before.bounds.lower - 1e-9);
    RC_ASSERT(after.bounds.upper <= before.bounds.upper + 1e-9 * std::max(1.0, after.bounds.upper));
  }));
}

TEST_CASE("laws: the gap of a zone to its whole holds the true one, and is exact on exact denominators",
          "[property]") {
  REQUIRE(rc::check([] {
    const Case z = *gen::count(), r = *gen::count();
    const double n = 1 + within(200), m = within(200);
    const Cell gap = gap_to_whole(z.cell, known(n), r.cell, known(m));
    if (m == 0) {
      RC_ASSERT(gap.value == 0);
      return;
    }
    const auto truth = [&](double a, double b) { return 100 * (a / n - (a + b) / (n + m)); };
    RC_ASSERT(sound(gap));
    RC_ASSERT(holds(gap.bounds, truth(z.truth, r.truth)));
    if (std::isfinite(z.cell.bounds.upper) && std::isfinite(r.cell.bounds.upper)) {
      RC_ASSERT(near(gap.bounds.lower, truth(z.cell.bounds.lower, r.cell.bounds.upper)));
      RC_ASSERT(near(gap.bounds.upper, truth(z.cell.bounds.upper, r.cell.bounds.lower)));
    }
  }));
}
