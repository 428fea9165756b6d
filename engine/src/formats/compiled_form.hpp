// Regular expressions made on several threads.
#pragma once

#include <regex>
#include <string>

namespace maillage {

// Making one fills a cache of the global locale, which the library does not guard: one at a time.
[[nodiscard]] std::regex compiled_form(const std::string& pattern,
                                       std::regex::flag_type flags = std::regex::ECMAScript);

}  // namespace maillage
