#include "maillage/themes/indicator.hpp"

#include <algorithm>

namespace maillage {

const Indicator* find_indicator(std::span<const Indicator> indicators, std::string_view code) {
  const auto found = std::ranges::find_if(
      indicators, [code](const Indicator& indicator) { return indicator.info.code == code; });
  return found == indicators.end() ? nullptr : &*found;
}

std::vector<std::string> themes_of(std::span<const Indicator> indicators) {
  std::vector<std::string> themes;
  for (const Indicator& indicator : indicators)
    if (!indicator.theme.empty() && std::ranges::find(themes, indicator.theme) == themes.end())
      themes.push_back(indicator.theme);
  return themes;
}

bool is_shown_at(const Indicator& indicator, const Level& level) {
  return indicator.levels.empty() || std::ranges::find(indicator.levels, level) != indicator.levels.end();
}

const std::string& label_of(const Indicator& indicator, Lang lang) {
  return lang == Lang::en && !indicator.label_en.empty() ? indicator.label_en : indicator.info.label;
}

}  // namespace maillage
