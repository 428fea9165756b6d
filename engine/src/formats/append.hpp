// Text that grows piece by piece: QGIS projects and styles.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <utility>

namespace maillage {

template <class... Args>
void append(std::string& out, fmt::format_string<Args...> pattern, Args&&... args) {
  fmt::format_to(std::back_inserter(out), pattern, std::forward<Args>(args)...);
}

}  // namespace maillage
