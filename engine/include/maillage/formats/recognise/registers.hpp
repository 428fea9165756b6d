// Tables of dated facts turned into the plain rows that register/* and zoning/history understand: agreements, and
// the events of the COG.
//
// Nothing is interpreted here beyond codes: dates, roles and statuses of agreements are read by
// register_from_rows, which says what it made of them. Rows of one agreement may stand in several tables
// (agreements and signatories): put their rows one after the other, agreements first.
//
//     auto rows = agreement_rows(source.table, recognition, source.format, diagnostics);
//     Register ctg = register_from_rows(rows, {.completeness = complete_for({"17"})}, diagnostics);
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/register/agreement_rows.hpp"
#include "maillage/zoning/history.hpp"

namespace maillage {

// `format` is Source::format: only in a workbook may 45291 be a day. Codes that a spreadsheet turned into
// numbers ("200 000 172", "2.00000172E8") are put right and reported once.
[[nodiscard]] std::vector<AgreementRow> agreement_rows(const Table& table, const Recognition& recognition,
                                                       std::string_view format, Diagnostics& diagnostics);

// Events of the COG. A row whose date or code cannot be read is left out and listed.
[[nodiscard]] std::vector<CommuneEvent> commune_events(const Table& table, const Recognition& recognition,
                                                       Diagnostics& diagnostics);

}  // namespace maillage
