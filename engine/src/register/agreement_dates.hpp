// The dates of an agreement, gathered from its rows: what each row states, then one Term.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "maillage/base/diagnostics.hpp"
#include "maillage/register/agreement_rows.hpp"

namespace maillage {

// One date of one fact, as one or several cells state it: missing, unreadable, or between `low` and `high`.
struct StatedDay {
  std::optional<Day> low;
  std::optional<Day> high;
  bool unreadable = false;

  [[nodiscard]] bool missing() const { return !low && !unreadable; }
  [[nodiscard]] bool contradictory() const { return low && *low != *high; }
  // The day, when all that is stated is one day.
  [[nodiscard]] std::optional<Day> only() const { return unreadable || contradictory() ? std::nullopt : low; }
};

struct DateCell {
  std::string_view text;
  std::string_view column;
  const SourceRow* source;
  bool excel_serials;
};

// Adds what one cell states; a text that is no day is a problem "date".
void state(StatedDay& stated, const DateCell& cell, Diagnostics& diagnostics);

struct AgreementDates {
  StatedDay signature;
  StatedDay effect;
  StatedDay end;                // inclusive
  std::optional<Day> observed;  // the first day on which a register says the status

  [[nodiscard]] bool unreadable() const {
    return signature.unreadable || effect.unreadable || end.unreadable;
  }
};

struct TermReading {
  Term term;
  bool out_of_order = false;
  bool effect_from_signature = false;
  bool no_date = false;
  bool status_contradicts_end = false;
};

// Expired or terminated: over by the day on which a register says so.
[[nodiscard]] bool is_over(AgreementStatus status);

[[nodiscard]] TermReading term_of_dates(const AgreementDates& dates, AgreementStatus status,
                                        const RegisterOptions& options);

// joined is the first day in, left the first day out.
[[nodiscard]] TermReading term_of_party(const StatedDay& joined, const StatedDay& left);

}  // namespace maillage
