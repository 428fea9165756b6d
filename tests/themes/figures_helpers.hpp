// Small levels written by hand: one line per column, one cell per zone.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/layer.hpp"

namespace maillage {

inline const Cell secret = missing(Presence::secret_primary);
inline const Cell absent = missing(Presence::no_match);

inline ZoningRef zones_of(Level level, std::size_t size, const std::string& prefix = "C") {
  std::vector<Zone> zones;
  for (std::size_t i = 0; i < size; ++i)
    zones.push_back({prefix + std::to_string(100 + i), prefix + " " + std::to_string(i)});
  return make_zoning(level, new_year(2026), "test", zones);
}

inline LevelFigures level(ZoningRef zoning) {
  return {.zoning = std::move(zoning)};
}
inline LevelFigures communes(std::size_t size) {
  return level(zones_of(Level::commune, size));
}

inline void give(LevelFigures& figures, const std::string& code, Kind kind, const std::vector<Cell>& cells,
                 double rounding = 0) {
  Measure measure({.code = code, .observed = new_year(2023), .source = "test", .rounding = rounding}, kind,
                  cells.size());
  for (std::size_t zone = 0; zone < cells.size(); ++zone) measure.set(zone, cells[zone]);
  figures.measures.insert_or_assign(code, std::move(measure));
}

inline void give(LevelFigures& figures, const std::string& code, const std::vector<double>& values) {
  std::vector<Cell> cells;
  for (const double value : values) cells.push_back(known(value));
  give(figures, code, code.starts_with("rate_") ? Kind::rate : Kind::count, cells,
       code.starts_with("rate_") ? 0.1 : 0);
}

inline Crosswalk all_to_one(const LevelFigures& figures, Level to = Level::departement) {
  return assign(
      figures.zoning, zones_of(to, 1, "D"), [](std::size_t) { return std::optional<std::size_t>(0); },
      "test");
}

inline const Cell& at(const Measure* measure, std::size_t zone) {
  static Cell cell;
  cell = measure->at(zone);
  return cell;
}

inline bool inside(const Bounds& bounds, double value) {
  const double noise = 1e-9 * std::max(1.0, value);
  return bounds.lower - noise <= value && value <= bounds.upper + noise;
}

inline std::vector<std::string> short_names(const Layer& layer) {
  std::vector<std::string> names;
  for (const Column& column : layer.columns) names.push_back(info_of(column).short_name);
  std::ranges::sort(names);
  return names;
}

// What every column of every layer owes to the files it ends in.
inline std::string flaw_of(const Layer& layer) {
  std::vector<std::string> names = short_names(layer);
  if (std::ranges::adjacent_find(names) != names.end()) return "twice: " + *std::ranges::adjacent_find(names);
  bool styled = false;
  for (const Column& column : layer.columns) {
    const ColumnInfo& info = info_of(column);
    if (info.code.empty() || info.label.empty() || info.short_name.empty()) return "bare: " + info.code;
    if (info.short_name.size() > 7) return "long: " + info.short_name;
    styled = styled || info.code == layer.style;
    const std::size_t size = std::visit(
        [](const auto& held) {
          if constexpr (requires { held.values; })
            return held.values.size();
          else
            return held.size();
        },
        column);
    if (size != layer.zoning->size()) return "size: " + info.code;
    if (const auto* measure = std::get_if<Measure>(&column); measure != nullptr && info.unit.empty())
      return "no unit: " + info.code;
  }
  return styled ? "" : "style: " + layer.style;
}

}  // namespace maillage
