// The level of a zoning: what its zones are. Communes, EPCI, and any other set of zones that a column of a table gives.
//
// A level is known by its code ("epci", "arrondissement", "bassin"): two levels of one code are equal. The ones below are
// those that the law sets apart and the code names: a form of codes, a policy, a register belongs to them. All others are
// data (geodata/levels.toml, or [levels.<code>] of a study), and nothing is done for the former that is not done for them.
// `one` and `many` are what its zones are called in French ("bassin de vie", "bassins de vie").
//
// Levels are ordered as they are written: those named here first, in this order, then the others by code.
//
//     const Level bassin{"bassin", "bassin d'animation", "bassins d'animation"};
//     level_word(bassin, 2, Lang::fr);          // "bassins d'animation"
//     find_level(levels, "bassin") == bassin;
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/lang.hpp"

namespace maillage {

struct Level {
  std::string code;
  std::string one;
  std::string many;

  static const Level commune, epci, departement, region, nation, qpv, iris, grid, custom, ept;

  friend bool operator==(const Level& a, const Level& b) { return a.code == b.code; }
  friend std::weak_ordering operator<=>(const Level& a, const Level& b);
};

inline const Level Level::commune{"commune", "commune", "communes"};
inline const Level Level::epci{"epci", "EPCI", "EPCI"};
inline const Level Level::departement{"departement", "département", "départements"};
inline const Level Level::region{"region", "région", "régions"};
inline const Level Level::nation{"nation", "pays", "pays"};
inline const Level Level::qpv{"qpv", "QPV", "QPV"};
inline const Level Level::iris{"iris", "IRIS", "IRIS"};  // quarters of a commune; they add up to it
inline const Level Level::grid{"grid", "carreau", "carreaux"};
inline const Level Level::custom{"custom", "territoire", "territoires"};  // the groups of communes of a study
inline const Level Level::ept{"ept", "EPT", "EPT"};                       // of the métropole du Grand Paris

// Those named above, in their order.
[[nodiscard]] std::span<const Level> named_levels();

[[nodiscard]] std::optional<Level> find_level(std::span<const Level> levels, std::string_view code);

// The communes, first, and the levels that they add up to: all but IRIS, which are below them, and QPV and grids, which
// cut across them.
[[nodiscard]] std::vector<Level> levels_of_communes(std::span<const Level> levels);

[[nodiscard]] std::vector<std::string> codes_of(std::span<const Level> levels);

// What so many of its zones are called: "commune", "communes". English for the levels named above; the others keep
// their French name.
[[nodiscard]] std::string level_word(const Level& level, std::size_t count, Lang lang);

}  // namespace maillage
