#include "mesh/simplify/visvalingam.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

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

}  // namespace

void weigh_points(const Mesh& mesh, std::size_t begin, std::size_t end, std::span<double> weights) {
  ArcWeigher weigher(mesh.crs);
  for (std::size_t arc = begin; arc < end; ++arc) {
    const auto points = mesh.points_of(arc);
    weigher.weigh(points, mesh.from[arc] == mesh.to[arc],
                  weights.subspan(mesh.arc_begin(arc), points.size()));
  }
}

}  // namespace maillage
