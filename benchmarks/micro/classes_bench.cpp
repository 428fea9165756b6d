// Exact natural breaks of as many values as France has communes: under 50 ms.
#include <benchmark/benchmark.h>

#include <random>

#include "maillage/classes/class_limits.hpp"

using namespace maillage;

namespace {

void natural_breaks(benchmark::State& state) {
  std::mt19937_64 random(1);
  std::lognormal_distribution<double> income(10, 0.3);
  std::vector<double> values(static_cast<std::size_t>(state.range(0)));
  for (double& value : values) value = income(random);
  for (auto _ : state)
    benchmark::DoNotOptimize(class_limits(values, {.rule = ClassRule::natural, .classes = 6}, 2));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(natural_breaks)->Arg(1000)->Arg(35000)->Unit(benchmark::kMillisecond);

}  // namespace
