// The Ctg question of a study: its registers read, its field laid out, its answer.
//
// Any dated agreement list is a register: the program's flat ctg.csv, a pair of tables, the ANCT contract
// lists. Parties are found in the reference communes and EPCI; communes merged since are followed by the
// movements of the COG, EPCI perimeters of other days by the membership tables at hand.
//
//     std::unique_ptr<CtgRun> ctg = run_ctg(study, geography, counted, figures, diagnostics);
//     ctg->answer.all_covered();
#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "maillage/join/geography.hpp"
#include "maillage/join/tables.hpp"
#include "maillage/register/register.hpp"
#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

struct CtgRun {
  Register reg;
  Measure population;          // of the communes of the territory; `field` points at it
  std::deque<Measure> counts;  // the same of what else a table counts of communes: `field` points at them
  CtgField field;
  CtgAnswer answer;
  std::set<std::string> form_codes;  // that a form to fill in names (register/form_rows.hpp)
  std::vector<Account> accounts;
  std::vector<SourceRecord> sources;

  CtgRun() = default;
  CtgRun(const CtgRun&) = delete;
  CtgRun& operator=(const CtgRun&) = delete;
};

[[nodiscard]] std::unique_ptr<CtgRun> run_ctg(const Study& study, const Geography& geography,
                                              const TerritoryEpci& counted, const StudyFigures& figures,
                                              Diagnostics& diagnostics);

}  // namespace maillage
