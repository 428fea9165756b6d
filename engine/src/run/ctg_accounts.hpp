// Where the rows of the registers went, once their parties are looked for in the field.
#pragma once

#include "maillage/run/ctg_run.hpp"

namespace maillage {

// Sorts the rows of the accounts: matched until now, they are moved, elsewhere, left out or unmatched as
// their parties are. A register none of whose rows concerns the territory is reported.
void account_for_parties(CtgRun& run, Diagnostics& diagnostics);

}  // namespace maillage
