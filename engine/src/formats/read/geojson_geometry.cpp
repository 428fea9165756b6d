#include "formats/read/geojson_geometry.hpp"

#include <fmt/format.h>

#include <span>

#include "formats/read/ring_check.hpp"

namespace maillage {
namespace {

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
    if (seen != 1) throw Unusable{fmt::format("its geometry has {} members \"coordinates\"", seen)};
  }

 private:
  enum class Kind : std::uint8_t { polygon, multi_polygon, other };

  static Kind kind_of(std::string_view type) {
    if (type == "Polygon") return Kind::polygon;
    if (type == "MultiPolygon") return Kind::multi_polygon;
    for (const std::string_view other : {"Point", "MultiPoint", "LineString", "MultiLineString"})
      if (type == other) return Kind::other;
    if (type == "GeometryCollection")
      throw Unusable{"is a GeometryCollection; keep its polygons only, or its points only"};
    throw Unusable{fmt::format("has a geometry of type \"{}\", which GeoJSON does not know", type)};
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
    if (count < 2)
      throw Unusable{fmt::format("a position has {} number{}, not 2", count, count == 1 ? "" : "s")};
    third_ = third_ || count > 2;
    shapes_.points.push_back({xy[0], xy[1]});
  }

  void check_numbers(json::array array, std::size_t depth) {
    if (depth == deepest_json) throw Unusable{"its coordinates are nested too deep"};
    for (auto element : array) {
      if (element.type() == json::json_type::array) {
        check_numbers(element.get_array(), depth + 1);
      } else if (double value = 0; element.get_double().get(value) != simdjson::SUCCESS) {
        not_a_number(element.value());
      }
    }
  }

  [[noreturn]] static void not_a_number(json::value value) {
    throw Unusable{fmt::format("a coordinate is {}, not a number", token_of(value))};
  }

  std::size_t position_;
  Shapes& shapes_;
  GeometryFindings& found_;
  bool third_ = false;
};

}  // namespace

void read_geometry(json::value geometry, std::size_t position, Shapes& shapes, GeometryFindings& found) {
  Reader(position, shapes, found).read(geometry);
}

}  // namespace maillage
