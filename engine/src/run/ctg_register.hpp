// The registers of a study, read: one Register, each file accounted for.
//
// A register that names no party, or whose column of codes holds none, stops here with one Error{usage}:
// nothing could be answered from it. A row cut short is told before what it lacks.
#pragma once

#include "maillage/run/ctg_run.hpp"

namespace maillage {

// Fills `reg`, `accounts` and `sources` of the run.
void read_registers(const Study& study, CtgRun& run, Diagnostics& diagnostics);

}  // namespace maillage
