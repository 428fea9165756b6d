#include "maillage/mesh/check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "maillage/mesh/mesh.hpp"
#include "maillage/mesh/problem.hpp"
#include "mesh/build/coverage.hpp"
#include "mesh/build/rebuild.hpp"
#include "mesh/check/meetings.hpp"
#include "mesh/check/segment_grid.hpp"
#include "mesh/exact.hpp"
#include "mesh/nesting.hpp"

namespace maillage {

std::string_view to_string(MeshProblemKind kind) {
  static constexpr std::array<std::string_view, 11> names{
      "unclosed-ring", "collapsed-ring", "self-touching", "self-crossing", "doubled-edge", "overlap",
      "hole",          "slit",           "t-junction",    "stray-hole",    "not-searched"};
  return names[static_cast<std::size_t>(kind)];
}

namespace {

struct NearMiss {
  std::vector<std::uint32_t> zones;  // those of the vertex and the one of the edge, ascending
  Point at;                          // the vertex
  double distance = 0;
};

double distance_to(const Point& p, const Point& a, const Point& b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
  if (along > 0 && along < 1 && turn(a, b, p) == 0) return 0;
  const double part = std::clamp(along, 0.0, 1.0);
  return std::hypot(p.x - (a.x + part * dx), p.y - (a.y + part * dy));
}

void add_unique(std::vector<std::uint32_t>& zones, std::uint32_t zone) {
  if (zone == no_zone) return;
  const auto place = std::lower_bound(zones.begin(), zones.end(), zone);
  if (place == zones.end() || *place != zone) zones.insert(place, zone);
}

// Each vertex and zone once, with the nearest edge at most `width` away; the vertex is no end of that edge.
std::vector<NearMiss> find_near_misses(const Mesh& mesh, double width) {
  std::vector<std::uint32_t> open;
  std::vector<std::vector<std::uint32_t>> zones_at(mesh.nodes);
  for (std::uint32_t arc = 0; arc < mesh.arc_count(); ++arc) {
    for (const std::uint32_t node : {mesh.from[arc], mesh.to[arc]}) {
      add_unique(zones_at[node], mesh.left[arc]);
      add_unique(zones_at[node], mesh.right[arc]);
    }
    if (mesh.left[arc] == no_zone || mesh.right[arc] == no_zone) open.push_back(arc);
  }
  const SegmentGrid grid(mesh, open);
  const auto outer_zone = [&](std::size_t arc) {
    return mesh.left[arc] == no_zone ? mesh.right[arc] : mesh.left[arc];
  };

  std::vector<NearMiss> found;
  const auto look_around = [&](const Point& p, const std::vector<std::uint32_t>& zones) {
    grid.each_near({p.x - width, p.y - width, p.x + width, p.y + width}, [&](std::uint32_t edge) {
      const Point& a = mesh.points[edge];
      const Point& b = mesh.points[edge + 1];
      if (a == p || b == p) return;
      if (std::min(a.x, b.x) > p.x + width || std::max(a.x, b.x) < p.x - width ||
          std::min(a.y, b.y) > p.y + width || std::max(a.y, b.y) < p.y - width)
        return;
      const std::uint32_t zone = outer_zone(arc_of(mesh, edge));
      if (std::binary_search(zones.begin(), zones.end(), zone)) return;
      const double distance = distance_to(p, a, b);
      if (distance > width) return;
      NearMiss miss{zones, p, distance};
      add_unique(miss.zones, zone);
      found.push_back(std::move(miss));
    });
  };
  for (const std::uint32_t arc : open) {
    const auto line = mesh.points_of(arc);
    const std::vector<std::uint32_t> own{outer_zone(arc)};
    for (std::size_t i = 1; i + 1 < line.size(); ++i) look_around(line[i], own);
    look_around(line.front(), zones_at[mesh.from[arc]]);
    look_around(line.back(), zones_at[mesh.to[arc]]);
  }
  const auto key = [](const NearMiss& m) { return std::tie(m.zones, m.at.x, m.at.y, m.distance); };
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto same = [](const NearMiss& a, const NearMiss& b) { return a.zones == b.zones && a.at == b.at; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

using Zones = std::vector<std::uint32_t>;

// The middle of the widest part of a ring at half its height.
Point inside(std::span<const Point> ring) {
  const Box box = box_of_points(ring);
  Point best = ring.front();
  double widest = -1;
  for (const double part : {0.5, 0.382, 0.618}) {
    const double y = box.min_y + (box.max_y - box.min_y) * part;
    std::vector<double> cuts;
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const Point& a = ring[i - 1];
      const Point& b = ring[i];
      if ((a.y <= y) != (b.y <= y)) cuts.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t i = 1; i < cuts.size(); i += 2)
      if (cuts[i] - cuts[i - 1] > widest) {
        widest = cuts[i] - cuts[i - 1];
        best = {(cuts[i] + cuts[i - 1]) / 2, y};
      }
  }
  return best;
}

class Checker {
 public:
  Checker(const Mesh& mesh, const CheckOptions& options) : mesh_(mesh), options_(options) {}

  std::vector<MeshProblem> check() {
    const Meetings meetings = find_meetings(mesh_);
    for (const Meeting& meeting : meetings.items) look_at(meeting);
    const Zones scribbles = zones_that_scribble();
    if (meetings.all && scribbles.empty()) {
      for (const Face& face : find_disputed_faces(node_mesh(meetings.items))) look_at(face);
      for (const NearMiss& miss : find_near_misses(mesh_, options_.width)) look_at(miss);
    } else {
      problems_.push_back({.kind = MeshProblemKind::not_searched,
                           .zones = scribbles,
                           .at = meetings.items.empty() ? mesh_.points.front() : meetings.items.front().at});
    }
    settle_crossings();
    settle_misses();
    for (auto& [key, problem] : gathered_) problems_.push_back(std::move(problem));
    const auto key = [](const MeshProblem& p) { return std::tie(p.kind, p.zones, p.at.x, p.at.y); };
    std::sort(problems_.begin(), problems_.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return std::move(problems_);
  }

 private:
  // No map crosses itself so often; each crossing would be a hole and an overlap to tell.
  [[nodiscard]] Zones zones_that_scribble() const {
    constexpr std::size_t most_crossings = 1000;
    Zones zones;
    for (const auto& [key, problem] : gathered_)
      if (key.first == MeshProblemKind::self_crossing && problem.count > most_crossings)
        zones.insert(zones.end(), key.second.begin(), key.second.end());
    return zones;
  }

  // Edges get a vertex wherever they meet others; rounded crossings may bring a few new ones.
  Mesh node_mesh(std::vector<Meeting> meetings) const {
    Mesh noded = mesh_;
    for (int round = 0; round < 5; ++round) {
      std::vector<Insertion> insertions;
      for (const Meeting& meeting : meetings) {
        if (meeting.kind == MeetingKind::same) continue;
        insertions.push_back({meeting.one, meeting.at});
        if (meeting.kind == MeetingKind::crossing) insertions.push_back({meeting.other, meeting.at});
      }
      if (insertions.empty()) break;
      noded = insert_vertices(noded, std::move(insertions));
      meetings = find_meetings(noded).items;
    }
    return noded;
  }

  MeshProblem& gather(MeshProblemKind kind, const Zones& zones, Point at) {
    auto [entry, is_new] = gathered_.try_emplace({kind, zones});
    if (is_new) entry->second = {.kind = kind, .zones = zones, .at = at, .count = 0};
    ++entry->second.count;
    return entry->second;
  }

  [[nodiscard]] Zones zones_of_edge(std::uint32_t edge) const {
    const std::size_t arc = arc_of(mesh_, edge);
    Zones zones;
    for (const std::uint32_t zone : {mesh_.left[arc], mesh_.right[arc]})
      if (zone != no_zone) zones.push_back(zone);
    std::sort(zones.begin(), zones.end());
    return zones;
  }

  void look_at(const Meeting& meeting) {
    if (meeting.kind == MeetingKind::same) return;
    const Zones one = zones_of_edge(meeting.one);
    const Zones other = zones_of_edge(meeting.other);
    Zones common;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(common));
    if (meeting.kind == MeetingKind::touch) {
      for (const std::uint32_t zone : common) gather(MeshProblemKind::self_touching, {zone}, meeting.at);
    } else if (!common.empty()) {
      for (const std::uint32_t zone : common) gather(MeshProblemKind::self_crossing, {zone}, meeting.at);
    } else {
      Zones both;
      std::set_union(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both));
      crossings_.push_back({both, meeting.at});
    }
  }

  void look_at(const Face& face) {
    const double width = face.perimeter > 0 ? 2 * face.area / face.perimeter : 0;
    Zones zones;
    int times = 0;
    for (const Claim& claim : face.claims) {
      if (claim.times < 0) return look_at_wrong_side(face, claim.zone);
      zones.push_back(claim.zone);
      times += claim.times;
    }
    const Point at = inside(face.ring);
    if (width <= options_.width) {
      Zones all = face.around;
      all.insert(all.end(), zones.begin(), zones.end());
      std::sort(all.begin(), all.end());
      all.erase(std::unique(all.begin(), all.end()), all.end());
      slivers_.push_back({all, at, face.area, width});
    } else if (times == 0) {
      problems_.push_back({.kind = MeshProblemKind::hole,
                           .zones = face.around,
                           .at = at,
                           .area = face.area,
                           .length = face.perimeter,
                           .width = width,
                           .allowed = is_allowed(face)});
    } else {
      MeshProblem& problem = gather(MeshProblemKind::overlap, zones, at);
      problem.area += face.area;
      problem.width = std::max(problem.width, width);
    }
  }

  void look_at_wrong_side(const Face& face, std::uint32_t zone) {
    const bool crosses = gathered_.contains({MeshProblemKind::self_crossing, {zone}});
    MeshProblem& problem = gather(crosses ? MeshProblemKind::self_crossing : MeshProblemKind::stray_hole,
                                  {zone}, inside(face.ring));
    if (crosses) --problem.count;
    problem.area += face.area;
  }

  [[nodiscard]] bool is_allowed(const Face& face) const {
    return std::ranges::any_of(options_.allowed_holes,
                               [&](const Point& p) { return side_of(p, face.ring) != Side::outside; });
  }

  void look_at(const NearMiss& miss) {
    Misses& group = misses_[miss.zones];
    if (group.count == 0) group = {miss.at, {miss.at.x, miss.at.y, miss.at.x, miss.at.y}, 0, 0};
    ++group.count;
    group.widest = std::max(group.widest, miss.distance);
    group.box = {std::min(group.box.min_x, miss.at.x), std::min(group.box.min_y, miss.at.y),
                 std::max(group.box.max_x, miss.at.x), std::max(group.box.max_y, miss.at.y)};
  }

  // A crossing whose overlap has no face that could be measured is still an overlap.
  void settle_crossings() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> known;
    const auto each_pair = [](const Zones& zones, const auto& use) {
      for (std::size_t i = 0; i < zones.size(); ++i)
        for (std::size_t j = i + 1; j < zones.size(); ++j) use(std::pair{zones[i], zones[j]});
    };
    const auto learn = [&](const Zones& zones) {
      each_pair(zones, [&](const auto& pair) { known.insert(pair); });
    };
    for (const auto& [key, problem] : gathered_)
      if (key.first == MeshProblemKind::overlap) learn(problem.zones);
    for (const auto& [zones, at] : crossings_) {
      bool reported = false;
      each_pair(zones, [&](const auto& pair) { reported = reported || known.contains(pair); });
      if (reported) continue;
      gather(MeshProblemKind::overlap, zones, at);
      learn(zones);
    }
  }

  void settle_misses() {
    for (const auto& [zones, group] : misses_) {
      const double length = std::hypot(group.box.max_x - group.box.min_x, group.box.max_y - group.box.min_y);
      double area = 0;
      bool closed = false;
      for (Sliver& sliver : slivers_) {
        if (!std::includes(sliver.zones.begin(), sliver.zones.end(), zones.begin(), zones.end())) continue;
        closed = true;
        area += sliver.area;
        sliver.reported = true;
      }
      const bool touches = closed || group.widest == 0 || length <= options_.width;
      problems_.push_back({.kind = touches ? MeshProblemKind::t_junction : MeshProblemKind::slit,
                           .zones = zones,
                           .at = group.at,
                           .area = area,
                           .length = length,
                           .width = group.widest,
                           .count = group.count});
    }
    for (const Sliver& sliver : slivers_)
      if (!sliver.reported)
        problems_.push_back({.kind = MeshProblemKind::t_junction,
                             .zones = sliver.zones,
                             .at = sliver.at,
                             .area = sliver.area,
                             .width = sliver.width});
  }

  struct Misses {
    Point at;
    Box box{};
    std::size_t count = 0;
    double widest = 0;
  };
  struct Sliver {
    Zones zones;
    Point at;
    double area;
    double width;
    bool reported = false;
  };

  const Mesh& mesh_;
  const CheckOptions& options_;
  std::vector<MeshProblem> problems_;
  std::map<std::pair<MeshProblemKind, Zones>, MeshProblem> gathered_;
  std::vector<std::pair<Zones, Point>> crossings_;
  std::map<Zones, Misses> misses_;
  std::vector<Sliver> slivers_;
};

}  // namespace

double default_width(Crs crs) {
  return crs.is_geographic() ? 1e-6 : 0.1;
}

std::vector<MeshProblem> check_mesh(const Mesh& mesh, const CheckOptions& options) {
  if (mesh.arc_count() == 0) return {};
  return Checker(mesh, options).check();
}

std::vector<MeshProblem> crossing_outlines(const Mesh& mesh) {
  std::vector<std::uint32_t> outer;
  for (std::uint32_t arc = 0; arc < mesh.arc_count(); ++arc)
    if (mesh.left[arc] == no_zone || mesh.right[arc] == no_zone) outer.push_back(arc);
  const auto zone_of_edge = [&](std::uint32_t edge) {
    const std::size_t arc = arc_of(mesh, edge);
    return mesh.left[arc] == no_zone ? mesh.right[arc] : mesh.left[arc];
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, MeshProblem> pairs;
  for (const Meeting& meeting : find_meetings(mesh, outer).items) {
    if (meeting.kind != MeetingKind::crossing) continue;
    const auto [low, high] = std::minmax({zone_of_edge(meeting.one), zone_of_edge(meeting.other)});
    if (low == high) continue;
    const auto [pair, is_new] = pairs.try_emplace({low, high});
    if (is_new)
      pair->second = {.kind = MeshProblemKind::overlap, .zones = {low, high}, .at = meeting.at, .count = 0};
    ++pair->second.count;
  }
  std::vector<MeshProblem> problems;
  for (auto& [zones, problem] : pairs) problems.push_back(std::move(problem));
  return problems;
}

}  // namespace maillage
