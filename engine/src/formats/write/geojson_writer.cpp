#include "maillage/formats/write/geojson_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <numeric>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {
namespace {

enum class Turn : std::uint8_t { left, right };

constexpr int max_decimals = 15;

constexpr std::array<double, max_decimals + 1> powers_of_ten{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                             1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

[[nodiscard]] inline std::int64_t to_units(double value, int decimals) {
  const double scaled = value * powers_of_ten[static_cast<std::size_t>(decimals)];
  return static_cast<std::int64_t>(scaled + std::copysign(0.5, scaled));
}

// Room that one number of less than 1000 may take.
[[nodiscard]] constexpr std::size_t room_for(int decimals) {
  return static_cast<std::size_t>(decimals) + 5;
}

// Writes at `out`, which has room for 24 bytes, and returns the end. |value| < 1000.
inline char* write_fixed(char* out, double value, int decimals) {
  const std::int64_t units = to_units(value, decimals);
  if (units < 0) *out++ = '-';
  auto rest = static_cast<std::uint64_t>(units < 0 ? -units : units);
  int dropped = decimals;
  while (dropped > 0 && rest % 10 == 0) {
    rest /= 10;
    --dropped;
  }
  std::array<char, 24> digits;
  char* const end = digits.data() + digits.size();
  char* first = end;
  for (int i = 0; i < dropped; ++i, rest /= 10) *--first = static_cast<char>('0' + rest % 10);
  if (dropped > 0) *--first = '.';
  do {
    *--first = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  const auto size = static_cast<std::size_t>(end - first);
  std::memcpy(out, first, size);
  return out + size;
}

constexpr double largest_coordinate = 1000;

struct Extent {
  double twice_area = 0;
  double length = 0;  // sum of |dx| + |dy|
};

Extent extent_of(std::span<const Point> ring) {
  Extent extent;
  const Point origin = ring.front();
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Point a{ring[i - 1].x - origin.x, ring[i - 1].y - origin.y};
    const Point b{ring[i].x - origin.x, ring[i].y - origin.y};
    extent.twice_area += a.x * b.y - b.x * a.y;
    extent.length += std::abs(b.x - a.x) + std::abs(b.y - a.y);
  }
  return extent;
}

// Twice the area of the ring as it will be written, in squared units of the last decimal.
double rounded_twice_area(std::span<const Point> ring, int decimals) {
  const auto x0 = to_units(ring.front().x, decimals);
  const auto y0 = to_units(ring.front().y, decimals);
  const auto at = [&](std::size_t i) {
    return Point{static_cast<double>(to_units(ring[i].x, decimals) - x0),
                 static_cast<double>(to_units(ring[i].y, decimals) - y0)};
  };
  double sum = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Point a = at(i - 1);
    const Point b = at(i);
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

int decimals_needed(std::span<const Point> ring, const Extent& extent, int decimals) {
  if (!std::isfinite(extent.twice_area)) return decimals;  // its points are refused as they are written
  // Rounding moves a point by half a unit at most: a ring much larger than its outline
  // times a unit keeps its area.
  const double unit = 1 / powers_of_ten[static_cast<std::size_t>(decimals)];
  if (std::abs(extent.twice_area) > 4 * unit * extent.length || extent.twice_area == 0) return decimals;
  for (int more = decimals; more <= max_decimals; ++more)
    if (rounded_twice_area(ring, more) * extent.twice_area > 0) return more;
  return decimals;
}

char* write_point(char* out, Point p, int decimals) {
  if (!(std::abs(p.x) < largest_coordinate) || !(std::abs(p.y) < largest_coordinate))
    throw Error(Failure::internal, fmt::format("({}, {}) is no longitude and latitude", p.x, p.y));
  *out++ = '[';
  out = write_fixed(out, p.x, decimals);
  *out++ = ',';
  out = write_fixed(out, p.y, decimals);
  *out++ = ']';
  *out++ = ',';
  return out;
}

// Appends "[[x,y],…]" and returns the decimals that were needed: more than `decimals` when the ring would
// have been flattened or turned over by rounding.
int append_ring(std::string& text, std::span<const Point> ring, Turn turn, int decimals) {
  const Extent extent = extent_of(ring);
  const int used = decimals_needed(ring, extent, decimals);
  const std::size_t before = text.size();
  text.resize(before + 2 + ring.size() * (2 * room_for(used) + 4));
  char* out = text.data() + before;
  *out++ = '[';
  const bool as_is = (extent.twice_area >= 0) == (turn == Turn::left);
  if (as_is) {
    for (const Point p : ring) out = write_point(out, p, used);
  } else {
    for (std::size_t i = ring.size(); i-- > 0;) out = write_point(out, ring[i], used);
  }
  out[-1] = ']';
  text.resize(static_cast<std::size_t>(out - text.data()));
  return used;
}

// Appends the geometry of a zone, or null. Returns how many rings needed more decimals.
std::size_t append_geometry(std::string& text, const Shapes& shapes, std::size_t zone, int decimals) {
  const auto polygons = shapes.polygons_of(zone);
  if (polygons.empty()) {
    text += "null";
    return 0;
  }
  const bool several = polygons.size() > 1;
  text += several ? R"({"type":"MultiPolygon","coordinates":[)" : R"({"type":"Polygon","coordinates":)";
  std::size_t refined = 0;
  for (const std::size_t polygon : polygons) {
    if (polygon != polygons.front()) text += ',';
    text += '[';
    const auto rings = shapes.rings_of(polygon);
    for (const std::size_t ring : rings) {
      const bool outer = ring == rings.front();
      if (!outer) text += ',';
      refined +=
          append_ring(text, shapes.points_of(ring), outer ? Turn::left : Turn::right, decimals) > decimals;
    }
    text += ']';
  }
  text += several ? "]}" : "}";
  return refined;
}

constexpr std::size_t points_a_block = 12000;  // about 256 KB of text
constexpr std::size_t rows_a_block = 1000;
constexpr std::size_t texts_a_wave = 16;  // blocks, of all files

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
  explicit Features(const FlatTable& table) : table_(table) {
    for (const FlatField& field : table.fields)
      keys_.push_back((keys_.empty() ? "" : ",") + json_text(field.name) + ":");
  }

  // One line of the collection, without what separates it from the next.
  void append(std::string& text, std::size_t row, std::string_view geometry) const {
    text += R"({"type":"Feature","properties":{)";
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      text += keys_[i];
      std::visit([&](const auto& values) { append_value(text, values[row]); }, table_.fields[i].values);
    }
    text += R"(},"geometry":)";
    text += geometry;
    text += '}';
  }

 private:
  static void append_value(std::string& text, double value) {
    text += std::isfinite(value) ? plain_number(value) : "null";
  }
  static void append_value(std::string& text, const std::string& value) {
    text += value.empty() ? "null" : json_text(value);
  }

  const FlatTable& table_;
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

// One collection, on its way out.
struct Collection {
  std::ostream* out;
  std::string file;  // as messages name it; empty: a stream
  std::string_view name;
  std::span<const std::string> notes;
  const FlatTable* table;
};

void put(const Collection& to, std::string_view text) {
  const auto put_text = [&] { put(*to.out, text); };
  if (to.file.empty()) return put_text();
  with_context(to.file, put_text);
}

void finish(const Collection& to) {
  put(to, "]}\n");
  to.out->flush();
  const auto require_whole = [&] {
    if (!*to.out) throw Error(Failure::io, message("GeoJSON: the output could not be written to its end"));
  };
  if (to.file.empty()) return require_whole();
  with_context(to.file, require_whole);
}

void report_refined(const Collection& of, std::size_t rings, int decimals, Diagnostics& diagnostics) {
  if (rings == 0) return;
  diagnostics.add({.severity = Severity::note,
                   .code = "ring-below-precision",
                   .place = {.layer = std::string(of.name)},
                   .found = message("{} rings too small for {} decimals", rings, decimals),
                   .expected = message("rings that rounding leaves open"),
                   .advice = message("they are written with more decimals, so that none is lost"),
                   .count = static_cast<std::int64_t>(rings)});
}

// The collections have the same rows, and the zones of these rows the same shapes.
void write_collections(std::span<const Collection> collections, const Shapes* shapes, int decimals,
                       Diagnostics& diagnostics) {
  std::vector<Features> features;
  for (const Collection& collection : collections) {
    require_writable(*collection.table, shapes, decimals);
    features.emplace_back(*collection.table);
    put(collection, head(collection.name, collection.notes));
  }
  const std::size_t rows = collections.front().table->rows;
  const std::vector<std::size_t> ends = block_ends(*collections.front().table, shapes);
  const std::size_t blocks_a_wave = std::max<std::size_t>(2, texts_a_wave / collections.size());
  std::vector<std::vector<std::string>> texts, done;  // by block, then by collection
  std::vector<std::size_t> refined(ends.size());
  const auto put_done = [&] {
    for (const std::vector<std::string>& block : done)
      for (std::size_t i = 0; i < block.size(); ++i) put(collections[i], block[i]);
  };
  for (std::size_t wave = 0; wave < ends.size(); wave += blocks_a_wave) {
    texts.resize(std::min(blocks_a_wave, ends.size() - wave));
    // One thread writes the wave before while the others make this one.
    parallel_for(1 + texts.size(), 1, [&](std::size_t, std::size_t, std::size_t turn) {
      stop_point();
      if (turn == 0) return put_done();
      std::vector<std::string>& of_block = texts[turn - 1];
      of_block.resize(collections.size());
      for (std::string& text : of_block) text.clear();
      const std::size_t block = wave + turn - 1;
      std::string geometry;
      for (std::size_t row = block == 0 ? 0 : ends[block - 1]; row < ends[block]; ++row) {
        geometry.clear();
        if (shapes != nullptr)
          refined[block] += append_geometry(geometry, *shapes, row, decimals);
        else
          geometry = "null";
        for (std::size_t i = 0; i < collections.size(); ++i) {
          features[i].append(of_block[i], row, geometry);
          of_block[i] += row + 1 < rows ? ",\n" : "\n";
        }
      }
    });
    std::swap(texts, done);
  }
  put_done();
  const std::size_t rings = std::accumulate(refined.begin(), refined.end(), std::size_t{0});
  for (const Collection& collection : collections) {
    finish(collection);
    report_refined(collection, rings, decimals, diagnostics);
  }
}

void close(std::ofstream& out, const std::filesystem::path& path) {
  const auto written = static_cast<std::uintmax_t>(out.tellp());
  out.close();
  std::error_code problem;
  if (!out || std::filesystem::file_size(path, problem) != written || problem)
    with_context(name_of(path), [] {
      throw Error(Failure::io,
                  message("GeoJSON: was not written whole; check the folder and the free space"));
    });
}

}  // namespace

void write_geojson(std::ostream& out, std::string_view name, std::span<const std::string> notes,
                   const FlatTable& table, const Shapes* shapes, const GeojsonOptions& options,
                   Diagnostics& diagnostics) {
  const Collection collection{&out, {}, name, notes, &table};
  write_collections({&collection, 1}, shapes, options.decimals, diagnostics);
}

void write_geojson(std::ostream& out, const Layer& layer, const Shapes* shapes, const GeojsonOptions& options,
                   Diagnostics& diagnostics) {
  write_geojson(out, layer.name(), layer.notes, flatten(layer), shapes, options, diagnostics);
}

void write_geojson(std::span<const GeojsonFile> files, const Shapes* shapes, const GeojsonOptions& options,
                   Diagnostics& diagnostics) {
  if (files.empty()) return;
  std::vector<std::ofstream> streams;
  std::vector<std::string> names;
  for (const GeojsonFile& file : files) {
    streams.emplace_back(file.path, std::ios::binary);
    if (!streams.back()) throw Error(Failure::io, message("{}: cannot be written", name_of(file.path)));
    names.push_back(file.layer->name());
  }
  std::vector<Collection> collections;
  for (std::size_t i = 0; i < files.size(); ++i)
    collections.push_back(
        {&streams[i], name_of(files[i].path), names[i], files[i].layer->notes, files[i].table});
  write_collections(collections, shapes, options.decimals, diagnostics);
  for (std::size_t i = 0; i < files.size(); ++i) close(streams[i], files[i].path);
}

}  // namespace maillage
