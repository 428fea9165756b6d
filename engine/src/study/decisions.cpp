#include "study/decisions.hpp"

#include <fmt/format.h>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

std::string completeness_text(const CtgSpec& ctg) {
  if (ctg.complete_for.empty()) return "complete nowhere: silence is unknown";
  std::string text = fmt::format("complete for {}", join(ctg.complete_for, ", "));
  if (ctg.complete_period.from != first_day)
    text += fmt::format(" from {}", to_iso(ctg.complete_period.from));
  if (ctg.complete_period.until != no_end)
    text += fmt::format(" until {}", to_iso(ctg.complete_period.until));
  return text;
}

}  // namespace

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

std::string ctg_decision(const Study& study, const CtgRun& ctg) {
  const CtgQuestion& question = ctg.answer.question;
  return fmt::format(
      "Ctg: definition {}; register {}; expiring: within {} months; holes of up to {} days tolerated; a "
      "party "
      "that is not found {}",
      letter_of(question.definition), completeness_text(*study.ctg), question.expiry_months,
      question.tolerance_days,
      question.unresolved == UnresolvedParty::doubt ? "leaves communes unknown" : "lies elsewhere");
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
