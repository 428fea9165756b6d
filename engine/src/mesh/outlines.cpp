#include "outlines.hpp"

#include <algorithm>
#include <cmath>

#include "vertices.hpp"

namespace maillage {
namespace {

constexpr std::size_t points_ahead = 8;

class OutlineReader {
 public:
  OutlineReader(const Shapes& shapes, MeshReport& report)
      : shapes_(shapes), report_(report), table_(shapes.points.size() / 2) {
    const std::size_t places = shapes.points.size() + shapes.ring_end.size();
    outlines_.ids.reserve(places);
    outlines_.zone_of.reserve(places);
  }

  Outlines read() {
    report_.source_points += shapes_.points.size();
    for (std::size_t zone = 0; zone < shapes_.zone_count(); ++zone)
      for (const std::size_t polygon : shapes_.polygons_of(zone)) {
        const auto rings = shapes_.rings_of(polygon);
        for (const std::size_t ring : rings)
          read_ring(shapes_.points_of(ring), static_cast<std::uint32_t>(zone),
                    ring == rings.front() ? 1 : -1);
      }
    outlines_.vertices = table_.release();
    return std::move(outlines_);
  }

 private:
  void problem(MeshProblemKind kind, std::uint32_t zone, Point at) {
    auto& problems = report_.problems;
    if (!problems.empty() && problems.back().kind == kind && problems.back().zones.front() == zone) {
      ++problems.back().count;
    } else {
      problems.push_back({.kind = kind, .zones = {zone}, .at = at});
    }
  }

  void read_ring(std::span<const Point> ring, std::uint32_t zone, int wanted_sense) {
    if (ring.empty()) return;
    const auto finite = [](const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y); };
    if (!std::all_of(ring.begin(), ring.end(), finite)) {
      const auto first = std::find_if(ring.begin(), ring.end(), finite);
      return problem(MeshProblemKind::collapsed_ring, zone, first == ring.end() ? Point{} : *first);
    }
    if (ring.front() != ring.back()) problem(MeshProblemKind::unclosed_ring, zone, ring.back());

    auto& ids = outlines_.ids;
    const std::size_t begin = ids.size();
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (i + points_ahead < ring.size()) table_.expect(ring[i + points_ahead]);
      push(ring[i], begin, i + 1 == ring.size());
    }
    trim_ends(begin);
    const std::size_t size = ids.size() - begin;
    if (size < 3) {
      ids.resize(begin);
      return problem(MeshProblemKind::collapsed_ring, zone, ring.front());
    }
    const double area = twice_signed_area(ring);
    if (area * wanted_sense < 0) std::reverse(ids.begin() + static_cast<std::ptrdiff_t>(begin), ids.end());
    look_for_touches(begin, zone);
    ids.push_back(ids[begin]);
    outlines_.zone_of.insert(outlines_.zone_of.end(), size, zone);
    outlines_.zone_of.push_back(no_zone);
  }

  void push(Point point, std::size_t begin, bool last) {
    point.x += 0.0;  // -0.0 becomes 0.0
    point.y += 0.0;
    auto& ids = outlines_.ids;
    const std::uint32_t id = table_.number(point, ids.size() > begin ? ids.back() : no_zone - 1);
    if (ids.size() > begin && ids.back() == id) {
      if (!last || ids.size() > begin + 1) ++report_.repeated_points;
      return;
    }
    if (last && ids.size() > begin && ids[begin] == id) return;  // the closing point
    if (ids.size() > begin + 1 && ids[ids.size() - 2] == id) {
      ids.pop_back();
      ++report_.spikes;
      return;
    }
    ids.push_back(id);
  }

  // Repeats and spikes across the closing point.
  void trim_ends(std::size_t begin) {
    auto& ids = outlines_.ids;
    std::size_t first = begin;
    while (ids.size() - first >= 2) {
      if (ids[first] == ids.back()) {
        ids.pop_back();
      } else if (ids.size() - first >= 3 && ids[first] == ids[ids.size() - 2]) {
        ids.pop_back();
        ++report_.spikes;
      } else if (ids.size() - first >= 3 && ids[first + 1] == ids.back()) {
        ++first;
        ++report_.spikes;
      } else {
        break;
      }
    }
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(begin),
              ids.begin() + static_cast<std::ptrdiff_t>(first));
  }

  void look_for_touches(std::size_t begin, std::uint32_t zone) {
    ++ring_count_;
    last_ring_.resize(table_.points().size());
    for (std::size_t i = begin; i < outlines_.ids.size(); ++i) {
      const std::uint32_t id = outlines_.ids[i];
      if (last_ring_[id] == ring_count_) problem(MeshProblemKind::self_touching, zone, table_.points()[id]);
      last_ring_[id] = ring_count_;
    }
  }

  const Shapes& shapes_;
  MeshReport& report_;
  VertexTable table_;
  Outlines outlines_;
  std::vector<std::uint32_t> last_ring_;  // per vertex, the last ring that passed there
  std::uint32_t ring_count_ = 0;
};

}  // namespace

Outlines number_outlines(const Shapes& shapes, MeshReport& report) {
  return OutlineReader(shapes, report).read();
}

}  // namespace maillage
