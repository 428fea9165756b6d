// From the rows of a file to a register: dates, roles, statuses understood once, here.
//
// A row is one agreement x party, every cell text as the file has it (a column that the file lacks stays
// empty). Rows with the same id are one agreement; cells left empty on the later rows of an agreement
// repeat nothing and change nothing. A row may list its parties in `party_code`, in `members_text`
// (register/members.hpp), or both. A row without id is an agreement of its own. The flat file of the
// program, ctg.csv, has the columns
//   ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;left;
//   supersedes;source
//
// Dates (base/date.hpp), inclusive ends converted here once:
//   no effect             the day of signature stands for it
//   no end                effect + 4 years - 1 day (`presumed_years`), marked presumed; an agreement that
//                         is `terminated` has no presumed end: when it stopped is unknown
//   an end alone          possible up to it, certain on no day
//   no date at all        possible on every day, certain on none
//   an unreadable date    that date is unknown, never "missing": problem "date"
//   out of order          end before effect or before signature, left before joined: everything is unknown,
//                         problem "dates-out-of-order"
//   two rows disagree     certain on the days of both, possible from the first to the last: problem
//                         "contradiction"
//   joined, left          the first day in, the first day out
//   supersedes            the old agreement is certain until the new one begins, then possible to its own
//                         end; over at once when that end was presumed
// Status: signed (also empty with a date), in_negotiation, expired, terminated; French words too. Role:
// signatory (also empty), beneficiary, cosigner, transferring. Type: COM, EPCI, DEP, SYND or the English
// words; empty: from the code.
//
// Every row ends in the register or in a diagnostic, most in both. Codes of the diagnostics: date,
// dates-out-of-order, effect-from-signature, end-presumed, undated, contradiction, status, role,
// party-type, party-code, member-without-code, row-without-party, row-without-id, duplicate-party,
// supersedes, superseded-outlives, agreement-without-territory, long-agreement. O(n log n).
//
//     Register reg = register_from_rows(rows, {.completeness = complete_for({"17"})}, diagnostics);
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/register/register.hpp"

namespace maillage {

struct AgreementRow {
  std::string id;
  std::string label;
  std::string level;
  std::string party_code;
  std::string party_type;
  std::string role;
  std::string date_signature;
  std::string date_effect;
  std::string date_end;
  std::string status;
  std::string joined;
  std::string left;
  std::string themes;  // separated by commas
  std::string supersedes;
  std::string members_text;
  std::int64_t row = 0;  // line in the file
  std::string file;
  bool excel_serials = false;  // the file is a workbook: 45291 is a day
};

struct RegisterOptions {
  Completeness completeness;
  int presumed_years = 4;
};

[[nodiscard]] Register register_from_rows(std::span<const AgreementRow> rows, const RegisterOptions& options,
                                          Diagnostics& diagnostics);

}  // namespace maillage
