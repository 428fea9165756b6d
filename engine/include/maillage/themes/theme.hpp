// Themes: what layers are about, each of them one record.
//
// A theme has layers of one name at every level ("ctg_commune", "ctg_epci") and sentences. Most figures need no more than
// an entry of indicators (themes/indicator.hpp): the theme of such an entry is a record like the others. What cannot be
// said as data is computed by the functions of its record. The run calls those of every theme in the same way: `prepare`
// and `complete` before figures are carried to the levels above, `complete` and `layer` at each level, then `sentences`.
//
//   needs   codes of measures and categories, any of which gives the theme a layer at a level. Categories are not carried:
//           those of the communes count at every level. "ctg" is the answer about agreements, "qpv" the QPV laid over
//           the communes. Without any, the function `layer` alone says whether there is one.
//   uses    what is computed only for the themes that use it: "area" of the communes, "qpv"
//
// A function that is null is not called. Functions of a theme look at the inputs and alter nothing: what they find wrong
// is in the diagnostics. A new computed theme is one entry of the table in theme.cpp.
//
//     for (const Theme& theme : themes_with(study.indicators))
//       if (is_given(theme, inputs, Level::epci)) layers.push_back(*theme.layer(theme, inputs, Level::epci, diagnostics));
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/themes/ctg/coverage.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/indicator.hpp"
#include "maillage/themes/layer.hpp"
#include "maillage/themes/priority.hpp"
#include "maillage/themes/reference.hpp"
#include "maillage/zoning/index.hpp"

namespace maillage {

struct CtgInputs {
  const CtgField& field;
  const Register& reg;
  const CtgAnswer& answer;
};

// What a run has for its themes; it must outlive what looks at it.
struct ThemeInputs {
  Lang lang = Lang::fr;
  std::string edition;                              // of the communes
  std::string policy;                               // which EPCI count: a sentence, or empty
  std::span<const Indicator> indicators;            // built in, then those of the study
  const std::map<Level, LevelFigures>& levels;      // over the zones that are printed
  const LevelFigures& communes;                     // those beyond the territory included
  const PerZone<CommuneIndex, WideIndex>& wide_of;  // of the territory -> `communes`
  const std::map<Level, Crosswalk>& to;             // from the zones of `communes`
  const QpvOverlay& overlay;
  std::optional<CtgInputs> ctg;
  std::optional<Target> childcare_target;
  // What a rate of these zones is compared with, of a level above; none when nothing gives it.
  std::function<std::optional<ReferenceRate>(std::string_view code, const Level& level, const Zoning& zones)>
      reference;
};

// A layer over zones that are no level of the geography; without shapes it is a table.
struct OwnLayer {
  Layer layer;
  std::shared_ptr<const Shapes> shapes;
};

using ThemeLayers = std::map<Level, const Layer*>;

struct Theme {
  std::string_view name;
  std::string_view title = {};  // English; computed themes only
  std::span<const std::string_view> needs = {};
  std::span<const std::string_view> uses = {};
  // The figures of the communes, once, before they are carried.
  void (*prepare)(LevelFigures& communes, Diagnostics& diagnostics) = nullptr;
  // The figures of any level: as they are read, and again once what is below is carried.
  void (*complete)(LevelFigures& figures, Diagnostics& diagnostics) = nullptr;
  // Rates that are rebuilt from the level below, besides the indicators.
  std::span<const Indicator> (*ratios)() = nullptr;
  std::optional<Layer> (*layer)(const Theme& theme, const ThemeInputs& inputs, const Level& level,
                                Diagnostics& diagnostics) = nullptr;
  std::optional<OwnLayer> (*first)(const ThemeInputs& inputs) = nullptr;  // before the layers of levels
  std::optional<OwnLayer> (*last)(const ThemeInputs& inputs) = nullptr;   // after them
  std::vector<std::string> (*sentences)(const Theme& theme, const ThemeInputs& inputs,
                                        const ThemeLayers& layers) = nullptr;
};

// In the order in which their layers are written.
[[nodiscard]] std::span<const Theme> computed_themes();

// The computed themes, then those of the indicators, whose names they hold.
[[nodiscard]] std::vector<Theme> themes_with(std::span<const Indicator> indicators);

[[nodiscard]] bool is_computed(std::string_view name);

// Whether the inputs hold what the theme needs at this level.
[[nodiscard]] bool is_given(const Theme& theme, const ThemeInputs& inputs, const Level& level);

struct ThemeName {
  std::string name;
  std::string title;
};

[[nodiscard]] std::vector<ThemeName> theme_names(std::span<const Indicator> indicators, Lang lang = Lang::fr);

}  // namespace maillage
