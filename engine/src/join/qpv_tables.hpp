// Tables of figures of QPV, joined to the QPV of the study.
//
// Those drawn on its communes are the study's; so are those of a département that lies whole in it, drawn or
// not: the code of a QPV says its département. A code of an edition that is not in force on the day asked is
// left out, and said; one of another département is elsewhere.
#pragma once

#include <vector>

#include "maillage/join/accounts.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/join/inputs.hpp"
#include "maillage/join/tables.hpp"
#include "maillage/themes/priority.hpp"

namespace maillage {

void join_qpv_tables(const std::vector<Input>& inputs, const Geography& geography, Day at,
                     const StudyFigures& figures, QpvOverlay& overlay, std::vector<Account>& accounts,
                     Diagnostics& diagnostics);

}  // namespace maillage
