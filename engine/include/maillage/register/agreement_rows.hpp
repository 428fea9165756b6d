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
//   no effect             the day of signature is taken
//   no end                certain for 4 years from the effect (`presumed_years`), possible for 5
//                         (`longest_years`: an agreement lasts four or five), marked presumed
//   expired or terminated, and no end
//                         it stopped on a day that is not stated: certain on none, possible from the effect to
//                         the day of the register that says so (`observed`), else for 5 years (presumed)
//   expired or terminated, with an end after `observed`, else after the day asked (`at`)
//                         certain on no day, possible up to the end: problem "status-contradicts-end"
//   an end alone          possible up to it, certain on no day
//   no date at all        possible on every day, certain on none
//   an unreadable date    that date is unknown, never "missing": problem "date"
//   out of order          end before effect or before signature, left before joined: everything is unknown,
//                         problem "dates-out-of-order"
//   two rows disagree     certain on the days of both, possible from the first to the last: problem
//                         "contradiction"
//   joined, left          the first day in, the first day out
//   supersedes            the old agreement is certain until the new one begins, then possible to its own
//                         end; over at once when that end is presumed, or only known to be past
// Status: signed (also empty), in_negotiation, expired, terminated; French words too ("résiliée", "dénoncée",
// "échue"), of either gender, with or without accents. Role: signatory (also empty), beneficiary, cosigner,
// transferring. Type: COM, EPCI, DEP, SYND or the English words; empty: from the code.
//
// Every row ends in the register or in a diagnostic, most in both. Codes of the diagnostics: date,
// dates-out-of-order, effect-from-signature, end-presumed, end-unknown, date-unknown, undated,
// contradiction, status, status-contradicts-end, role, party-type, party-code, member-without-code,
// row-without-party, row-without-id, duplicate-party, supersedes, superseded-outlives,
// agreement-without-territory, long-agreement. O(n log n).
//
//     Register reg = register_from_rows(rows, {.completeness = complete_for({"17"}), .at = day}, diagnostics);
#pragma once

#include <cstdint>
#include <optional>
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
  std::string party_name;  // of the territory that the code is of; may be empty
  std::string party_type;
  std::string role;
  std::string date_signature;
  std::string date_effect;
  std::string date_end;
  std::string status;
  std::string joined;
  std::string left;
  std::string themes;  // separated by commas or semicolons
  std::string supersedes;
  std::string members_text;
  std::int64_t row = 0;  // line in the file
  std::string file;
  bool excel_serials = false;   // the file is a workbook: 45291 is a day
  std::optional<Day> observed;  // the day of the register, where it is stated: its statuses are of that day
};

struct RegisterOptions {
  Completeness completeness;
  Day at = no_end;         // the day asked
  int presumed_years = 4;  // how long an agreement without an end lasts at least,
  int longest_years = 5;   // and at most
};

[[nodiscard]] Register register_from_rows(std::span<const AgreementRow> rows, const RegisterOptions& options,
                                          Diagnostics& diagnostics);

}  // namespace maillage
