#include "formats/read/reading_notes.hpp"

#include <fmt/format.h>

#include "maillage/base/error.hpp"

namespace maillage {

void require_one_kind(const GeometryFindings& found, const std::string& file) {
  if (found.first_polygon == GeometryFindings::none || found.first_other == GeometryFindings::none) return;
  throw Error(
      Failure::unreadable,
      message("{}: mixes polygons (feature {}) and points or lines (feature {}); put them in two files", file,
              found.first_polygon + 1, found.first_other + 1));
}

void report_geometry(const GeometryFindings& found, std::size_t features, const std::string& file,
                     const std::string& layer, Diagnostics& diagnostics) {
  const auto add = [&](Severity severity, const char* code, std::size_t count, Message what, Message expected,
                       Message advice) {
    if (count == 0) return;
    Diagnostic item{.severity = severity, .code = code};
    item.place.file = file;
    item.place.layer = layer;
    item.found = std::move(what);
    item.expected = std::move(expected);
    item.advice = std::move(advice);
    item.count = static_cast<std::int64_t>(count);
    diagnostics.add(std::move(item));
  };
  add(Severity::note, "third-ordinates", found.third_ordinates,
      message("heights in {} features", found.third_ordinates), message("two ordinates a point"),
      message("the heights are left out"));
  add(Severity::note, "curves", found.curves, message("arcs of circle in {} features", found.curves),
      message("straight edges"), message("the arcs are replaced by chords"));
  if (found.without_geometry < features)
    add(Severity::warning, "without-geometry", found.without_geometry,
        message("{} of {} features have no geometry", found.without_geometry, features),
        message("a geometry each"), message("their rows are kept, without shape"));
}

}  // namespace maillage
