// What every reader of geometries reports in the same words.
#pragma once

#include <cstddef>
#include <string>

#include "maillage/base/diagnostics.hpp"

namespace maillage {

struct GeometryFindings {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t first_polygon = none;  // features, from 0
  std::size_t first_other = none;
  std::size_t without_geometry = 0;
  std::size_t third_ordinates = 0;
  std::size_t curves = 0;
};

// Polygons mixed with points or lines: Error{unreadable}.
void require_one_kind(const GeometryFindings& found, const std::string& file);

void report_geometry(const GeometryFindings& found, std::size_t features, const std::string& file,
                     const std::string& layer, Diagnostics& diagnostics);

}  // namespace maillage
