// What GDAL calls fatal is memory that it did not get, and it aborts right after saying so. This ends the process as every
// other lack of memory does; an output folder is then as it was, and what was staged goes with the next run.
#pragma once

#include <cpl_error.h>

#include <cstdio>
#include <cstdlib>

#include "maillage/base/error.hpp"

namespace maillage {

inline void end_when_fatal(CPLErr level) {
  if (level != CE_Fatal) return;
  std::fputs("maillage: not enough memory\n", stderr);
  std::_Exit(static_cast<int>(Failure::io));
}

}  // namespace maillage
