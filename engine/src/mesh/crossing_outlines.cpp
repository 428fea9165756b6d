#include <algorithm>
#include <map>

#include "maillage/mesh/check.hpp"
#include "mesh/meetings.hpp"
#include "mesh/segment_grid.hpp"

namespace maillage {

std::vector<MeshProblem> crossing_outlines(const Mesh& mesh) {
  std::vector<std::uint32_t> outer;
  for (std::uint32_t arc = 0; arc < mesh.arc_count(); ++arc)
    if (mesh.left[arc] == no_zone || mesh.right[arc] == no_zone) outer.push_back(arc);
  const auto zone_of_edge = [&](std::uint32_t edge) {
    const std::size_t arc = arc_of(mesh, edge);
    return mesh.left[arc] == no_zone ? mesh.right[arc] : mesh.left[arc];
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, MeshProblem> pairs;
  for (const Meeting& meeting : find_meetings(mesh, outer)) {
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
