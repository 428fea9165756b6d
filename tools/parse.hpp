// The command line read against the records of a command.
#pragma once

#include <cstdint>

#include "command.hpp"

namespace maillage::cli {

// Error{usage} on anything that the records do not foresee, with the nearest option.
[[nodiscard]] Arguments parse(const Command& command, int count, const char* const* words);

// The value of an option that takes a number from 0 to `most`; Error{usage} otherwise.
[[nodiscard]] std::uint64_t whole_number(const Arguments& arguments, std::string_view option,
                                         std::uint64_t most);

}  // namespace maillage::cli
