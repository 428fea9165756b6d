#include "maillage/formats/read/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "formats/read/gdal_reading.hpp"
#include "formats/read/json_table.hpp"
#include "formats/read/layer_choice.hpp"
#include "formats/read/ods_reader.hpp"
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

Table sheet_table(const std::filesystem::path& path, FileKind kind, const std::string& sheet,
                  Diagnostics& diagnostics) {
  Grid grid =
      kind == FileKind::opendocument ? read_ods_sheet(path, sheet) : read_sheet(path, sheet, diagnostics);
  return table_from_grid(without_text_marks(std::move(grid), name_of(path), sheet, diagnostics),
                         name_of(path), sheet, diagnostics);
}

// A table inside a zip: a text, or a sheet of a workbook there.
struct ZippedTable {
  std::string layer;
  std::string part;
  std::string sheet;  // empty: a text
};

std::vector<ZippedTable> tables_in_zip(const std::filesystem::path& path) {
  std::vector<ZippedTable> tables;
  std::vector<std::string> workbooks, others;
  for (const std::string& part : names_in_zip(path)) {
    const std::string extension = to_lower_ascii(std::filesystem::path(part).extension().string());
    if (extension == ".csv" || extension == ".txt" || extension == ".tsv" || extension == ".json" ||
        extension == ".geojson")
      tables.push_back({std::filesystem::path(part).stem().string(), part, {}});
    else
      (extension == ".xlsx" ? workbooks : others).push_back(part);
  }
  for (const std::string& part : workbooks)
    for (const std::string& sheet : sheets_of(in_zip(path, part)))
      tables.push_back(
          {workbooks.size() == 1 ? sheet : std::filesystem::path(part).stem().string() + "/" + sheet, part,
           sheet});
  if (tables.empty())
    throw Error(
        Failure::unreadable,
        message("{}: holds no Shapefile and no table ({}); unpack it and name the file that is wanted",
                name_of(path), others.empty() ? std::string("…") : join(others, ", ")));
  return tables;
}

std::vector<std::string> names_of(const std::vector<ZippedTable>& tables) {
  std::vector<std::string> names;
  for (const ZippedTable& table : tables) names.push_back(table.layer);
  return names;
}

Source read_zipped(const std::filesystem::path& path, const ReadOptions& options, Diagnostics& diagnostics) {
  const std::vector<ZippedTable> tables = tables_in_zip(path);
  const ZippedTable& chosen = tables[choose_layer(names_of(tables), options.layer, name_of(path))];
  Source source{.path = path, .format = "XLSX"};
  if (!chosen.sheet.empty()) {
    source.table = sheet_table(in_zip(path, chosen.part), FileKind::workbook, chosen.sheet, diagnostics);
  } else {
    std::string text = part_in_zip(path, chosen.part).value_or("");
    const bool is_json = kind_of_text(text) == FileKind::json;
    if (is_json && !holds_json_table(text)) {
      source = parse_geojson(FileText(text), path, options, diagnostics);
    } else if (is_json) {
      source.format = "JSON";
      source.table = parse_json_table(FileText(text), name_of(path));
    } else {
      source.format = driver_of(FileKind::text);
      source.table = parse_csv(std::move(text), name_of(path), diagnostics);
    }
  }
  source.table.file = name_of(path);
  source.table.layer = tables.size() > 1 ? chosen.layer : "";
  source.table.facts.emplace_back("in_zip", chosen.part);
  return source;
}

// The table of a layer, or what of it tells what it is.
Table sample_of(const std::filesystem::path& path, FileKind kind, const std::string& layer) {
  Diagnostics ignored;
  if (kind == FileKind::workbook || kind == FileKind::opendocument)
    return sheet_table(path, kind, layer, ignored);
  if (kind == FileKind::zip_of_tables) return read_zipped(path, {.layer = layer}, ignored).table;
  return gdal_sample(path, layer);
}

struct KnownLayer {
  std::string name;
  const Layout* layout;
};

// Layers that the catalogue knows as those of one producer, else those that it knows at all. A layer that cannot be a
// table is not one.
std::vector<KnownLayer> known_layers(const std::filesystem::path& path, FileKind kind,
                                     const std::vector<std::string>& layers) {
  std::vector<KnownLayer> of_producers, of_any;
  for (const std::string& layer : layers) {
    try {
      Table table = sample_of(path, kind, layer);
      const auto recognition = recognise(table);
      if (!recognition) continue;
      of_any.push_back({layer, recognition->layout});
      if (!recognition->layout->generic) of_producers.push_back(of_any.back());
    } catch (const Error& error) {
      if (error.failure() != Failure::unreadable) throw;
    }
  }
  return of_producers.empty() ? of_any : of_producers;
}

// Of sheets, the one of communes: those of the levels above, beside it, say no more. Of several, the one that bears the name
// that its layout gives to it.
std::vector<KnownLayer> of_communes(std::vector<KnownLayer> known) {
  const auto keep = [&](const auto& wanted) {
    std::vector<KnownLayer> kept;
    std::ranges::copy_if(known, std::back_inserter(kept), wanted);
    if (!kept.empty()) known = std::move(kept);
  };
  keep([](const KnownLayer& layer) { return layer.layout->level == Level::commune; });
  keep([](const KnownLayer& layer) {
    return !layer.layout->sheet.empty() && layer.name == layer.layout->sheet;
  });
  return known;
}

std::string layer_to_read(const std::filesystem::path& path, FileKind kind, const ReadOptions& options) {
  const std::vector<std::string> layers = layers_of(path);
  if (options.layer.empty() && layers.size() > 1) {
    std::vector<KnownLayer> known = known_layers(path, kind, layers);
    if (kind == FileKind::workbook || kind == FileKind::opendocument || kind == FileKind::zip_of_tables)
      known = of_communes(std::move(known));
    if (known.size() == 1) return known.front().name;
    if (known.size() > 1) {
      std::vector<std::string> names;
      for (const KnownLayer& layer : known)
        names.push_back(fmt::format("{} ({})", layer.name, layer.layout->id));
      throw Error(Failure::usage,
                  message("{}: holds {} layers, of which {} are known: {}; state which one: layer = \"{}\"",
                          name_of(path), layers.size(), known.size(), join(names, ", "), known.front().name));
    }
  }
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
                   .found = message("characters that were encoded twice, as \"Ã©\" for \"é\""),
                   .expected = Message(),
                   .advice = message("read as they were written first")});
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
    case FileKind::json: {
      FileText text = read_file(path);
      if (!holds_json_table(text.view())) return parse_geojson(std::move(text), path, options, diagnostics);
      static_cast<void>(choose_layer(layers_of(path), options.layer, name_of(path)));
      source.format = "JSON";
      source.table = parse_json_table(std::move(text), name_of(path));
      return source;
    }
    case FileKind::workbook:
    case FileKind::opendocument:
      source.table = sheet_table(path, kind, layer_to_read(path, kind, options), diagnostics);
      return source;
    case FileKind::zip_of_tables:
      return read_zipped(path, {.layer = layer_to_read(path, kind, options), .crs = options.crs},
                         diagnostics);
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
    case FileKind::opendocument:
      return sheets_of_ods(path);
    case FileKind::zip_of_tables:
      return names_of(tables_in_zip(path));
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
