#include "maillage/formats/read/source.hpp"

#include <fmt/format.h>

#include <optional>

#include "formats/read/gdal_reading.hpp"
#include "formats/read/layer_choice.hpp"
#include "formats/read/stated_text.hpp"
#include "maillage/base/encoding.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/read/gdal_reader.hpp"
#include "maillage/formats/read/geojson_reader.hpp"
#include "maillage/formats/read/xlsx_reader.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/zoning/plausible.hpp"

namespace maillage {
namespace {

Table sheet_table(const std::filesystem::path& path, const std::string& sheet, Diagnostics& diagnostics) {
  Grid grid = read_sheet(path, sheet, diagnostics);
  return table_from_grid(without_text_marks(std::move(grid), name_of(path), sheet, diagnostics),
                         name_of(path), sheet, diagnostics);
}

// Of several layers, the only one whose columns the catalogue knows as those of one producer; else the only one that is
// known at all. A layer that cannot be a table is not that one.
std::optional<std::string> recognised_layer(const std::filesystem::path& path, FileKind kind,
                                            const std::vector<std::string>& layers) {
  std::vector<std::string> of_producers, of_any;
  for (const std::string& layer : layers) {
    try {
      Diagnostics ignored;
      const Table table =
          kind == FileKind::workbook ? sheet_table(path, layer, ignored) : gdal_sample(path, layer);
      const auto recognition = recognise(table);
      if (!recognition) continue;
      of_any.push_back(layer);
      if (!recognition->layout->generic) of_producers.push_back(layer);
    } catch (const Error& error) {
      if (error.failure() != Failure::unreadable) throw;
    }
  }
  if (of_producers.size() == 1) return of_producers.front();
  return of_any.size() == 1 ? std::optional(of_any.front()) : std::nullopt;
}

std::string layer_to_read(const std::filesystem::path& path, FileKind kind, const ReadOptions& options) {
  const std::vector<std::string> layers = layers_of(path);
  if (options.layer.empty() && layers.size() > 1)
    if (const auto layer = recognised_layer(path, kind, layers)) return *layer;
  return layers[choose_layer(layers, options.layer, name_of(path))];
}

// What other programs encoded twice before it came into a layer; text files are put back before they are cut up.
void put_back_twice_encoded(Table& table, Diagnostics& diagnostics) {
  std::size_t undone = 0;
  std::string text;
  const auto put_back = [&](std::string_view cell) -> const std::string& {
    text = cell;
    undone += undo_twice_encoded(text);
    return text;
  };
  for (std::string& name : table.columns) name = put_back(name);
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t column = 0; column < table.columns.size(); ++column) put_back(table.cell(row, column));
  if (undone == 0) return;
  Table mended;
  mended.file = table.file;
  mended.layer = table.layer;
  mended.columns = table.columns;
  mended.facts = table.facts;
  mended.short_lines = table.short_lines;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < table.columns.size(); ++column)
      mended.add_cell(put_back(table.cell(row, column)));
    mended.end_row(table.line_of(row));
  }
  diagnostics.add({.severity = Severity::note,
                   .code = "encoded-twice",
                   .place = {.file = table.file, .layer = table.layer},
                   .found = "characters that were encoded twice, as \"Ã©\" for \"é\"",
                   .expected = "",
                   .advice = "read as they were written first"});
  table = std::move(mended);
}

Source read_any(const std::filesystem::path& path, const ReadOptions& options, Diagnostics& diagnostics) {
  const FileKind kind = kind_of_file(path);
  Source source{.path = path, .format = driver_of(kind)};
  switch (kind) {
    case FileKind::text:
      static_cast<void>(choose_layer(layers_of(path), options.layer, name_of(path)));
      source.table = read_csv(path, diagnostics);
      return source;
    case FileKind::json:
      return read_geojson(path, options, diagnostics);
    case FileKind::workbook:
      source.table = sheet_table(path, layer_to_read(path, kind, options), diagnostics);
      return source;
    default:
      break;
  }
  ReadOptions chosen = options;
  chosen.layer = layer_to_read(path, kind, options);
  return read_gdal(path, chosen, diagnostics);
}

}  // namespace

std::vector<std::string> layers_of(const std::filesystem::path& path) {
  switch (kind_of_file(path)) {
    case FileKind::text:
    case FileKind::json:
      return {path.stem().string()};
    case FileKind::workbook:
      return sheets_of(path);
    default:
      return gdal_layers(path);
  }
}

Source read_source(const std::filesystem::path& path, const ReadOptions& options, Diagnostics& diagnostics) {
  Source source = read_any(path, options, diagnostics);
  if (source.format != driver_of(FileKind::text)) put_back_twice_encoded(source.table, diagnostics);
  source.table.has_shapes = source.geometry == Geometry::polygons;
  if (source.table.has_shapes) require_plausible(source.shapes, name_of(path), diagnostics);
  return source;
}

}  // namespace maillage
