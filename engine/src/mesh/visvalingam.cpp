#include "visvalingam.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "maillage/base/parallel.hpp"

namespace maillage {
namespace {

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
    area_.resize(size);
    place_.resize(size);
    scale_.resize(size);
    heap_.clear();
    for (std::uint32_t i = 0; i < size; ++i) {
      before_[i] = i - 1;
      after_[i] = i + 1;
      scale_[i] = geographic_ ? std::cos(arc[i].y * (std::numbers::pi / 180)) : 1;
    }
    for (std::uint32_t i = 1; i + 1 < size; ++i) {
      area_[i] = weighted_area(i);
      place_[i] = static_cast<std::uint32_t>(heap_.size());
      heap_.push_back(i);
    }
    for (std::size_t i = heap_.size() / 2; i-- > 0;) sink(i);

    double heaviest = 0;
    while (heap_.size() > needed) {
      const std::uint32_t point = heap_.front();
      heaviest = std::max(heaviest, area_[point]);
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

  [[nodiscard]] bool lighter(std::uint32_t a, std::uint32_t b) const {
    return area_[a] < area_[b] || (area_[a] == area_[b] && a < b);
  }
  void put(std::size_t at, std::uint32_t point) {
    heap_[at] = point;
    place_[point] = static_cast<std::uint32_t>(at);
  }
  void sink(std::size_t at) {
    const std::uint32_t point = heap_[at];
    for (;;) {
      std::size_t child = 2 * at + 1;
      if (child >= heap_.size()) break;
      if (child + 1 < heap_.size() && lighter(heap_[child + 1], heap_[child])) ++child;
      if (!lighter(heap_[child], point)) break;
      put(at, heap_[child]);
      at = child;
    }
    put(at, point);
  }
  void rise(std::size_t at) {
    const std::uint32_t point = heap_[at];
    for (; at > 0 && lighter(point, heap_[(at - 1) / 2]); at = (at - 1) / 2) put(at, heap_[(at - 1) / 2]);
    put(at, point);
  }
  void remove_first() {
    const std::uint32_t last = heap_.back();
    heap_.pop_back();
    if (heap_.empty()) return;
    put(0, last);
    sink(0);
  }
  void update(std::uint32_t point) {
    area_[point] = weighted_area(point);
    rise(place_[point]);
    sink(place_[point]);
  }

  bool geographic_;
  std::span<const Point> line_;
  std::vector<std::uint32_t> before_, after_, place_, heap_;
  std::vector<double> area_, scale_;
};

}  // namespace

std::vector<double> weigh_points(const Mesh& mesh) {
  std::vector<double> weights(mesh.points.size());
  parallel_for(mesh.arc_count(), 1024, [&](std::size_t begin, std::size_t end, std::size_t) {
    ArcWeigher weigher(mesh.crs);
    for (std::size_t arc = begin; arc < end; ++arc) {
      const auto points = mesh.points_of(arc);
      weigher.weigh(points, mesh.from[arc] == mesh.to[arc],
                    std::span(weights).subspan(mesh.arc_begin(arc), points.size()));
    }
  });
  return weights;
}

}  // namespace maillage
