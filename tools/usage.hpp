// The records of the commands as text, JSON and shell completion.
#pragma once

#include <string>

#include "command.hpp"

namespace maillage::cli {

[[nodiscard]] std::string overview();
[[nodiscard]] std::string usage_text(const Command& command);
[[nodiscard]] std::string usage_json();
[[nodiscard]] std::string bash_completion();

}  // namespace maillage::cli
