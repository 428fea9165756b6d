// A zoning with the columns computed on it: what is written, drawn, explained, compared.
//
// A layer belongs to one theme (territory, childcare, ctg, poverty, priority) and one level; its name joins
// both ("ctg_commune"). Columns are measures, categories, texts or days over the layer's zoning, in the
// order in which they are written. `notes` are the sentences a reader needs to use the figures: policy,
// date, definition, population vintage; they go to the manifest and to the metadata of the files. `style`
// names the column that a map of this layer shows first. `references` are figures to compare a column with,
// such as the national rate: maps centre their classes on the first one of the column they show.
// `title` is what people call the layer ("Ctg par commune": a sheet, a layer in QGIS), `theme_title` what they call its theme
// ("Ctg"), `lang` the language of titles, labels and notes; a run gives all three to every layer that it holds.
//
//     Layer layer{.theme = "ctg", .zoning = communes, .style = "ctg_status"};
//     layer.columns.emplace_back(std::move(status));
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/measure/category.hpp"
#include "maillage/measure/measure.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

using Column = std::variant<Measure, Category, TextColumn, DayColumn>;

struct Reference {
  std::string column;
  double value = 0;
  std::string label;  // "France, 2023"
};

struct Layer {
  std::string theme;
  ZoningRef zoning;
  std::vector<Column> columns;
  std::vector<std::string> notes;
  std::string style;
  std::vector<Reference> references;
  std::string title;
  std::string theme_title;
  Lang lang = Lang::fr;
  bool worse_when_high = false;  // of the column shown first: high values take warm colours

  [[nodiscard]] std::string name() const { return theme + "_" + zoning->level().code; }
};

[[nodiscard]] const ColumnInfo& info_of(const Column& column);
[[nodiscard]] const Measure* find_measure(const Layer& layer, std::string_view code);
[[nodiscard]] const Category* find_category(const Layer& layer, std::string_view code);
[[nodiscard]] const TextColumn* find_text(const Layer& layer, std::string_view code);

// The zones listed, ascending, with every column, note and reference of the layer.
[[nodiscard]] Layer with_zones(const Layer& layer, const std::vector<std::size_t>& zones);

}  // namespace maillage
