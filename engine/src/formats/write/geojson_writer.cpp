#include "maillage/formats/write/geojson_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <ostream>
#include <vector>

#include "formats/write/geojson_rings.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

constexpr std::size_t points_a_block = 12000;  // about 256 KB of text
constexpr std::size_t rows_a_block = 1000;
constexpr std::size_t blocks_a_wave = 16;

std::string json_text(std::string_view text) {
  if (!is_utf8(text)) throw Error(Failure::internal, message("a text of the layer is not UTF-8: {}", text));
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
          out += c;
    }
  }
  return out += '"';
}

class Features {
 public:
  Features(const FlatTable& table, const Shapes* shapes, int decimals)
      : table_(table), shapes_(shapes), decimals_(decimals) {
    for (const FlatField& field : table.fields)
      keys_.push_back((keys_.empty() ? "" : ",") + json_text(field.name) + ":");
  }

  // One line of the collection, without what separates it from the next.
  std::size_t append(std::string& text, std::size_t row) const {
    text += R"({"type":"Feature","properties":{)";
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      text += keys_[i];
      std::visit([&](const auto& values) { append_value(text, values[row]); }, table_.fields[i].values);
    }
    text += R"(},"geometry":)";
    std::size_t refined = 0;
    if (shapes_)
      refined = append_geometry(text, *shapes_, row, decimals_);
    else
      text += "null";
    text += '}';
    return refined;
  }

 private:
  static void append_value(std::string& text, double value) {
    text += std::isfinite(value) ? plain_number(value) : "null";
  }
  static void append_value(std::string& text, const std::string& value) {
    text += value.empty() ? "null" : json_text(value);
  }

  const FlatTable& table_;
  const Shapes* shapes_;
  int decimals_;
  std::vector<std::string> keys_;
};

void require_writable(const FlatTable& table, const Shapes* shapes, int decimals) {
  const auto require = [](bool holds, const std::string& what) {
    if (!holds) throw Error(Failure::internal, "GeoJSON: " + what);
  };
  require(decimals >= 0 && decimals <= 12, fmt::format("{} decimals", decimals));
  for (const FlatField& field : table.fields)
    require(std::visit([](const auto& values) { return values.size(); }, field.values) == table.rows,
            fmt::format("the field {} has not {} values", field.name, table.rows));
  if (!shapes) return;
  require(shapes->zone_count() == table.rows,
          fmt::format("{} shapes for {} rows", shapes->zone_count(), table.rows));
  require(shapes->crs == wgs84, fmt::format("the shapes are in EPSG:{}, not in WGS84", shapes->crs.epsg));
}

std::size_t points_of_zone(const Shapes& shapes, std::size_t zone) {
  std::size_t points = 0;
  for (const std::size_t polygon : shapes.polygons_of(zone))
    for (const std::size_t ring : shapes.rings_of(polygon)) points += shapes.points_of(ring).size();
  return points;
}

std::vector<std::size_t> block_ends(const FlatTable& table, const Shapes* shapes) {
  std::vector<std::size_t> ends;
  std::size_t points = 0;
  std::size_t begin = 0;
  for (std::size_t row = 0; row < table.rows; ++row) {
    if (shapes) points += points_of_zone(*shapes, row);
    if (points < points_a_block && row + 1 - begin < rows_a_block && row + 1 < table.rows) continue;
    ends.push_back(row + 1);
    begin = row + 1;
    points = 0;
  }
  return ends;
}

void put(std::ostream& out, std::string_view text) {
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!out)
    throw Error(Failure::io,
                message("GeoJSON: the output refuses more data (disk full, or closed by its reader?)"));
}

std::string head(std::string_view name, std::span<const std::string> notes) {
  std::string text = R"({"type":"FeatureCollection")";
  if (!name.empty()) text += ",\"name\":" + json_text(name);
  for (std::size_t i = 0; i < notes.size(); ++i)
    text += (i == 0 ? ",\"notes\":[" : ",") + json_text(notes[i]);
  if (!notes.empty()) text += ']';
  return text += ",\"features\":[\n";
}

}  // namespace

void write_geojson(std::ostream& out, std::string_view name, std::span<const std::string> notes,
                   const FlatTable& table, const Shapes* shapes, const GeojsonOptions& options,
                   Diagnostics& diagnostics) {
  require_writable(table, shapes, options.decimals);
  const Features features(table, shapes, options.decimals);
  const std::vector<std::size_t> ends = block_ends(table, shapes);
  std::vector<std::string> texts, done;
  std::vector<std::size_t> refined(ends.size());
  put(out, head(name, notes));
  const auto put_done = [&] {
    for (const std::string& text : done) put(out, text);
  };
  for (std::size_t wave = 0; wave < ends.size(); wave += blocks_a_wave) {
    texts.resize(std::min(blocks_a_wave, ends.size() - wave));
    // One thread writes the wave before while the others make this one.
    parallel_for(1 + texts.size(), 1, [&](std::size_t, std::size_t, std::size_t turn) {
      stop_point();
      if (turn == 0) return put_done();
      std::string& text = texts[turn - 1];
      text.clear();
      const std::size_t block = wave + turn - 1;
      for (std::size_t row = block == 0 ? 0 : ends[block - 1]; row < ends[block]; ++row) {
        refined[block] += features.append(text, row);
        text += row + 1 < table.rows ? ",\n" : "\n";
      }
    });
    std::swap(texts, done);
  }
  put_done();
  put(out, "]}\n");
  out.flush();
  if (!out) throw Error(Failure::io, message("GeoJSON: the output could not be written to its end"));
  std::size_t rings = 0;
  for (const std::size_t n : refined) rings += n;
  if (rings > 0)
    diagnostics.add({.severity = Severity::note,
                     .code = "ring-below-precision",
                     .place = {.layer = std::string(name)},
                     .found = message("{} rings too small for {} decimals", rings, options.decimals),
                     .expected = message("rings that rounding leaves open"),
                     .advice = message("they are written with more decimals, so that none is lost"),
                     .count = static_cast<std::int64_t>(rings)});
}

void write_geojson(std::ostream& out, const Layer& layer, const Shapes* shapes, const GeojsonOptions& options,
                   Diagnostics& diagnostics) {
  write_geojson(out, layer.name(), layer.notes, flatten(layer), shapes, options, diagnostics);
}

void write_geojson(const std::filesystem::path& path, const Layer& layer, const Shapes* shapes,
                   const GeojsonOptions& options, Diagnostics& diagnostics) {
  std::ofstream out(path, std::ios::binary);
  if (!out) throw Error(Failure::io, message("{}: cannot be written", name_of(path)));
  with_context(name_of(path), [&] {
    write_geojson(out, layer, shapes, options, diagnostics);
    const auto written = static_cast<std::uintmax_t>(out.tellp());
    out.close();
    std::error_code problem;
    if (!out || std::filesystem::file_size(path, problem) != written || problem)
      throw Error(Failure::io,
                  message("GeoJSON: was not written whole; check the folder and the free space"));
  });
}

}  // namespace maillage
