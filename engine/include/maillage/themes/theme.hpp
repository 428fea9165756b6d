// Themes: what layers are about.
//
// A theme has layers of one name at every level ("ctg_commune", "ctg_epci") and a sentence. Most figures need no more than
// an entry of indicators (themes/indicator.hpp): the theme of such an entry is a theme like the others. What cannot be said
// as data is computed, and listed here; run/theme_layers.cpp says how each of them is made.
//
//     for (const ThemeName& theme : theme_names(indicators)) fmt::print("{} {}\n", theme.name, theme.title);
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/themes/indicator.hpp"

namespace maillage {

struct ThemeName {
  std::string name;
  std::string title;
};

inline constexpr std::array<std::string_view, 5> computed_themes{"territory", "ctg", "childcare", "poverty",
                                                                 "priority"};

// What people call a theme, "Petite enfance", and a layer of it "Petite enfance par EPCI"; a sheet, a layer in QGIS. A theme
// of one indicator is called by its label, others by their name.
[[nodiscard]] std::string theme_title(std::string_view theme, std::span<const Indicator> indicators,
                                      Lang lang);
[[nodiscard]] std::string layer_title(std::string_view theme, const Level& level,
                                      std::span<const Indicator> indicators, Lang lang);

// The computed themes, then those of the indicators: in the order in which their layers are written.
[[nodiscard]] std::vector<ThemeName> theme_names(std::span<const Indicator> indicators, Lang lang = Lang::fr);

}  // namespace maillage
