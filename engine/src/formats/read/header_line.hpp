// Which line of a grid names the columns.
#pragma once

#include <cstddef>

#include "maillage/formats/read/grid.hpp"

namespace maillage {

inline constexpr std::size_t no_header = static_cast<std::size_t>(-1);

struct Header {
  std::size_t row = no_header;
  std::size_t labels = no_header;  // the line of labels above it
};

[[nodiscard]] Header find_header(const Grid& grid);
// How many different names of the line the catalogue knows.
[[nodiscard]] std::size_t known_names(const Grid& grid, std::size_t row);

[[nodiscard]] std::size_t filled_cells(const Grid& grid, std::size_t row);
[[nodiscard]] std::size_t first_filled(const Grid& grid, std::size_t row);
[[nodiscard]] std::size_t filled_width(const Grid& grid, std::size_t row);  // one past the last filled cell

// The filled width that most of the first lines have.
[[nodiscard]] std::size_t usual_width(const Grid& grid);

}  // namespace maillage
