#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "maillage/zoning/carry.hpp"

namespace {

using namespace maillage;

void carry_to_groups(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  std::vector<Zone> small, large;
  for (std::size_t i = 0; i < count; ++i) small.push_back({fmt::format("{:06}", i), ""});
  for (std::size_t i = 0; i < count / 28 + 1; ++i) large.push_back({fmt::format("{:06}", i), ""});
  const ZoningRef communes = make_zoning(Level::commune, new_year(2025), "made up", small);
  const ZoningRef groups = make_zoning(Level::epci, new_year(2025), "made up", large);
  const Crosswalk crosswalk = assign(
      communes, groups, [](std::size_t zone) { return std::optional(zone / 28); }, "made up");
  Measure people({.code = "population"}, Kind::count, count);
  for (std::size_t zone = 0; zone < count; ++zone)
    people.set(zone, zone % 50 == 0 ? missing(Presence::secret_primary) : known(static_cast<double>(zone)));
  for (auto _ : state) benchmark::DoNotOptimize(carry(people, crosswalk));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(carry_to_groups)->Arg(8750)->Arg(35000)->Arg(140000)->Unit(benchmark::kMicrosecond);

}  // namespace
