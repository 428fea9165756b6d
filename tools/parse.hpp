// The command line read against the records of a command.
#pragma once

#include "command.hpp"

namespace maillage::cli {

// Error{usage} on anything that the records do not foresee, with the nearest option.
[[nodiscard]] Arguments parse(const Command& command, int count, const char* const* words);

}  // namespace maillage::cli
