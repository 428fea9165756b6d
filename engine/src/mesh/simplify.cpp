#include "maillage/mesh/simplify.hpp"

#include <algorithm>
#include <cmath>

#include "maillage/base/parallel.hpp"
#include "maillage/mesh/rings.hpp"
#include "refine.hpp"
#include "selection.hpp"
#include "visvalingam.hpp"

namespace maillage {
namespace {

constexpr std::size_t arc_grain = 512;

class Simplifier {
 public:
  explicit Simplifier(const Mesh& mesh)
      : mesh_(mesh),
        weights_(weigh_points(mesh)),
        refiner_(mesh, weights_),
        vertices_(polygon_vertices(mesh)) {
    fixed_ = vertices_;
    for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc)
      for (std::size_t i = mesh.arc_begin(arc) + 1; i + 1 < mesh.arc_end[arc]; ++i)
        if (weights_[i] != always_kept) fixed_ -= sides_of(mesh, arc);
  }

  [[nodiscard]] std::size_t vertices() const { return vertices_; }

  void above(double threshold) {
    selection_ = select_heavier(mesh_, weights_, threshold);
    refine();
  }

  // Points put back count as well: as many of the lightest leave, until the sum fits.
  void within(std::size_t goal) {
    std::size_t budget = goal > fixed_ ? goal - fixed_ : 0;
    for (;;) {
      selection_ = select_within(mesh_, weights_, budget);
      refine();
      const std::size_t found = count();
      if (found <= goal || budget == 0) return;
      budget -= std::min(budget, found - goal);
    }
  }

  [[nodiscard]] Mesh result(SimplifyReport& report) const {
    report.vertices_before = vertices_;
    report.vertices_after = count();
    report.threshold = selection_.threshold;
    report.points_put_back = put_back_;
    report.refined_arcs = refined_arcs_;
    Mesh light;
    light.left = mesh_.left;
    light.right = mesh_.right;
    light.from = mesh_.from;
    light.to = mesh_.to;
    light.nodes = mesh_.nodes;
    light.zones = mesh_.zones;
    light.crs = mesh_.crs;
    light.arc_end.reserve(mesh_.arc_count());
    light.points.reserve(
        static_cast<std::size_t>(std::count(selection_.keep.begin(), selection_.keep.end(), 1)));
    for (std::size_t arc = 0; arc < mesh_.arc_count(); ++arc) {
      for (std::size_t i = mesh_.arc_begin(arc); i < mesh_.arc_end[arc]; ++i)
        if (selection_.keep[i] != 0) light.points.push_back(mesh_.points[i]);
      light.arc_end.push_back(static_cast<std::uint32_t>(light.points.size()));
    }
    return light;
  }

 private:
  // What was found in the round before holds as long as the same points are wanted.
  void refine_arc(std::size_t arc, const std::vector<std::uint8_t>& wanted) {
    const auto begin = static_cast<std::ptrdiff_t>(mesh_.arc_begin(arc));
    const auto end = static_cast<std::ptrdiff_t>(mesh_.arc_end[arc]);
    if (!last_wanted_.empty() &&
        std::equal(wanted.begin() + begin, wanted.begin() + end, last_wanted_.begin() + begin)) {
      std::copy(last_kept_.begin() + begin, last_kept_.begin() + end, selection_.keep.begin() + begin);
    } else {
      refiner_.refine(arc, selection_.keep);
    }
  }

  void refine() {
    const std::vector<std::uint8_t> wanted = selection_.keep;
    std::span<std::uint8_t> keep(selection_.keep);
    parallel_for(mesh_.arc_count(), arc_grain, [&](std::size_t begin, std::size_t end, std::size_t) {
      for (std::size_t arc = begin; arc < end; ++arc) refine_arc(arc, wanted);
    });
    refiner_.part_equal_segments(keep);
    last_wanted_ = wanted;
    last_kept_ = selection_.keep;
    put_back_ = 0;
    refined_arcs_ = 0;
    for (std::size_t arc = 0; arc < mesh_.arc_count(); ++arc) {
      std::size_t more = 0;
      for (std::size_t i = mesh_.arc_begin(arc); i < mesh_.arc_end[arc]; ++i)
        more += keep[i] != wanted[i] ? 1U : 0U;
      put_back_ += more;
      refined_arcs_ += more > 0 ? 1U : 0U;
    }
  }

  [[nodiscard]] std::size_t count() const {
    std::size_t found = fixed_;
    for (std::size_t arc = 0; arc < mesh_.arc_count(); ++arc) {
      const std::uint32_t sides = sides_of(mesh_, arc);
      for (std::size_t i = mesh_.arc_begin(arc) + 1; i + 1 < mesh_.arc_end[arc]; ++i)
        if (selection_.keep[i] != 0 && weights_[i] != always_kept) found += sides;
    }
    return found;
  }

  const Mesh& mesh_;
  std::vector<double> weights_;
  Refiner refiner_;
  std::size_t vertices_;
  std::size_t fixed_ = 0;  // written whatever the goal
  Selection selection_;
  std::vector<std::uint8_t> last_wanted_;
  std::vector<std::uint8_t> last_kept_;
  std::size_t put_back_ = 0;
  std::size_t refined_arcs_ = 0;
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
