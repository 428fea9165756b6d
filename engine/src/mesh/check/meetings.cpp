#include "mesh/check/meetings.hpp"

#include <algorithm>
#include <tuple>

#include "maillage/base/parallel.hpp"
#include "mesh/check/segment_grid.hpp"
#include "mesh/exact.hpp"

namespace maillage {
namespace {

struct Edge {
  std::uint32_t name;
  Point a;
  Point b;
};

// c is in line with the edge: is it inside it?
bool between(const Edge& edge, const Point& c) {
  if (c == edge.a || c == edge.b) return false;
  return c.x >= std::min(edge.a.x, edge.b.x) && c.x <= std::max(edge.a.x, edge.b.x) &&
         c.y >= std::min(edge.a.y, edge.b.y) && c.y <= std::max(edge.a.y, edge.b.y);
}

Point crossing_of(const Edge& s, const Edge& t) {
  const double dx = s.b.x - s.a.x;
  const double dy = s.b.y - s.a.y;
  const double ex = t.b.x - t.a.x;
  const double ey = t.b.y - t.a.y;
  const double along = ((t.a.x - s.a.x) * ey - (t.a.y - s.a.y) * ex) / (dx * ey - dy * ex);
  const double part = along >= 0 && along <= 1 ? along : 0.5;
  return {s.a.x + part * dx, s.a.y + part * dy};
}

class Finder {
 public:
  explicit Finder(std::vector<Meeting>& meetings) : meetings_(meetings) {}

  void compare(const Edge& s, const Edge& t) {
    if (std::max(s.a.x, s.b.x) < std::min(t.a.x, t.b.x) || std::max(t.a.x, t.b.x) < std::min(s.a.x, s.b.x) ||
        std::max(s.a.y, s.b.y) < std::min(t.a.y, t.b.y) || std::max(t.a.y, t.b.y) < std::min(s.a.y, s.b.y))
      return;
    const bool aa = s.a == t.a;
    const bool ab = s.a == t.b;
    const bool ba = s.b == t.a;
    const bool bb = s.b == t.b;
    if ((aa && bb) || (ab && ba)) return note(MeetingKind::same, s, t, s.a);
    if (aa || ab || ba || bb) {
      const Point& shared = aa || ab ? s.a : s.b;
      const Point& end_s = aa || ab ? s.b : s.a;
      const Point& end_t = aa || ba ? t.b : t.a;
      if (turn(shared, end_s, end_t) == 0) touches(s, t);
      return;
    }
    const int a = turn(s.a, s.b, t.a);
    const int b = turn(s.a, s.b, t.b);
    if (a * b > 0) return;
    const int c = turn(t.a, t.b, s.a);
    const int d = turn(t.a, t.b, s.b);
    if (c * d > 0) return;
    if (a * b < 0 && c * d < 0) return note(MeetingKind::crossing, s, t, crossing_of(s, t));
    touches(s, t);
  }

 private:
  void touches(const Edge& s, const Edge& t) {
    for (const Point& end : {t.a, t.b})
      if (between(s, end) && turn(s.a, s.b, end) == 0)
        meetings_.push_back({MeetingKind::touch, s.name, t.name, end});
    for (const Point& end : {s.a, s.b})
      if (between(t, end) && turn(t.a, t.b, end) == 0)
        meetings_.push_back({MeetingKind::touch, t.name, s.name, end});
  }
  void note(MeetingKind kind, const Edge& s, const Edge& t, Point at) {
    meetings_.push_back({kind, std::min(s.name, t.name), std::max(s.name, t.name), at});
  }

  std::vector<Meeting>& meetings_;
};

}  // namespace

std::vector<Meeting> find_meetings(const Mesh& mesh) {
  return find_meetings(mesh, all_arcs(mesh));
}

std::vector<Meeting> find_meetings(const Mesh& mesh, std::span<const std::uint32_t> arcs) {
  const SegmentGrid grid(mesh, arcs);
  constexpr std::size_t grain = 16384;
  std::vector<std::vector<Meeting>> found(block_count(grid.cells(), grain));
  parallel_for(grid.cells(), grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
    Finder finder(found[block]);
    std::vector<Edge> edges;
    for (std::size_t cell = begin; cell < end; ++cell) {
      edges.clear();
      for (const std::uint32_t name : grid.of(cell))
        edges.push_back({name, mesh.points[name], mesh.points[name + 1]});
      for (std::size_t i = 0; i < edges.size(); ++i)
        for (std::size_t j = i + 1; j < edges.size(); ++j)
          if (edges[i].name < edges[j].name) finder.compare(edges[i], edges[j]);
    }
  });
  std::vector<Meeting> meetings;
  for (const auto& part : found) meetings.insert(meetings.end(), part.begin(), part.end());
  const auto key = [](const Meeting& m) { return std::tie(m.one, m.other, m.kind, m.at.x, m.at.y); };
  std::sort(meetings.begin(), meetings.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto same = [&](const auto& a, const auto& b) { return key(a) == key(b); };
  meetings.erase(std::unique(meetings.begin(), meetings.end(), same), meetings.end());
  return meetings;
}

}  // namespace maillage
