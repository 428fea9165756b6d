#include "formats/read/place_list.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace maillage {

std::string list_rows(std::span<const std::int64_t> lines) {
  constexpr std::size_t most = 10;
  if (lines.size() == 1) return fmt::format("row {}", lines.front());
  const auto shown = lines.first(std::min(most, lines.size()));
  std::string text = fmt::format("rows {}", fmt::join(shown, ", "));
  if (lines.size() > most) text += fmt::format(" and {} more", lines.size() - most);
  return text;
}

}  // namespace maillage
