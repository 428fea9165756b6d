#include "maillage/themes/theme.hpp"

#include "maillage/base/phrases.hpp"

namespace maillage {
namespace {

struct Title {
  std::string_view french, english;
};
constexpr std::array<Title, computed_themes.size()> titles{
    {{"territoire : code, nom, appartenance, population, superficie",
      "territory: code, name, what it belongs to, population, area"},
     {"couverture par une Ctg", "coverage by a Ctg"},
     {"accueil du jeune enfant : taux de couverture, places, écarts",
      "early childcare: coverage rates, places, gaps"},
     {"pauvreté monétaire (Filosofi)", "monetary poverty (Filosofi)"},
     {"zones prioritaires : ZRR, FRR, QPV", "priority zones: ZRR, FRR, QPV"}}};

}  // namespace

std::vector<ThemeName> theme_names(std::span<const Indicator> indicators, Lang lang) {
  std::vector<ThemeName> names;
  for (std::size_t i = 0; i < computed_themes.size(); ++i)
    names.push_back({std::string(computed_themes[i]), say(lang, titles[i].french, titles[i].english)});
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
