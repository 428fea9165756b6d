// How much each point of an arc matters: the weighted area of its triangle when its turn to leave comes.
#pragma once

#include <limits>
#include <span>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

inline constexpr double always_kept = std::numeric_limits<double>::infinity();

// Of the arcs [begin, end), one weight per point of mesh.points; ends of arcs, and what a closed arc needs
// to keep an inside, are always kept. Along an arc, the points heavier than any bound are those left when
// the lightest leave one after the other.
void weigh_points(const Mesh& mesh, std::size_t begin, std::size_t end, std::span<double> weights);

}  // namespace maillage
