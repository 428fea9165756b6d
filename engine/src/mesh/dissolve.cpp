#include "maillage/mesh/dissolve.hpp"

#include <algorithm>
#include <string>

#include "maillage/base/error.hpp"
#include "mesh/build/chains.hpp"

namespace maillage {
namespace {

void check_groups(const Mesh& mesh, std::span<const std::uint32_t> group_of_zone, std::size_t groups) {
  if (group_of_zone.size() != mesh.zones)
    throw Error(Failure::internal, "dissolve: " + std::to_string(group_of_zone.size()) +
                                       " groups given for " + std::to_string(mesh.zones) + " zones");
  for (const std::uint32_t group : group_of_zone)
    if (group != no_zone && group >= groups)
      throw Error(Failure::internal, "dissolve: group " + std::to_string(group) + " of " +
                                         std::to_string(groups) + " does not exist");
}

void append(std::vector<Point>& points, std::span<const Point> arc, bool backwards, bool first) {
  const std::size_t skip = first ? 0 : 1;  // the point shared with the arc before
  if (backwards) {
    points.insert(points.end(), arc.rbegin() + static_cast<std::ptrdiff_t>(skip), arc.rend());
  } else {
    points.insert(points.end(), arc.begin() + static_cast<std::ptrdiff_t>(skip), arc.end());
  }
}

}  // namespace

Mesh dissolve(const Mesh& mesh, std::span<const std::uint32_t> group_of_zone, std::size_t groups) {
  check_groups(mesh, group_of_zone, groups);
  const auto group = [&](std::uint32_t zone) { return zone == no_zone ? no_zone : group_of_zone[zone]; };

  std::vector<Piece> pieces;
  std::vector<std::uint32_t> arc_of;
  std::size_t points = 0;
  for (std::uint32_t arc = 0; arc < mesh.arc_count(); ++arc) {
    const Piece piece{mesh.from[arc], mesh.to[arc], group(mesh.left[arc]), group(mesh.right[arc])};
    if (piece.left == piece.right) continue;
    pieces.push_back(piece);
    arc_of.push_back(arc);
    points += mesh.points_of(arc).size();
  }

  Mesh dissolved;
  dissolved.zones = groups;
  dissolved.crs = mesh.crs;
  dissolved.points.reserve(points);
  std::vector<std::uint32_t> node_of(mesh.nodes, no_zone);
  const auto node = [&](std::uint32_t old) {
    if (node_of[old] == no_zone) node_of[old] = static_cast<std::uint32_t>(dissolved.nodes++);
    return node_of[old];
  };
  const Chains chains = link(pieces, mesh.nodes);
  for (std::size_t chain = 0; chain < chains.count(); ++chain) {
    const auto items = chains.of(chain);
    for (const std::uint32_t item : items)
      append(dissolved.points, mesh.points_of(arc_of[item / 2]), item % 2 != 0, item == items.front());
    const Piece& first = pieces[items.front() / 2];
    const Piece& last = pieces[items.back() / 2];
    Piece sides = first;
    if (items.front() % 2 != 0) sides = {first.to, first.from, first.right, first.left};
    const ChainKind kind = chain < chains.first_closed ? ChainKind::open : ChainKind::closed;
    if (kind == ChainKind::open) {
      sides.from = node(sides.from);
      sides.to = node(items.back() % 2 != 0 ? last.from : last.to);
    } else {
      sides.from = sides.to = static_cast<std::uint32_t>(dissolved.nodes++);
    }
    finish_arc(dissolved, kind, sides);
  }
  return dissolved;
}

}  // namespace maillage
