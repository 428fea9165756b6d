#include "join/decisions.hpp"

#include <fmt/format.h>

#include "maillage/base/text.hpp"

namespace maillage {
Apart apart(const std::optional<Day>& perimeter, Day asked) {
  if (!perimeter) return Apart::unknown;
  if (*perimeter > asked) return Apart::after;
  return *perimeter < add_months(asked, -12) ? Apart::long_before : Apart::near;
}

Message perimeter_decision(const Message& what, const std::string& source,
                           const std::optional<Day>& perimeter, Day asked) {
  const Message text = message("{}: {} ({})", what, source,
                               perimeter ? Message(*perimeter) : message("which does not tell its day"));
  switch (apart(perimeter, asked)) {
    case Apart::near:
      return text;
    case Apart::unknown:
      return message("{}; taken as those of the day asked ({})", text, asked);
    case Apart::after:
      return message("{}; later than the day asked ({}): constant geography", text, asked);
    case Apart::long_before:
      break;
  }
  return message("{}; more than a year earlier than the day asked ({}): constant geography", text, asked);
}

Message area_decision(const Measure& area) {
  return message("areas of communes: {}", area.info.source);
}

Message overlay_decision(const Overlay& overlay, const Crs& crs, double tolerance) {
  return message(
      "QPV on communes: cut in EPSG:{}; pieces thinner than {} m (both precisions) are slivers: {}, "
      "{} m² given to the main commune; {} pair(s) cut on a grid (snapped); {} shape(s) repaired",
      crs.epsg, figure(tolerance, 2), overlay.slivers.size(), figure(overlay.moved, 0), overlay.snapped,
      overlay.repaired.size());
}

}  // namespace maillage
