// Which agreements end soon, as text for stdout.
//
//   table    a sentence, then a line per agreement and last day, in order of date, and its whole
//   csv      the same rows with their counts and bounds
//   json     { from, to, sentence, ends, uncovered, unclear, inhabitants, … }: stable English keys, with the
//            codes of the communes
//   geojson  the communes that fall uncovered, each with its first last day, and those of which it is unknown
//   ics      a calendar (RFC 5545): an event of one day for each row, on its last day
// By EPCI, a row is one EPCI and one day, with all agreements that end on it there. A day that the register does not
// state is said to be presumed in each of them. Inhabitants, children under 3 and foyers allocataires are summed
// over the communes that fall uncovered (themes/ctg/expiry.hpp: bounds count those of which it is unknown); the last
// two only where a table holds them by commune. Nothing of a clock enters the calendar: its stamp is the day asked.
//
//     const CtgExpiries soon = ctg_expiries(run.ctg->field, run.ctg->reg, run.ctg->answer.question, 24);
//     fmt::print("{}", ctg_expiry_text({run, soon, ExpiryRows::agreement}, "ics", diagnostics));
#pragma once

#include <cstdint>
#include <string>

#include "maillage/run/run.hpp"
#include "maillage/themes/ctg/expiry.hpp"

namespace maillage {

enum class ExpiryRows : std::uint8_t { agreement, epci };

struct CtgExpiryReport {
  const Run& run;
  const CtgExpiries& expiries;
  ExpiryRows rows = ExpiryRows::agreement;
};

[[nodiscard]] std::string ctg_expiry_text(const CtgExpiryReport& report, const std::string& format,
                                          Diagnostics& diagnostics);

}  // namespace maillage
