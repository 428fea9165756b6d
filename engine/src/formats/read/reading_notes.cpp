#include "formats/read/reading_notes.hpp"

#include <fmt/format.h>

#include "maillage/base/error.hpp"

namespace maillage {

void require_one_kind(const GeometryFindings& found, const std::string& file) {
  if (found.first_polygon == GeometryFindings::none || found.first_other == GeometryFindings::none) return;
  throw Error(
      Failure::unreadable,
      fmt::format("{}: mixes polygons (feature {}) and points or lines (feature {}); put them in two files",
                  file, found.first_polygon + 1, found.first_other + 1));
}

void report_geometry(const GeometryFindings& found, std::size_t features, const std::string& file,
                     const std::string& layer, Diagnostics& diagnostics) {
  const auto add = [&](Severity severity, const char* code, std::size_t count, std::string what,
                       const char* expected, const char* advice) {
    if (count == 0) return;
    Diagnostic item{.severity = severity, .code = code};
    item.place.file = file;
    item.place.layer = layer;
    item.found = std::move(what);
    item.expected = expected;
    item.advice = advice;
    item.count = static_cast<std::int64_t>(count);
    diagnostics.add(std::move(item));
  };
  add(Severity::note, "third-ordinates", found.third_ordinates,
      fmt::format("heights in {} features", found.third_ordinates), "two ordinates a point",
      "the heights are left out");
  add(Severity::note, "curves", found.curves, fmt::format("arcs of circle in {} features", found.curves),
      "straight edges", "the arcs are replaced by chords");
  if (found.without_geometry < features)
    add(Severity::warning, "without-geometry", found.without_geometry,
        fmt::format("{} of {} features have no geometry", found.without_geometry, features),
        "a geometry each", "their rows are kept, without shape");
}

}  // namespace maillage
