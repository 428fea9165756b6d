#include "join/decisions.hpp"

#include <fmt/format.h>

#include "maillage/base/text.hpp"

namespace maillage {
Apart apart(const std::optional<Day>& perimeter, Day asked) {
  if (!perimeter) return Apart::unknown;
  if (*perimeter > asked) return Apart::after;
  return *perimeter < add_months(asked, -12) ? Apart::long_before : Apart::near;
}

std::string perimeter_decision(std::string_view what, const std::string& source,
                               const std::optional<Day>& perimeter, Day asked) {
  std::string text = fmt::format("{}: {} ({})", what, source,
                                 perimeter ? to_iso(*perimeter) : "which does not tell its day");
  switch (apart(perimeter, asked)) {
    case Apart::near:
      return text;
    case Apart::unknown:
      return text + fmt::format("; taken as those of the day asked ({})", to_iso(asked));
    case Apart::after:
      return text + fmt::format("; later than the day asked ({}): constant geography", to_iso(asked));
    case Apart::long_before:
      break;
  }
  return text +
         fmt::format("; more than a year earlier than the day asked ({}): constant geography", to_iso(asked));
}

std::string area_decision(const Measure& area) {
  return fmt::format("areas of communes: {}", area.info.source);
}

std::string overlay_decision(const Overlay& overlay, const Crs& crs, double tolerance) {
  return fmt::format(
      "QPV on communes: cut in EPSG:{}; pieces thinner than {:.2f} m (both precisions) are slivers: {}, "
      "{:.0f} "
      "m² given to the main commune; {} pair(s) cut on a grid (snapped); {} shape(s) repaired",
      crs.epsg, tolerance, overlay.slivers.size(), overlay.moved, overlay.snapped, overlay.repaired.size());
}

}  // namespace maillage
