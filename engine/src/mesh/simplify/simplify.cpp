#include "maillage/mesh/simplify.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <utility>

#include "maillage/base/parallel.hpp"
#include "maillage/mesh/rings.hpp"
#include "mesh/simplify/refine.hpp"
#include "mesh/simplify/selection.hpp"
#include "mesh/simplify/visvalingam.hpp"

namespace maillage {
namespace {

constexpr std::size_t arc_grain = 512;

// What does not change from one choice of points to the next.
struct Source {
  explicit Source(const Mesh& mesh) : weights(mesh.points.size()) {
    const std::size_t blocks = block_count(mesh.arc_count(), arc_grain);
    // What cannot be cut comes first, so that nobody waits for it at the end.
    parallel_for(1 + blocks, 1, [&](std::size_t turn, std::size_t, std::size_t) {
      if (turn == 0) {
        refiner.emplace(mesh);
        vertices = polygon_vertices(mesh);
      } else {
        weigh_points(mesh, (turn - 1) * arc_grain, std::min(turn * arc_grain, mesh.arc_count()), weights);
      }
    });
  }

  std::vector<double> weights;
  std::optional<Refiner> refiner;
  std::size_t vertices = 0;  // of its polygons
};

// The points chosen by weight, and those kept so that nothing crosses.
struct Round {
  double threshold = 0;
  std::vector<std::uint8_t> wanted;
  std::vector<std::uint8_t> kept;
};

class Simplifier {
 public:
  explicit Simplifier(const Mesh& mesh) : mesh_(mesh), source_(mesh), fixed_(source_.vertices) {
    for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc)
      fixed_ -= sides_of(mesh, arc) * (mesh.points_of(arc).size() - 2);
  }

  [[nodiscard]] std::size_t vertices() const { return source_.vertices; }

  void above(double threshold) { refine(select_heavier(source_.weights, threshold)); }

  // Points put back count as well: as many of the lightest leave, until the sum fits.
  void within(std::size_t goal) {
    const Selector selector(mesh_, source_.weights);
    const std::size_t always = source_.vertices - selector.written();
    std::size_t budget = goal > always ? goal - always : 0;
    for (;;) {
      refine(selector.within(budget));
      const std::size_t found = count();
      if (found <= goal || budget == 0) return;
      budget -= std::min(budget, found - goal);
    }
  }

  [[nodiscard]] Mesh result(SimplifyReport& report) const {
    report.vertices_before = source_.vertices;
    report.vertices_after = count();
    report.threshold = round_.threshold;
    report.points_put_back = 0;
    report.refined_arcs = 0;
    Mesh light;
    light.left = mesh_.left;
    light.right = mesh_.right;
    light.from = mesh_.from;
    light.to = mesh_.to;
    light.nodes = mesh_.nodes;
    light.zones = mesh_.zones;
    light.crs = mesh_.crs;
    light.arc_end.reserve(mesh_.arc_count());
    std::uint32_t end = 0;
    for (std::size_t arc = 0; arc < mesh_.arc_count(); ++arc) {
      const auto kept = of_arc(round_.kept, arc);
      const std::size_t stay = ones(kept);
      const std::size_t put_back = stay - ones(of_arc(round_.wanted, arc));
      light.arc_end.push_back(end += static_cast<std::uint32_t>(stay));
      report.points_put_back += put_back;
      report.refined_arcs += put_back > 0 ? 1U : 0U;
    }
    light.points.resize(end);
    each_arc([&](std::size_t arc) {
      auto to = light.points.begin() + static_cast<std::ptrdiff_t>(light.arc_begin(arc));
      for (std::size_t i = mesh_.arc_begin(arc); i < mesh_.arc_end[arc]; ++i)
        if (round_.kept[i] != 0) *to++ = mesh_.points[i];
    });
    return light;
  }

 private:
  using Flags = std::span<const std::uint8_t>;

  template <class Visit>
  void each_arc(Visit visit) const {
    parallel_for(mesh_.arc_count(), arc_grain, [&](std::size_t begin, std::size_t end, std::size_t) {
      for (std::size_t arc = begin; arc < end; ++arc) visit(arc);
    });
  }
  [[nodiscard]] Flags of_arc(Flags flags, std::size_t arc) const {
    return flags.subspan(mesh_.arc_begin(arc), mesh_.arc_end[arc] - mesh_.arc_begin(arc));
  }
  static std::size_t ones(Flags flags) {
    return static_cast<std::size_t>(std::count(flags.begin(), flags.end(), 1));
  }

  // What was found in the round before holds on an arc as long as the same points are wanted.
  void refine(Selection selection) {
    const Round last =
        std::exchange(round_, {selection.threshold, selection.keep, std::move(selection.keep)});
    each_arc([&](std::size_t arc) {
      if (!last.wanted.empty() && std::ranges::equal(of_arc(round_.wanted, arc), of_arc(last.wanted, arc)))
        std::ranges::copy(of_arc(last.kept, arc),
                          round_.kept.begin() + static_cast<std::ptrdiff_t>(mesh_.arc_begin(arc)));
      else
        source_.refiner->refine(arc, source_.weights, round_.kept);
    });
    source_.refiner->part_equal_segments(source_.weights, round_.kept);
  }

  [[nodiscard]] std::size_t count() const {
    std::atomic<std::size_t> found = fixed_;
    parallel_for(mesh_.arc_count(), arc_grain, [&](std::size_t begin, std::size_t end, std::size_t) {
      std::size_t part = 0;
      for (std::size_t arc = begin; arc < end; ++arc)
        part += sides_of(mesh_, arc) * (ones(of_arc(round_.kept, arc)) - 2);
      found += part;
    });
    return found;
  }

  const Mesh& mesh_;
  Source source_;
  std::size_t fixed_ = 0;  // ends of arcs, written whatever is chosen
  Round round_;
};

}  // namespace

Mesh simplify(const Mesh& mesh, SimplifyGoal goal, SimplifyReport& report) {
  Simplifier simplifier(mesh);
  report.reached = true;
  if (const auto* tolerance = std::get_if<Tolerance>(&goal)) {
    simplifier.above(tolerance->length * tolerance->length);
    return simplifier.result(report);
  }
  std::size_t vertices = simplifier.vertices();
  if (const auto* fraction = std::get_if<KeepFraction>(&goal)) {
    vertices = static_cast<std::size_t>(
        std::floor(static_cast<double>(vertices) * std::clamp(fraction->fraction, 0.0, 1.0)));
  } else {
    vertices = std::get<AtMostVertices>(goal).vertices;
  }
  simplifier.within(vertices);
  Mesh light = simplifier.result(report);
  report.reached = report.vertices_after <= vertices;
  return light;
}

}  // namespace maillage
