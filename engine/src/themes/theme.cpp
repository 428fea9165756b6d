#include "maillage/themes/theme.hpp"

#include "maillage/base/phrases.hpp"

namespace maillage {
namespace {

std::array<Message, computed_themes.size()> titles() {
  return {message("territory: code, name, what it belongs to, population, area"),
          message("coverage by a Ctg"), message("early childcare: coverage rates, places, gaps"),
          message("monetary poverty (Filosofi)"), message("priority zones: ZRR, FRR, QPV")};
}

}  // namespace

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
