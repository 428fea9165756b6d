// Numbers points by their exact coordinates, in the order they are first met.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "maillage/zoning/shapes.hpp"

namespace maillage {

class VertexTable {
 public:
  explicit VertexTable(std::size_t expected) {
    points_.reserve(expected);
    slots_.resize(std::bit_ceil(expected + expected / 2 + 16));
  }

  // `previous` is the number of the vertex before on the same ring: a border walked for the second time meets
  // its numbers in a row, up or down, which spares the table.
  std::uint32_t number(Point point, std::uint32_t previous) {
    if (previous + 1 < points_.size() && points_[previous + 1] == point) return previous + 1;
    if (previous - 1 < points_.size() && points_[previous - 1] == point) return previous - 1;
    return look_up(point);
  }

  // Fetches the place of a point that is soon to be numbered: the table is larger than the caches.
  void expect(Point point) const { __builtin_prefetch(&slots_[(hash(point) >> 24) & (slots_.size() - 1)]); }

  [[nodiscard]] const std::vector<Point>& points() const { return points_; }
  [[nodiscard]] std::vector<Point> release() {
    slots_ = {};
    return std::move(points_);
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t vertex = 0;  // one more than the number; 0: free
  };

  static std::uint64_t hash(Point point) {
    std::uint64_t bits = std::bit_cast<std::uint64_t>(point.x) * 0x9e3779b97f4a7c15U +
                         std::rotl(std::bit_cast<std::uint64_t>(point.y) * 0xc2b2ae3d27d4eb4fU, 32);
    bits ^= bits >> 29;
    return bits * 0xbf58476d1ce4e5b9U;
  }

  std::uint32_t look_up(Point point) {
    const std::uint64_t bits = hash(point);
    const auto tag = static_cast<std::uint32_t>(bits);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (bits >> 24) & mask;
    for (; slots_[at].vertex != 0; at = (at + 1) & mask)
      if (slots_[at].tag == tag && points_[slots_[at].vertex - 1] == point) return slots_[at].vertex - 1;
    points_.push_back(point);
    slots_[at] = {tag, static_cast<std::uint32_t>(points_.size())};
    if (points_.size() > slots_.size() / 4 * 3) grow();
    return static_cast<std::uint32_t>(points_.size() - 1);
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.vertex == 0) continue;
      std::size_t at = (hash(points_[slot.vertex - 1]) >> 24) & mask;
      while (slots_[at].vertex != 0) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }

  std::vector<Point> points_;
  std::vector<Slot> slots_;
};

}  // namespace maillage
