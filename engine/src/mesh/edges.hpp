// The edges of all outlines, each once, with the zones on both sides.
#pragma once

#include <vector>

#include "chains.hpp"
#include "outlines.hpp"

namespace maillage {

[[nodiscard]] std::vector<Piece> match_edges(const Outlines& outlines, MeshReport& report);

}  // namespace maillage
