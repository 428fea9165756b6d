#include "maillage/mesh/simplify.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "maillage/base/parallel.hpp"
#include "maillage/mesh/mesh.hpp"
#include "maillage/mesh/rings.hpp"
#include "mesh/exact.hpp"
#include "mesh/simplify/refine.hpp"

namespace maillage {
namespace {

constexpr double always_kept = std::numeric_limits<double>::infinity();

class ArcWeigher {
 public:
  explicit ArcWeigher(Crs crs) : geographic_(crs.is_geographic()) {}

  void weigh(std::span<const Point> arc, bool closed, std::span<double> weights) {
    line_ = arc;
    const std::size_t size = arc.size();
    std::fill(weights.begin(), weights.end(), always_kept);
    const std::size_t needed = closed ? 2 : 0;
    if (size <= 2 + needed) return;

    before_.resize(size);
    after_.resize(size);
    place_.resize(size);
    scale_.resize(size);
    heap_.clear();
    for (std::uint32_t i = 0; i < size; ++i) {
      before_[i] = i - 1;
      after_[i] = i + 1;
      scale_[i] = geographic_ ? std::cos(arc[i].y * (std::numbers::pi / 180)) : 1;
    }
    for (std::uint32_t i = 1; i + 1 < size; ++i) {
      place_[i] = static_cast<std::uint32_t>(heap_.size());
      heap_.push_back({weighted_area(i), i});
    }
    for (std::size_t i = heap_.size() / 2; i-- > 0;) sink(i);

    double heaviest = 0;
    while (heap_.size() > needed) {
      const auto [area, point] = heap_.front();
      heaviest = std::max(heaviest, area);
      weights[point] = heaviest;
      remove_first();
      const std::uint32_t left = before_[point];
      const std::uint32_t right = after_[point];
      after_[left] = right;
      before_[right] = left;
      if (left > 0) update(left);
      if (right + 1 < size) update(right);
    }
  }

 private:
  [[nodiscard]] double weighted_area(std::uint32_t i) const {
    const Point& a = line_[before_[i]];
    const Point& b = line_[i];
    const Point& c = line_[after_[i]];
    const double ax = (a.x - b.x) * scale_[i];
    const double cx = (c.x - b.x) * scale_[i];
    const double ay = a.y - b.y;
    const double cy = c.y - b.y;
    const double area = std::abs(ax * cy - ay * cx) / 2;
    const double lengths = std::sqrt((ax * ax + ay * ay) * (cx * cx + cy * cy));
    const double cosine = lengths > 0 ? (ax * cx + ay * cy) / lengths : 1;
    return area * (1 - 0.7 * cosine);
  }

  struct Item {
    double area;
    std::uint32_t point;
    friend bool operator<(const Item& a, const Item& b) {
      return a.area < b.area || (a.area == b.area && a.point < b.point);
    }
  };

  void put(std::size_t at, const Item& item) {
    heap_[at] = item;
    place_[item.point] = static_cast<std::uint32_t>(at);
  }
  void sink(std::size_t at) {
    const Item item = heap_[at];
    for (;;) {
      std::size_t child = 2 * at + 1;
      if (child >= heap_.size()) break;
      if (child + 1 < heap_.size() && heap_[child + 1] < heap_[child]) ++child;
      if (!(heap_[child] < item)) break;
      put(at, heap_[child]);
      at = child;
    }
    put(at, item);
  }
  void rise(std::size_t at) {
    const Item item = heap_[at];
    for (; at > 0 && item < heap_[(at - 1) / 2]; at = (at - 1) / 2) put(at, heap_[(at - 1) / 2]);
    put(at, item);
  }
  void remove_first() {
    const Item last = heap_.back();
    heap_.pop_back();
    if (heap_.empty()) return;
    put(0, last);
    sink(0);
  }
  void update(std::uint32_t point) {
    const std::size_t at = place_[point];
    const double before = std::exchange(heap_[at].area, weighted_area(point));
    heap_[at].area < before ? rise(at) : sink(at);
  }

  bool geographic_;
  std::span<const Point> line_;
  std::vector<std::uint32_t> before_, after_, place_;
  std::vector<Item> heap_;
  std::vector<double> scale_;
};

// Of the arcs [begin, end), one weight per point of mesh.points; ends of arcs, and what a closed arc needs
// to keep an inside, are always kept. Along an arc, the points heavier than any bound are those left when
// the lightest leave one after the other.
void weigh_points(const Mesh& mesh, std::size_t begin, std::size_t end, std::span<double> weights) {
  ArcWeigher weigher(mesh.crs);
  for (std::size_t arc = begin; arc < end; ++arc) {
    const auto points = mesh.points_of(arc);
    weigher.weigh(points, mesh.from[arc] == mesh.to[arc],
                  weights.subspan(mesh.arc_begin(arc), points.size()));
  }
}

struct Selection {
  double threshold = 0;
  std::vector<std::uint8_t> keep;  // per point of mesh.points
};

// Chooses as often as asked among points weighed and counted once.
class Selector {
 public:
  Selector(const Mesh& mesh, std::span<const double> weights);

  // How many times all the points of finite weight are written.
  [[nodiscard]] std::size_t written() const { return total_; }

  // Keeps the heaviest points as long as those of finite weight are written at most `budget` times in all.
  // Points of the same weight go by their coordinates.
  [[nodiscard]] Selection within(std::size_t budget) const;

 private:
  const Mesh& mesh_;
  std::span<const double> weights_;
  std::vector<std::uint64_t> written_;  // by class of weight
  std::size_t total_ = 0;
};

constexpr std::size_t choice_grain = 2048;

// Positive doubles are in the order of their bits: the upper ones are classes that can be counted.
constexpr int class_bits = 16;
std::size_t class_of(double weight) {
  return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(weight) >> (63 - class_bits));
}

struct Choice {
  std::size_t index;
  std::uint32_t sides;
};

// The number of zones on the two sides of each arc: an interior point is written once for each.
std::uint32_t sides_of(const Mesh& mesh, std::size_t arc) {
  return (mesh.left[arc] != no_zone ? 1U : 0U) + (mesh.right[arc] != no_zone ? 1U : 0U);
}

// Keeps the points that are always kept, and those heavier than the threshold.
Selection select_heavier(std::span<const double> weights, double threshold) {
  Selection selection{threshold, std::vector<std::uint8_t>(weights.size())};
  parallel_for(weights.size(), 65536, [&](std::size_t begin, std::size_t end, std::size_t) {
    for (std::size_t i = begin; i < end; ++i) selection.keep[i] = weights[i] > threshold ? 1 : 0;
  });
  return selection;
}

Selector::Selector(const Mesh& mesh, std::span<const double> weights)
    : mesh_(mesh), weights_(weights), written_(std::size_t{1} << class_bits) {
  const std::size_t grain = mesh.arc_count() / 8 + 1;
  std::vector<std::vector<std::uint64_t>> counts(block_count(mesh.arc_count(), grain), written_);
  parallel_for(mesh.arc_count(), grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
    for (std::size_t arc = begin; arc < end; ++arc) {
      const std::uint32_t sides = sides_of(mesh_, arc);
      for (std::size_t i = mesh_.arc_begin(arc) + 1; i + 1 < mesh_.arc_end[arc]; ++i)
        if (weights_[i] != always_kept) counts[block][class_of(weights_[i])] += sides;
    }
  });
  for (const auto& count : counts)
    std::transform(written_.begin(), written_.end(), count.begin(), written_.begin(), std::plus<>{});
  total_ = std::accumulate(written_.begin(), written_.end(), std::size_t{0});
}

Selection Selector::within(std::size_t budget) const {
  std::size_t left = budget;
  std::size_t cut = written_.size();  // the class that fits in part only
  while (cut > 0 && written_[cut - 1] <= left) left -= written_[--cut];
  if (cut == 0) return select_heavier(weights_, -1);
  --cut;

  Selection selection{0, std::vector<std::uint8_t>(weights_.size())};
  std::vector<std::vector<Choice>> parts(block_count(mesh_.arc_count(), choice_grain));
  parallel_for(mesh_.arc_count(), choice_grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
    for (std::size_t arc = begin; arc < end; ++arc)
      for (std::size_t i = mesh_.arc_begin(arc); i < mesh_.arc_end[arc]; ++i) {
        const std::size_t weight = class_of(weights_[i]);
        selection.keep[i] = weight > cut ? 1 : 0;
        if (weight == cut) parts[block].push_back({i, sides_of(mesh_, arc)});
      }
  });
  std::vector<Choice> last;
  for (const auto& part : parts) last.insert(last.end(), part.begin(), part.end());
  std::sort(last.begin(), last.end(), [&](const Choice& a, const Choice& b) {
    if (weights_[a.index] != weights_[b.index]) return weights_[a.index] > weights_[b.index];
    return before(mesh_.points[a.index], mesh_.points[b.index]);
  });
  for (const Choice& choice : last) {
    selection.threshold = weights_[choice.index];
    if (choice.sides > left) break;
    left -= choice.sides;
    selection.keep[choice.index] = 1;
  }
  return selection;
}

constexpr std::size_t arc_grain = 512;

// What does not change from one choice of points to the next.
struct Source {
  explicit Source(const Mesh& mesh) : weights(mesh.points.size()) {
    const std::size_t blocks = block_count(mesh.arc_count(), arc_grain);
    // What cannot be cut comes first, so that no thread waits for it at the end.
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
