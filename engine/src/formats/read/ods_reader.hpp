// Sheets of an OpenDocument spreadsheet (.ods) as grids of text, by the rules of xlsx_reader.hpp: texts as typed, numbers in
// the fewest digits, percents as "14%", days as 2023-12-31, true and false as 1 and 0, formulas by their stored result.
// Repeated empty cells and rows beyond the last filled one are not made.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/formats/read/grid.hpp"

namespace maillage {

[[nodiscard]] std::vector<std::string> sheets_of_ods(const std::filesystem::path& path);
[[nodiscard]] Grid read_ods_sheet(const std::filesystem::path& path, std::string_view sheet);

}  // namespace maillage
