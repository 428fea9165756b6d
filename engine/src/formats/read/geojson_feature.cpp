#include "formats/read/geojson_feature.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

#include "formats/read/json_values.hpp"
#include "formats/read/reading_notes.hpp"
#include "formats/read/ring_check.hpp"
#include "maillage/base/error.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {
namespace {

namespace json = simdjson::ondemand;

class Reader {
 public:
  Reader(std::size_t position, Shapes& shapes, GeometryFindings& found)
      : position_(position), shapes_(shapes), found_(found) {}

  void read(json::value value) {
    if (value.is_null()) {
      ++found_.without_geometry;
      return;
    }
    json::object object = value.get_object();
    const Kind kind = kind_of(object["type"].get_string());
    object.reset();
    std::size_t seen = 0;
    for (auto field : object) {
      if (field.unescaped_key().value() == "coordinates") {
        ++seen;
        coordinates(field.value().get_array(), kind);
      } else {
        check_value(field.value());
      }
    }
    if (seen != 1) throw Unusable{message("its geometry has {} members \"coordinates\"", seen)};
  }

 private:
  enum class Kind : std::uint8_t { polygon, multi_polygon, other };

  static Kind kind_of(std::string_view type) {
    if (type == "Polygon") return Kind::polygon;
    if (type == "MultiPolygon") return Kind::multi_polygon;
    for (const std::string_view other : {"Point", "MultiPoint", "LineString", "MultiLineString"})
      if (type == other) return Kind::other;
    if (type == "GeometryCollection")
      throw Unusable{message("is a GeometryCollection; keep its polygons only, or its points only")};
    throw Unusable{message("has a geometry of type \"{}\", which GeoJSON does not know", type)};
  }

  void coordinates(json::array array, Kind kind) {
    if (array.is_empty()) {
      ++found_.without_geometry;
      return;
    }
    std::size_t& first = kind == Kind::other ? found_.first_other : found_.first_polygon;
    if (first == GeometryFindings::none) first = position_;
    third_ = false;
    switch (kind) {
      case Kind::polygon:
        rings(array);
        break;
      case Kind::multi_polygon:
        for (auto polygon : array) rings(polygon.get_array());
        break;
      case Kind::other:
        check_numbers(array, 0);
        break;
    }
    if (third_) ++found_.third_ordinates;
  }

  void rings(json::array polygon) {
    for (auto ring : polygon) {
      const std::size_t begin = shapes_.points.size();
      for (auto position : ring.get_array()) point(position.get_array());
      const auto points = std::span<const Point>(shapes_.points).subspan(begin);
      if (!is_ring(points)) throw Unusable{ring_problem(points)};
      shapes_.close_ring();
    }
    shapes_.close_polygon();
  }

  void point(json::array position) {
    double xy[2] = {0, 0};
    std::size_t count = 0;
    for (auto ordinate : position) {
      double value = 0;
      if (ordinate.get_double().get(value) != simdjson::SUCCESS) not_a_number(ordinate.value());
      if (count < 2) xy[count] = value;
      ++count;
    }
    if (count < 2) throw Unusable{message("a position has {} {0|number|numbers}, not 2", count)};
    third_ = third_ || count > 2;
    shapes_.points.push_back({xy[0], xy[1]});
  }

  void check_numbers(json::array array, std::size_t depth) {
    if (depth == deepest_json) throw Unusable{message("its coordinates are nested too deep")};
    for (auto element : array) {
      if (element.type() == json::json_type::array) {
        check_numbers(element.get_array(), depth + 1);
      } else if (double value = 0; element.get_double().get(value) != simdjson::SUCCESS) {
        not_a_number(element.value());
      }
    }
  }

  [[noreturn]] static void not_a_number(json::value value) {
    throw Unusable{message("a coordinate is {}, not a number", token_of(value))};
  }

  std::size_t position_;
  Shapes& shapes_;
  GeometryFindings& found_;
  bool third_ = false;
};

// The polygons, without closing the zone; other kinds of geometry are checked and left.
void read_geometry(json::value geometry, std::size_t position, Shapes& shapes, GeometryFindings& found) {
  Reader(position, shapes, found).read(geometry);
}

class Parser {
 public:
  Parser(FeatureBlock& block, std::size_t points) : block_(block) { block_.shapes.points.reserve(points); }

  void feature(const JsonPiece& piece, std::size_t position) {
    position_ = position;
    json::document document = parser_.iterate(padded(piece.text));
    std::size_t seen_geometry = 0;
    for (auto field : document.get_object()) {
      const std::string_view key = field.unescaped_key();
      if (key == "geometry") {
        ++seen_geometry;
        read_geometry(field.value(), position_, block_.shapes, block_.found);
      } else if (key == "properties") {
        properties(field.value());
      } else if (key == "id") {
        id(field.value());
      } else if (key == "type") {
        if (std::string_view type = field.value().get_string(); type != "Feature")
          throw Unusable{message("is of type \"{}\", not \"Feature\"", type)};
      } else {
        check_value(field.value());
      }
    }
    if (seen_geometry > 1) throw Unusable{message("has two members \"geometry\"")};
    if (seen_geometry == 0) ++block_.found.without_geometry;
    block_.row_end.push_back(static_cast<std::uint32_t>(block_.cells.size()));
    block_.shapes.close_zone();
    if (!block_.ids.empty()) block_.ids.resize(block_.row_end.size());
  }

 private:
  void id(json::value value) {
    const bool is_text = value.type() == json::json_type::string;
    block_.ids.resize(block_.row_end.size() + 1);
    block_.ids.back() = is_text ? value.get_string().value() : token_of(value);
  }

  void properties(json::value value) {
    if (value.is_null()) return;
    const std::size_t begin = block_.cells.size();
    std::size_t expected = 0;
    for (auto field : value.get_object()) {
      const std::size_t column = column_of(field.unescaped_key(), expected);
      expected = column + 1;
      const auto number = static_cast<std::uint32_t>(column);
      for (std::size_t i = begin; i < block_.cells.size(); ++i)
        if (block_.cells[i].column == number && block_.first_repeated_name == GeometryFindings::none)
          block_.first_repeated_name = position_;
      const auto start = static_cast<std::uint32_t>(block_.text.size());
      append_text(block_.text, field.value());
      block_.cells.push_back({number, start, static_cast<std::uint32_t>(block_.text.size()) - start});
    }
  }

  std::size_t column_of(std::string_view name, std::size_t expected) {
    auto& columns = block_.columns;
    if (expected < columns.size() && columns[expected] == name) return expected;
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    columns.emplace_back(name);
    return columns.size() - 1;
  }

  FeatureBlock& block_;
  json::parser parser_;
  std::size_t position_ = 0;
};

// The first two properties, to tell a reader of a message which feature is meant.
std::string who(const JsonPiece& piece) {
  std::string shown;
  try {
    json::parser parser;
    json::document document = parser.iterate(padded(piece.text));
    std::size_t count = 0;
    for (auto field : document["properties"].get_object()) {
      const std::string name(field.unescaped_key().value());
      json::value value = field.value();
      const std::string text(token_of(value));
      if (++count > 2) break;
      shown += fmt::format("{}{} {}", shown.empty() ? " (" : ", ", name, text.substr(0, 60));
    }
  } catch (const simdjson::simdjson_error&) {
    // What could be read is enough.
  }
  return shown.empty() ? shown : shown + ")";
}

[[noreturn]] void refuse(const std::string& file, std::size_t position, const JsonPiece& piece,
                         const Message& what) {
  throw Error(Failure::unreadable, message("{}: feature {}{}: {}", file, position + 1, who(piece), what));
}

}  // namespace

FeatureBlock parse_features(std::span<const JsonPiece> features, std::size_t begin, std::size_t end,
                            const std::string& file) {
  FeatureBlock block;
  std::size_t points = 0;
  for (std::size_t i = begin; i < end; ++i) points += features[i].brackets;
  Parser parser(block, points);
  for (std::size_t i = begin; i < end; ++i) {
    try {
      parser.feature(features[i], i);
    } catch (const simdjson::simdjson_error& error) {
      refuse(file, i, features[i], explain(error.error()));
    } catch (const Unusable& problem) {
      refuse(file, i, features[i], problem.what);
    }
  }
  return block;
}

}  // namespace maillage
