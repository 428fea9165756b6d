// Tables that R wrote with the names of its rows, and no name above them.
#pragma once

#include <string>

#include "formats/read/csv_text.hpp"
#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/read/grid.hpp"

namespace maillage {

// When every line has exactly one cell more than the first, which names columns, the first column is the one
// without name (write.table does so): an empty name is put before the others, and a note says it. Lines that
// only end with one separator more keep their empty last cell. Commas may also stand for decimals ("17093,58,4"
// below "code,rate"): there the first column must count the rows, or be words, and be quoted where two columns of
// digits stand side by side.
[[nodiscard]] Grid with_room_for_row_names(Grid grid, const SplitReport& split, char separator,
                                           const std::string& file, Diagnostics& diagnostics);

}  // namespace maillage
