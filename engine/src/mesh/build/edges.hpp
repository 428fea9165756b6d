// The edges of all outlines, each once, with the zones on both sides.
#pragma once

#include <vector>

#include "mesh/build/chains.hpp"
#include "mesh/build/outlines.hpp"

namespace maillage {

[[nodiscard]] std::vector<Piece> match_edges(const Outlines& outlines, MeshReport& report);

}  // namespace maillage
