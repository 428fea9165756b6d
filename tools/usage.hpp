// The records of the commands as text, JSON, completion scripts and a manual page.
#pragma once

#include <string>

#include "command.hpp"

namespace maillage::cli {

[[nodiscard]] std::string overview(Lang lang);
[[nodiscard]] std::string usage_text(const Command& command, Lang lang);
[[nodiscard]] std::string usage_json(Lang lang);

// A script that completes commands, options and their values: for "bash", "zsh" or "fish".
[[nodiscard]] std::string completion(std::string_view shell, Lang lang);

// maillage(1), for man.
[[nodiscard]] std::string manual_page(Lang lang);

}  // namespace maillage::cli
