#include "maillage/mesh/round.hpp"

#include <algorithm>
#include <cmath>

#include "mesh/build/chains.hpp"
#include "mesh/build/vertices.hpp"
#include "mesh/check/meetings.hpp"

namespace maillage {
namespace {

Point rounded(const Point& point, int decimals) {
  const double factor = std::pow(10.0, decimals);
  return {std::round(point.x * factor) / factor + 0.0, std::round(point.y * factor) / factor + 0.0};
}

class Rounder {
 public:
  Rounder(const Mesh& mesh, int decimals, RoundReport& report)
      : mesh_(mesh), report_(report), numbered_(number_points(mesh.points)) {
    for (const Point& point : numbered_.vertices) place_.push_back(rounded(point, decimals));
    kept_.resize(place_.size());
    ends_at_.resize(mesh.nodes);
    for (std::size_t arc = 0; arc < mesh.arc_count(); ++arc) {
      ++ends_at_[mesh.from[arc]];
      ++ends_at_[mesh.to[arc]];
    }
    collapsed_.resize(mesh.arc_count());
  }

  Mesh round() {
    // Keeping a vertex may bring it in the way of others: until no more have to stay.
    do {
      found_new_ = false;
      draw();
      separate_merged();
      separate_meeting();
    } while (found_new_);
    for (std::size_t vertex = 0; vertex < place_.size(); ++vertex) {
      if (place_[vertex] != numbered_.vertices[vertex]) ++report_.moved;
      if (kept_[vertex]) ++report_.kept;
    }
    report_.merged_points += mesh_.points.size() - drawn_.points.size();
    return canonical();
  }

 private:
  [[nodiscard]] std::uint32_t vertex_of(std::size_t point) const { return numbered_.ids[point]; }

  void keep(std::uint32_t vertex) {
    const Point& source = numbered_.vertices[vertex];
    if (place_[vertex] == source) return;
    place_[vertex] = source;
    kept_[vertex] = true;
    found_new_ = true;
  }

  // The arcs with each vertex at its place; a vertex that falls on the one before it is not drawn.
  void draw() {
    drawn_.points.clear();
    drawn_.arc_end.clear();
    source_.clear();
    for (std::size_t arc = 0; arc < mesh_.arc_count(); ++arc) {
      const std::size_t begin = mesh_.arc_begin(arc);
      const std::size_t end = mesh_.arc_end[arc];
      const std::size_t drawn_begin = drawn_.points.size();
      const Point& last = place_[vertex_of(end - 1)];
      for (std::size_t i = begin; i < end; ++i) {
        const Point& place = place_[vertex_of(i)];
        const bool is_end = i == begin || i + 1 == end;
        if (!is_end && place == drawn_.points.back()) continue;
        if (i + 1 == end)
          while (drawn_.points.size() > drawn_begin + 1 && drawn_.points.back() == last) drop_last();
        drawn_.points.push_back(place);
        source_.push_back(static_cast<std::uint32_t>(i));
      }
      drawn_.arc_end.push_back(static_cast<std::uint32_t>(drawn_.points.size()));
      check_collapse(arc, drawn_.points.size() - drawn_begin);
    }
  }

  void drop_last() {
    drawn_.points.pop_back();
    source_.pop_back();
  }

  void check_collapse(std::size_t arc, std::size_t size) {
    const auto line = drawn_.points_of(arc);
    const bool closed = mesh_.from[arc] == mesh_.to[arc];
    if (closed ? size >= 4 : line.front() != line.back()) return;
    for (std::size_t i = mesh_.arc_begin(arc); i < mesh_.arc_end[arc]; ++i) keep(vertex_of(i));
    if (!closed || collapsed_[arc]) return;
    collapsed_[arc] = true;
    MeshProblem problem{
        .kind = MeshProblemKind::collapsed_ring, .zones = {}, .at = mesh_.points_of(arc).front()};
    for (const std::uint32_t zone : {mesh_.left[arc], mesh_.right[arc]})
      if (zone != no_zone) problem.zones.push_back(zone);
    std::sort(problem.zones.begin(), problem.zones.end());
    report_.problems.push_back(std::move(problem));
  }

  void separate_merged() {
    const NumberedPoints places = number_points(drawn_.points);
    std::vector<std::uint32_t> owner(places.vertices.size(), no_zone);
    for (std::size_t i = 0; i < drawn_.points.size(); ++i) {
      const std::uint32_t place = places.ids[i];
      const std::uint32_t vertex = vertex_of(source_[i]);
      if (owner[place] == no_zone) {
        owner[place] = vertex;
      } else if (owner[place] != vertex) {
        keep(owner[place]);
        keep(vertex);
      }
    }
  }

  // Two edges fall together for good when the source has them so; else what was
  // between their ends comes back.
  void separate_meeting() {
    for (const Meeting& meeting : find_meetings(drawn_))
      for (const std::uint32_t edge : {meeting.one, meeting.other}) {
        const std::uint32_t first = source_[edge];
        const std::uint32_t last = source_[edge + 1];
        if (meeting.kind == MeetingKind::same) {
          for (std::uint32_t i = first + 1; i < last; ++i) keep(vertex_of(i));
        } else {
          keep(vertex_of(first));
          keep(vertex_of(last));
        }
      }
  }

  [[nodiscard]] Mesh canonical() const {
    Mesh rounded;
    rounded.nodes = mesh_.nodes;
    rounded.zones = mesh_.zones;
    rounded.crs = mesh_.crs;
    rounded.points.reserve(drawn_.points.size());
    for (std::size_t arc = 0; arc < mesh_.arc_count(); ++arc) {
      const auto line = drawn_.points_of(arc);
      rounded.points.insert(rounded.points.end(), line.begin(), line.end());
      const bool island = mesh_.from[arc] == mesh_.to[arc] && ends_at_[mesh_.from[arc]] == 2;
      finish_arc(rounded, island ? ChainKind::closed : ChainKind::open,
                 {mesh_.from[arc], mesh_.to[arc], mesh_.left[arc], mesh_.right[arc]});
    }
    return rounded;
  }

  const Mesh& mesh_;
  RoundReport& report_;
  NumberedPoints numbered_;
  std::vector<Point> place_;  // per vertex
  std::vector<bool> kept_;
  std::vector<std::uint32_t> ends_at_;  // per node
  std::vector<bool> collapsed_;         // per arc: said so
  Mesh drawn_;                          // points and arc_end only
  std::vector<std::uint32_t> source_;   // per point of drawn_, its index in the mesh
  bool found_new_ = false;
};

}  // namespace

Mesh round_mesh(const Mesh& mesh, int decimals, RoundReport& report) {
  if (std::ranges::all_of(mesh.points, [&](const Point& p) { return rounded(p, decimals) == p; }))
    return mesh;
  return Rounder(mesh, decimals, report).round();
}

}  // namespace maillage
