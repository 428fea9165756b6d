// The records of the commands as text, JSON and shell completion.
#pragma once

#include <string>

#include "command.hpp"

namespace maillage::cli {

[[nodiscard]] std::string overview(Lang lang);
[[nodiscard]] std::string usage_text(const Command& command, Lang lang);
[[nodiscard]] std::string usage_json(Lang lang);
[[nodiscard]] std::string bash_completion();

}  // namespace maillage::cli
