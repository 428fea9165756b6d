// The parties that one row of a register file names.
#pragma once

#include <vector>

#include "maillage/register/agreement_rows.hpp"
#include "register/gathered.hpp"

namespace maillage {

[[nodiscard]] std::vector<Party> parties_of_row(const AgreementRow& row, Diagnostics& diagnostics,
                                                Gathered& gathered);

// The party of a row that names none: it may be any territory.
[[nodiscard]] Party nameless_party(const AgreementRow& row, Diagnostics& diagnostics);

}  // namespace maillage
