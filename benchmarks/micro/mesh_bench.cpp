#include <benchmark/benchmark.h>

#include "maillage/mesh/build.hpp"
#include "maillage/mesh/dissolve.hpp"
#include "maillage/mesh/rings.hpp"
#include "maillage/mesh/simplify.hpp"

namespace {

using namespace maillage;

// A board of squares whose sides are bent by a fixed wave, 40 points a side: shared borders, no randomness.
Shapes board(std::size_t side) {
  Shapes shapes;
  const auto wave = [](double along, double across) {
    return 0.05 * ((static_cast<long>(along * 40) * 7919 + static_cast<long>(across) * 104729) % 97) / 97.0;
  };
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      const auto x = static_cast<double>(column), y = static_cast<double>(row);
      for (int i = 0; i < 40; ++i)
        shapes.points.push_back({x + i / 40.0, i == 0 ? y : y + wave(x + i / 40.0, y)});
      for (int i = 0; i < 40; ++i)
        shapes.points.push_back({i == 0 ? x + 1 : x + 1 + wave(y + i / 40.0, x + 1), y + i / 40.0});
      for (int i = 40; i > 0; --i)
        shapes.points.push_back({x + i / 40.0, i == 40 ? y + 1 : y + 1 + wave(x + i / 40.0, y + 1)});
      for (int i = 40; i > 0; --i)
        shapes.points.push_back({i == 40 ? x : x + wave(y + i / 40.0, x), y + i / 40.0});
      shapes.points.push_back({x, y});
      shapes.close_ring();
      shapes.close_polygon();
      shapes.close_zone();
    }
  }
  shapes.crs = lambert93;
  return shapes;
}

void build(benchmark::State& state) {
  const Shapes shapes = board(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    MeshReport report;
    benchmark::DoNotOptimize(build_mesh(shapes, report));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(shapes.points.size()));
}
BENCHMARK(build)->Arg(30)->Arg(60)->Arg(120)->Unit(benchmark::kMillisecond);

void dissolve_to_blocks(benchmark::State& state) {
  const auto side = static_cast<std::size_t>(state.range(0));
  MeshReport report;
  const Mesh mesh = build_mesh(board(side), report);
  std::vector<std::uint32_t> group(side * side);
  for (std::size_t zone = 0; zone < group.size(); ++zone) group[zone] = static_cast<std::uint32_t>(zone / 25);
  for (auto _ : state) benchmark::DoNotOptimize(to_shapes(dissolve(mesh, group, group.back() + 1)));
}
BENCHMARK(dissolve_to_blocks)->Arg(60)->Unit(benchmark::kMillisecond);

void simplify_to_a_fifth(benchmark::State& state) {
  MeshReport report;
  const Mesh mesh = build_mesh(board(static_cast<std::size_t>(state.range(0))), report);
  for (auto _ : state) {
    SimplifyReport simplified;
    benchmark::DoNotOptimize(simplify(mesh, KeepFraction{0.2}, simplified));
  }
}
BENCHMARK(simplify_to_a_fifth)->Arg(60)->Unit(benchmark::kMillisecond);

}  // namespace
