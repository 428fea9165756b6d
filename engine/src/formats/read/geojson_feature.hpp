// Features of a GeoJSON collection, parsed into columns of cells and flat shapes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/read/json_split.hpp"
#include "formats/read/reading_notes.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

struct FeatureBlock {
  struct Cell {
    std::uint32_t column = 0;
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };

  std::vector<std::string> columns;  // in order of first appearance
  std::vector<Cell> cells;
  std::vector<std::uint32_t> row_end;  // one past the last cell of each feature
  std::string text;
  std::vector<std::string> ids;  // of the features, when some feature has one
  Shapes shapes;
  GeometryFindings found;
  std::size_t first_repeated_name = GeometryFindings::none;  // position in the collection, from 0
};

// Parses features[begin, end) of the collection. Their texts are followed by 64 readable
// bytes. Throws Error{unreadable} naming the file and the feature.
[[nodiscard]] FeatureBlock parse_features(std::span<const JsonPiece> features, std::size_t begin,
                                          std::size_t end, const std::string& file);

}  // namespace maillage
