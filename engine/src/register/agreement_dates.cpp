#include "register/agreement_dates.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

Day day_after(Day last) {
  return last >= no_end ? no_end : until_after(last);
}

Term between(Day from_low, Day from_high, Day until_low, Day until_high) {
  Term term{{from_high, until_low}, {from_low, until_high}, {}};
  if (term.certain.empty()) term.certain = never;
  return term;
}

// Over, without a day since when.
Term over_some_day(Day from, Day until, Mark known_by) {
  Term term = until <= from ? dated(never) : undated({from, until});
  term.marks = known_by;
  return term;
}

}  // namespace

void state(StatedDay& stated, const DateCell& cell, Diagnostics& diagnostics) {
  const std::string_view text = trim(cell.text);
  if (text.empty()) return;
  std::optional<Day> day = parse_day(text);
  if (!day && cell.excel_serials) day = parse_excel_serial(text);
  if (!day) {
    stated.unreadable = true;
    const auto whole_year = with_whole_year(text);
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "date",
         .place = {.file = cell.source->file, .row = cell.source->row, .column = std::string(cell.column)},
         .found = message("\"{}\"", text),
         .expected = whole_year ? message("a year of four digits, such as {}", *whole_year)
                                : message("a day that exists, such as 2023-12-31 or 31/12/2023"),
         .advice = message("until it is corrected, whether the agreement is in force is unknown")});
    return;
  }
  stated.low = stated.low ? std::min(*stated.low, *day) : *day;
  stated.high = stated.high ? std::max(*stated.high, *day) : *day;
}

bool is_over(AgreementStatus status) {
  return status == AgreementStatus::expired || status == AgreementStatus::terminated;
}

TermReading term_of_dates(const AgreementDates& dates, AgreementStatus status,
                          const RegisterOptions& options) {
  TermReading reading;
  const StatedDay& signature = dates.signature;
  const StatedDay& end = dates.end;
  StatedDay start = dates.effect;
  if (start.missing() && !signature.missing()) {
    start = signature;
    reading.effect_from_signature = true;
  }
  const bool start_before_end = !start.low || !end.low || *start.low <= *end.high;
  const bool signed_before_end = !signature.low || !end.low || *signature.low <= *end.high;
  if (!start_before_end || !signed_before_end) {
    reading.out_of_order = true;
    reading.term = undated();
    return reading;
  }
  const bool start_known = start.low && !start.unreadable;
  const bool end_known = end.low && !end.unreadable;
  const Day from_low = start_known ? *start.low : first_day;
  if (end_known) {
    const Day until_low = day_after(*end.low);
    const Day until_high = day_after(*end.high);
    reading.status_contradicts_end = is_over(status) && *end.high > dates.observed.value_or(options.at);
    reading.term = start_known && !reading.status_contradicts_end
                       ? between(from_low, *start.high, until_low, until_high)
                       : undated({from_low, until_high});
    return reading;
  }
  if (is_over(status) && dates.observed && end.missing()) {
    reading.term = over_some_day(from_low, day_after(*dates.observed), Mark::censored);
    return reading;
  }
  if (!start_known || end.unreadable) {
    reading.no_date = start.missing() && end.missing();
    reading.term = undated({from_low, no_end});
    return reading;
  }
  const Day until_low = add_months(*start.low, 12 * options.presumed_years);
  const Day until_high = add_months(*start.high, 12 * options.longest_years);
  if (is_over(status)) {
    reading.term = over_some_day(from_low, until_high, Mark::presumed);
  } else {
    reading.term = between(from_low, *start.high, until_low, until_high);
    reading.term.marks = Mark::presumed;
  }
  return reading;
}

TermReading term_of_party(const StatedDay& joined, const StatedDay& left) {
  TermReading reading;
  if (joined.low && left.low && *joined.low >= *left.high) {
    reading.out_of_order = true;
    reading.term = undated();
    return reading;
  }
  const bool doubt = joined.unreadable || left.unreadable;
  const Day from_low = joined.low && !joined.unreadable ? *joined.low : first_day;
  const Day until_high = left.low && !left.unreadable ? *left.high : no_end;
  reading.term = doubt ? undated({from_low, until_high}) : dated({from_low, until_high});
  return reading;
}

}  // namespace maillage
