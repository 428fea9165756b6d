#include "mesh/build/vertices.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "maillage/base/parallel.hpp"

namespace maillage {
namespace {

// The ground is cut into bands of y that go to two shares in turn, each numbered by itself. A band is wide
// enough for a ring to stay in it for a while, narrow enough for a département to have many.
constexpr std::size_t shares = 2;
std::size_t share_of(Point point) {
  constexpr int bits_of_a_band = 52 - 9;
  return (std::bit_cast<std::uint64_t>(point.y + 0.0) >> bits_of_a_band) % shares;
}

std::uint64_t hash(Point point) {
  std::uint64_t bits = std::bit_cast<std::uint64_t>(point.x) * 0x9e3779b97f4a7c15U +
                       std::rotl(std::bit_cast<std::uint64_t>(point.y) * 0xc2b2ae3d27d4eb4fU, 32);
  bits ^= bits >> 29;
  return bits * 0xbf58476d1ce4e5b9U;
}

// Numbers points by their exact coordinates, in the order they are first met.
class VertexTable {
 public:
  explicit VertexTable(std::size_t expected) : slots_(std::bit_ceil(expected + expected / 2 + 2 * batch)) {
    vertices_.reserve(expected);
  }

  // The table is larger than the caches: the slots of a few points are asked for
  // before the first is needed.
  void number(std::span<const Point> points, std::span<const std::uint32_t> places,
              std::span<std::uint32_t> ids) {
    if (vertices_.size() + places.size() > slots_.size() / 4 * 3) grow();  // not between asking and using
    std::array<Meeting, batch> meetings;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const Point& point = points[places[i]];
      meetings[i] = meeting_of({point.x + 0.0, point.y + 0.0});  // -0.0 becomes 0.0
    }
    for (std::size_t i = 0; i < places.size(); ++i) ids[places[i]] = number(meetings[i]);
  }

  [[nodiscard]] std::vector<Point> release() { return std::move(vertices_); }

  static constexpr std::size_t batch = 16;

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t vertex = 0;  // one more than the number; 0: free
  };
  struct Meeting {
    Point point;
    std::uint64_t bits;
    Slot seen;  // what stood where the search begins
  };

  [[nodiscard]] std::size_t home(std::uint64_t bits) const { return (bits >> 24) & (slots_.size() - 1); }

  [[nodiscard]] Meeting meeting_of(Point point) const {
    const std::uint64_t bits = hash(point);
    return {point, bits, slots_[home(bits)]};
  }

  [[nodiscard]] bool is(std::uint32_t vertex, Point point) const {
    return vertex < vertices_.size() && vertices_[vertex] == point;
  }

  // A border walked for the second time meets its numbers in a row, up or down, which spares the table.
  std::uint32_t number(const Meeting& meeting) {
    if (!std::isfinite(meeting.point.x) || !std::isfinite(meeting.point.y)) return no_zone;
    if (is(last_ + 1, meeting.point)) return ++last_;
    if (is(last_ - 1, meeting.point)) return --last_;
    return last_ = look_up(meeting);
  }

  std::uint32_t look_up(const Meeting& meeting) {
    const auto tag = static_cast<std::uint32_t>(meeting.bits);
    std::size_t at = home(meeting.bits);
    for (Slot slot = meeting.seen.vertex != 0 ? meeting.seen : slots_[at]; slot.vertex != 0;) {
      if (slot.tag == tag && vertices_[slot.vertex - 1] == meeting.point) return slot.vertex - 1;
      at = (at + 1) & (slots_.size() - 1);
      slot = slots_[at];
    }
    vertices_.push_back(meeting.point);
    slots_[at] = {tag, static_cast<std::uint32_t>(vertices_.size())};
    return static_cast<std::uint32_t>(vertices_.size() - 1);
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.vertex == 0) continue;
      std::size_t at = home(hash(vertices_[slot.vertex - 1]));
      while (slots_[at].vertex != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Point> vertices_;
  std::vector<Slot> slots_;
  std::uint32_t last_ = no_zone - 1;
};

std::vector<Point> number_share(std::span<const Point> points, std::size_t share,
                                std::span<std::uint32_t> ids) {
  VertexTable table(points.size() / 4);
  std::array<std::uint32_t, VertexTable::batch> places;
  std::size_t count = 0;
  for (std::size_t place = 0; place < points.size(); ++place) {
    if (share_of(points[place]) != share) continue;
    places[count++] = static_cast<std::uint32_t>(place);
    if (count < places.size()) continue;
    table.number(points, places, ids);
    count = 0;
  }
  table.number(points, std::span(places).first(count), ids);
  return table.release();
}

}  // namespace

NumberedPoints number_points(std::span<const Point> points) {
  NumberedPoints numbered;
  std::vector<std::uint32_t>& ids = numbered.ids;
  ids.resize(points.size());
  std::array<std::vector<Point>, shares> vertices;
  parallel_for(shares, 1, [&](std::size_t, std::size_t, std::size_t share) {
    vertices[share] = number_share(points, share, ids);
  });

  const auto first_of_second = static_cast<std::uint32_t>(vertices[0].size());
  numbered.vertices = std::move(vertices[0]);
  side_by_side(
      [&] { numbered.vertices.insert(numbered.vertices.end(), vertices[1].begin(), vertices[1].end()); },
      [&] {
        for (std::size_t place = 0; place < points.size(); ++place)
          if (share_of(points[place]) == 1 && ids[place] != no_zone) ids[place] += first_of_second;
      });
  return numbered;
}

}  // namespace maillage
