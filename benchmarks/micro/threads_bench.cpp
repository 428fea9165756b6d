// What is parallel, on one thread and on two.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "board.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/formats/write/geojson_writer.hpp"
#include "maillage/geometry/areas.hpp"
#include "maillage/geometry/overlay.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/geometry/validity.hpp"
#include "maillage/themes/layer.hpp"

namespace {

using namespace maillage;

constexpr std::size_t side = 100;

// The board in the plane of Lambert-93, a square every 3 km.
Shapes in_the_plane(std::size_t squares = side) {
  Shapes shapes = board(squares);
  for (Point& point : shapes.points) point = {600000 + 3000 * point.x, 6500000 + 3000 * point.y};
  return shapes;
}

const Shapes& on_the_ground() {
  static const Shapes shapes = project(in_the_plane(), wgs84);
  return shapes;
}

Layer layer_of(std::size_t zones) {
  std::vector<Zone> list;
  for (std::size_t zone = 0; zone < zones; ++zone) list.push_back({std::to_string(10000 + zone), "zone"});
  return {.theme = "bench", .zoning = make_zoning(Level::commune, new_year(2025), "bench", std::move(list))};
}

void write(benchmark::State& state) {
  set_threads(static_cast<unsigned>(state.range(0)));
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "maillage-bench.geojson";
  const Layer layer = layer_of(side * side);
  const Shapes& shapes = on_the_ground();
  Diagnostics diagnostics;
  const FlatTable table = flatten(layer);
  const GeojsonFile wanted{file, &layer, &table};
  for (auto _ : state) write_geojson({&wanted, 1}, &shapes, {}, diagnostics);
  std::filesystem::remove(file);
}
BENCHMARK(write)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void read(benchmark::State& state) {
  set_threads(static_cast<unsigned>(state.range(0)));
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "maillage-bench.geojson";
  Diagnostics diagnostics;
  const Layer layer = layer_of(side * side);
  const FlatTable table = flatten(layer);
  const GeojsonFile wanted{file, &layer, &table};
  write_geojson({&wanted, 1}, &on_the_ground(), {}, diagnostics);
  for (auto _ : state) benchmark::DoNotOptimize(read_source(file, {}, diagnostics));
  std::filesystem::remove(file);
}
BENCHMARK(read)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void areas(benchmark::State& state) {
  set_threads(static_cast<unsigned>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(geodesic_areas(on_the_ground()));
}
BENCHMARK(areas)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void to_the_plane(benchmark::State& state) {
  set_threads(static_cast<unsigned>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(project(on_the_ground(), lambert93));
}
BENCHMARK(to_the_plane)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void validity(benchmark::State& state) {
  set_threads(static_cast<unsigned>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(invalid_shapes(on_the_ground()));
}
BENCHMARK(validity)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void lay_over(benchmark::State& state) {
  set_threads(static_cast<unsigned>(state.range(0)));
  const Shapes below = in_the_plane(20);
  Shapes above = below;
  for (Point& point : above.points) point = {point.x + 1234, point.y + 987};
  for (auto _ : state) benchmark::DoNotOptimize(overlay(above, below));
}
BENCHMARK(lay_over)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
