// What a party that the register names and no table knows may be: a SIREN one slip away, a commune of before,
// a name written otherwise. Said beside what the reading of the register and the answer say of it.
#pragma once

#include "maillage/base/diagnostics.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/register/register.hpp"

namespace maillage {

// Adds to the advice of the diagnostics party-code, member-without-code and party-unresolved that are
// problems. The first 200 only: with more, the file is not what it is taken for.
void suggest_parties(const Geography& geography, const Register& reg, Diagnostics& diagnostics);

}  // namespace maillage
