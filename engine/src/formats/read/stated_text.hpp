// Cells that spreadsheets are made to keep as text.
#pragma once

#include <string>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/read/grid.hpp"

namespace maillage {

// ="01004" and '01004 are read as 01004: the usual ways to keep the zeros of a code in Excel. One note says how
// many. An apostrophe goes only from what could be a code or a number; ‘'s-Gravenhage’ keeps its own.
[[nodiscard]] Grid without_text_marks(Grid grid, const std::string& file, const std::string& layer,
                                      Diagnostics& diagnostics);

}  // namespace maillage
