#pragma once

#include <algorithm>
#include <string_view>

#include "maillage/register/agreement_rows.hpp"

namespace maillage {

inline Day day(std::string_view text) {
  return *parse_day(text);
}

inline Period period(std::string_view first, std::string_view last) {
  return {day(first), until_after(day(last))};
}

inline long count_of(const Diagnostics& diagnostics, std::string_view code) {
  return std::count_if(diagnostics.items.begin(), diagnostics.items.end(),
                       [&](const Diagnostic& item) { return item.code == code; });
}

inline const Diagnostic& the(const Diagnostics& diagnostics, std::string_view code) {
  return *std::find_if(diagnostics.items.begin(), diagnostics.items.end(),
                       [&](const Diagnostic& item) { return item.code == code; });
}

}  // namespace maillage
