// Tables of dated facts turned into the plain rows that register/* understands: agreements,
// memberships, statuses, events.
//
// Nothing is interpreted here beyond codes and labels: dates, roles and statuses of agreements are read by
// register_from_rows, which says what it made of them. Rows of one agreement may stand in several tables
// (agreements and signatories): put their rows one after the other, agreements first.
//
//     auto rows = agreement_rows(source.table, recognition, source.format, diagnostics);
//     Register ctg = register_from_rows(rows, {.completeness = complete_for({"17"})}, diagnostics);
//
//     MembershipSnapshot snapshot = membership_snapshot(table, recognition, Level::epci, day, diagnostics);
//     MembershipRegister epci = from_snapshots({snapshot}, diagnostics);
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/register/agreement_rows.hpp"
#include "maillage/register/membership.hpp"
#include "maillage/register/status.hpp"
#include "maillage/zoning/history.hpp"

namespace maillage {

// `format` is Source::format: only in a workbook may 45291 be a day. Codes that a spreadsheet turned into
// numbers ("200 000 172", "2.00000172E8") are put right and reported once.
[[nodiscard]] std::vector<AgreementRow> agreement_rows(const Table& table, const Recognition& recognition,
                                                       std::string_view format, Diagnostics& diagnostics);

// member -> group at `at`; an empty group: in none (ZZZZZZZZZ). The source names producer and vintage.
[[nodiscard]] MembershipSnapshot membership_snapshot(const Table& table, const Recognition& recognition,
                                                     Level group, Day at, Diagnostics& diagnostics);

// Names of the groups of a membership table, by code, each once; and the seats
// (EPCI -> département where it sits).
[[nodiscard]] std::vector<Zone> group_names(const Table& table, const Recognition& recognition, Level group,
                                            Diagnostics& diagnostics);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> seats(const Table& table,
                                                                     const Recognition& recognition,
                                                                     Diagnostics& diagnostics);

// One entry per zone that has a label of the category, over the days for which the layout (or `valid`)
// holds. Labels that end in "partial" hold for a part of the zone.
[[nodiscard]] std::vector<DatedStatus> dated_statuses(const Table& table, const Recognition& recognition,
                                                      std::string_view category, Period valid,
                                                      Diagnostics& diagnostics);

// Events of the COG. A row whose date or code cannot be read is left out and listed.
[[nodiscard]] std::vector<CommuneEvent> commune_events(const Table& table, const Recognition& recognition,
                                                       Diagnostics& diagnostics);

}  // namespace maillage
