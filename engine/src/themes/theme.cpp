#include "maillage/themes/theme.hpp"

#include <algorithm>

#include "maillage/base/phrases.hpp"
#include "maillage/zoning/level.hpp"

namespace maillage {
namespace {

std::array<Message, computed_themes.size()> titles() {
  return {message("territory: code, name, what it belongs to, population, area"),
          message("coverage by a Ctg"), message("early childcare: coverage rates, places, gaps"),
          message("monetary poverty (Filosofi)"), message("priority zones: ZRR, FRR, QPV")};
}

std::array<Message, computed_themes.size()> short_titles() {
  return {message("Territory"), message("Ctg"), message("Childcare"), message("Poverty"),
          message("ZRR, FRR, QPV")};
}

}  // namespace

std::string theme_title(std::string_view theme, std::span<const Indicator> indicators, Lang lang) {
  const auto* const computed = std::ranges::find(computed_themes, theme);
  if (computed != computed_themes.end())
    return text_of(short_titles()[static_cast<std::size_t>(computed - computed_themes.begin())], lang);
  std::vector<const Indicator*> own;
  for (const Indicator& indicator : indicators)
    if (indicator.theme == theme) own.push_back(&indicator);
  if (own.size() == 1) return label_of(*own.front(), lang);
  std::string name(theme);
  std::ranges::replace(name, '_', ' ');
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::string layer_title(std::string_view theme, const Level& level, std::span<const Indicator> indicators,
                        Lang lang) {
  return say(lang, "{} by {}", theme_title(theme, indicators, lang), level_word(level, 1, lang));
}

std::vector<ThemeName> theme_names(std::span<const Indicator> indicators, Lang lang) {
  std::vector<ThemeName> names;
  for (std::size_t i = 0; i < computed_themes.size(); ++i)
    names.push_back({std::string(computed_themes[i]), text_of(titles()[i], lang)});
  for (std::string& theme : themes_of(indicators)) {
    std::vector<std::string> labels;
    for (const Indicator& indicator : indicators)
      if (indicator.theme == theme) labels.push_back(label_of(indicator, lang));
    constexpr std::size_t most_labels = 3;
    names.push_back({std::move(theme), listed(labels, most_labels, lang)});
  }
  return names;
}

}  // namespace maillage
