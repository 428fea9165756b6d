#include <benchmark/benchmark.h>

#include "board.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/dissolve.hpp"
#include "maillage/mesh/rings.hpp"
#include "maillage/mesh/simplify.hpp"

namespace {

using namespace maillage;

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
