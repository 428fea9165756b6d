// Names that contradict the codes beside them.
#pragma once

#include "maillage/base/diagnostics.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/join/inputs.hpp"
#include "maillage/register/register.hpp"

namespace maillage {

// A name contradicts its code when it is that of another commune of the reference list and not that of the code's
// own, nor a part of it ("Marennes" for Marennes-Hiers-Brouage). Codes decide all the same: it is not known which of
// the two is wrong. Of EPCI alike.
//   name-contradicts-code   a warning for each party of a register; for a table one finding with the first
//                           example, a problem when half of the names that are of the list contradict (a column
//                           was sorted alone)
void check_names(const Input& input, const Geography& geography, Diagnostics& diagnostics);

// The same of a table of a level above the communes, by the names that the other inputs give to its zones.
void check_names_above(const Input& input, const std::vector<Input>& inputs, const Geography& geography,
                       Diagnostics& diagnostics);
void check_party_names(const Geography& geography, const Register& reg, Diagnostics& diagnostics);

}  // namespace maillage
