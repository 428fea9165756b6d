#include "formats/write/wkb.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace maillage {
namespace {

constexpr std::uint32_t polygon_type = 3;
constexpr std::uint32_t multipolygon_type = 6;

class Bytes {
 public:
  explicit Bytes(std::vector<unsigned char>& bytes) : bytes_(bytes) { bytes_.clear(); }

  void header(std::uint32_t type, std::size_t count) {
    bytes_.push_back(std::endian::native == std::endian::little ? 1 : 0);
    number(type);
    number(static_cast<std::uint32_t>(count));
  }

  void number(std::uint32_t value) { std::memcpy(grow(sizeof(value)), &value, sizeof(value)); }

  void ring(std::span<const Point> points, bool reversed) {
    number(static_cast<std::uint32_t>(points.size()));
    unsigned char* place = grow(points.size_bytes());
    if (!reversed) {
      std::memcpy(place, points.data(), points.size_bytes());
      return;
    }
    for (std::size_t i = points.size(); i-- > 0; place += sizeof(Point)) {
      std::memcpy(place, &points[i], sizeof(Point));
    }
  }

 private:
  unsigned char* grow(std::size_t size) {
    const std::size_t end = bytes_.size();
    bytes_.resize(end + size);
    return bytes_.data() + end;
  }

  std::vector<unsigned char>& bytes_;
};

}  // namespace

void write_wkb(const Shapes& shapes, std::size_t zone, RingOrder order, std::vector<unsigned char>& wkb) {
  static_assert(sizeof(Point) == 2 * sizeof(double));
  Bytes bytes(wkb);
  const auto polygons = shapes.polygons_of(zone);
  bytes.header(multipolygon_type, polygons.size());
  for (const std::size_t polygon : polygons) {
    const auto rings = shapes.rings_of(polygon);
    bytes.header(polygon_type, rings.size());
    for (const std::size_t ring : rings) {
      const std::span<const Point> points = shapes.points_of(ring);
      const bool counter_clockwise = twice_signed_area(points) > 0;
      const bool outer = ring == rings.front();
      const bool wanted = outer == (order == RingOrder::outer_counter_clockwise);
      bytes.ring(points, counter_clockwise != wanted);
    }
  }
}

}  // namespace maillage
