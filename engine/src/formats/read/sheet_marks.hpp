// What GDAL does not tell of the cells of a workbook: percents and formulas without a stored value.
#pragma once

#include <filesystem>
#include <string>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/read/grid.hpp"

namespace maillage {

// The same cells, numbers formatted as percents written so ("14%" for a stored 0.14; one note), and in the
// place of a formula whose value was never stored the formula ("=B2/C2"; a problem): it is no empty cell.
[[nodiscard]] Grid with_sheet_marks(Grid grid, const std::filesystem::path& path, const std::string& sheet,
                                    Diagnostics& diagnostics);

}  // namespace maillage
