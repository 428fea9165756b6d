#include "maillage/zoning/plausible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/text.hpp"
#include "zoning/territories.hpp"

namespace maillage {
namespace {

using namespace std::string_view_literals;

bool holds(const Box& box, Point p) {
  return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
}
Point swapped(Point p) {
  return {p.y, p.x};
}
bool could_be_degrees(Point p) {
  return std::abs(p.x) <= 180 && std::abs(p.y) <= 90;
}

// The boxes in which shapes of this CRS should lie; none when the CRS is not known here.
std::vector<Box> homes_of(Crs crs) {
  std::vector<Box> boxes;
  if (crs.is_geographic()) {
    for (const Territory& territory : territories) boxes.push_back(territory.degrees);
  } else {
    for (const Projection& projection : projections())
      if (projection.epsg == crs.epsg) boxes.push_back(projection.metres);
  }
  return boxes;
}

bool in_any(const std::vector<Box>& boxes, Point p) {
  return std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return holds(box, p); });
}

struct Sample {
  std::size_t zone;
  Point at;  // the zone's first point
};

std::vector<Sample> samples_of(const Shapes& shapes) {
  std::vector<Sample> samples;
  for (std::size_t zone = 0; zone < shapes.zone_count(); ++zone) {
    if (shapes.empty(zone)) continue;
    const std::size_t ring = *shapes.rings_of(*shapes.polygons_of(zone).begin()).begin();
    samples.push_back({zone, shapes.points_of(ring).front()});
  }
  return samples;
}

// The first point of which this is true; none, points.size().
template <class Predicate>
std::size_t first_point(const std::vector<Point>& points, Predicate predicate) {
  constexpr std::size_t grain = 65536;
  std::vector<std::size_t> first(block_count(points.size(), grain), points.size());
  parallel_for(points.size(), grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
    const auto stop = points.begin() + static_cast<std::ptrdiff_t>(end);
    const auto found = std::find_if(points.begin() + static_cast<std::ptrdiff_t>(begin), stop, predicate);
    if (found != stop) first[block] = static_cast<std::size_t>(found - points.begin());
  });
  return first.empty() ? points.size() : *std::ranges::min_element(first);
}

std::string place_text(Point p) {
  return fmt::format("({:.6g}, {:.6g})", p.x, p.y);
}

Message say_crs(Crs crs) {
  if (crs.epsg == 4326) return message("EPSG:{} (degrees)", crs.epsg);
  for (const Projection& projection : projections())
    if (projection.epsg == crs.epsg) return message("EPSG:{} ({}, metres)", crs.epsg, projection.name);
  return crs.is_geographic() ? message("EPSG:{} (degrees)", crs.epsg) : message("EPSG:{}", crs.epsg);
}

// The first CRS of the table in which most samples are at home, as advice; empty when there is none.
Message advice_for(const std::vector<Sample>& samples, Point (*turn)(Point)) {
  const auto most = [&](const Box& box) {
    const auto inside = std::count_if(samples.begin(), samples.end(),
                                      [&](const Sample& sample) { return holds(box, turn(sample.at)); });
    return static_cast<std::size_t>(inside) * 2 > samples.size();
  };
  for (const Territory& territory : territories)
    if (most(territory.degrees)) return message("crs = 4326 (degrees; {})", term(territory.name));
  for (const Projection& projection : projections())
    if (most(projection.metres)) return message("crs = {} ({}, metres)", projection.epsg, projection.name);
  return {};
}

class Check {
 public:
  Check(const Shapes& shapes, std::string_view file)
      : shapes_(shapes), file_(file), samples_(samples_of(shapes)), homes_(homes_of(shapes.crs)) {}

  void run(Diagnostics& diagnostics) {
    require_finite();
    if (samples_.empty()) return;
    require_axes();
    if (shapes_.crs.is_geographic()) {
      require_degrees();
    } else if (homes_.empty()) {
      add_note(diagnostics);
    } else {
      require_metres();
    }
    if (!homes_.empty()) report_outside(diagnostics);
  }

 private:
  static Point as_is(Point p) { return p; }

  template <class Predicate>
  std::vector<Sample> filter(Predicate&& predicate) const {
    std::vector<Sample> found;
    std::copy_if(samples_.begin(), samples_.end(), std::back_inserter(found), predicate);
    return found;
  }

  [[noreturn]] void refuse(const Message& what) const {
    throw Error(Failure::unreadable, message("{}: {}", file_, what));
  }

  void require_finite() const {
    const std::size_t bad =
        first_point(shapes_.points, [](Point p) { return !std::isfinite(p.x) || !std::isfinite(p.y); });
    if (bad == shapes_.points.size()) return;
    const Point p = shapes_.points[bad];
    refuse(message("feature {}: a coordinate is no number ({}, {}); export the file again",
                   zone_of_point(shapes_, bad) + 1, plain_number(p.x), plain_number(p.y)));
  }

  void require_axes() const {
    const auto turned = filter([&](const Sample& sample) {
      return !in_any(homes_, sample.at) && in_any(homes_, swapped(sample.at));
    });
    const auto home = filter([&](const Sample& sample) { return in_any(homes_, sample.at); });
    const bool most = turned.size() * 2 > samples_.size();
    if (turned.empty() || (home.empty() && !most)) return;
    const Sample& first = turned.front();
    const Message order = shapes_.crs.is_geographic() ? message("latitude stands before longitude")
                                                      : message("northing stands before easting");
    refuse(message("feature {}: {}, near {}{}; swap the two coordinates", first.zone + 1, order,
                   place_text(first.at),
                   most ? message(", as in {} of {} features", turned.size(), samples_.size())
                        : message(", unlike in the other features")));
  }

  void require_degrees() const {
    const std::size_t bad = first_point(shapes_.points, [](Point p) { return !could_be_degrees(p); });
    if (bad == shapes_.points.size()) return;
    const std::string place = fmt::format("({:.2f}, {:.2f})", shapes_.points[bad].x, shapes_.points[bad].y);
    const auto beyond = filter([](const Sample& sample) { return !could_be_degrees(sample.at); });
    if (beyond.size() * 2 <= samples_.size())
      refuse(message("feature {}: {} is no longitude and latitude; correct this feature",
                     zone_of_point(shapes_, bad) + 1, place));
    Message advice = advice_for(beyond, as_is);
    if (advice.empty()) advice = advice_for(beyond, swapped);
    refuse(message("the CRS is {} but the coordinates are metres, such as {}; {}", say_crs(shapes_.crs),
                   place,
                   advice.empty() ? message("state the right crs for this source")
                                  : message("state {} for this source", advice)));
  }

  void require_metres() const {
    const auto degrees = filter([](const Sample& sample) { return could_be_degrees(sample.at); });
    if (degrees.empty()) return;
    const Sample& first = degrees.front();
    const std::string place = place_text(first.at);
    if (degrees.size() * 2 <= samples_.size())
      refuse(message("feature {}: {} are degrees, the other features are in metres; correct this feature",
                     first.zone + 1, place));
    const Message advice = advice_for(degrees, as_is);
    refuse(message("the CRS is {} but the coordinates are degrees, such as {}; state {} for this source",
                   say_crs(shapes_.crs), place, advice.empty() ? Message("crs = 4326"sv) : advice));
  }

  void report_outside(Diagnostics& diagnostics) const {
    const auto outside = filter([&](const Sample& sample) { return !in_any(homes_, sample.at); });
    if (outside.empty()) return;
    const Sample& first = outside.front();
    const Message advice = shapes_.crs.is_geographic() ? Message() : advice_for(outside, as_is);
    Diagnostic warning{.severity = Severity::warning, .code = "outside-france"};
    warning.place.file = file_;
    warning.place.row = static_cast<std::int64_t>(first.zone) + 1;
    warning.found = message("{} of {} features lie outside every French territory, first near {}",
                            outside.size(), samples_.size(), place_text(first.at));
    warning.expected = message("coordinates in {}", say_crs(shapes_.crs));
    warning.advice =
        advice.empty() ? message("check the CRS of the file") : message("they would fit {}", advice);
    warning.count = static_cast<std::int64_t>(outside.size());
    warning.location = Location{first.at.x, first.at.y};
    diagnostics.add(std::move(warning));
  }

  void add_note(Diagnostics& diagnostics) const {
    Diagnostic note{.severity = Severity::note, .code = "crs-unchecked"};
    note.place.file = file_;
    note.found = say_crs(shapes_.crs);
    note.expected = message("a CRS in use for a French territory");
    note.advice = message("where its coordinates should lie is not known here: check the result on a map");
    diagnostics.add(std::move(note));
  }

  const Shapes& shapes_;
  std::string_view file_;
  std::vector<Sample> samples_;
  std::vector<Box> homes_;
};

}  // namespace

void require_plausible(const Shapes& shapes, std::string_view file, Diagnostics& diagnostics) {
  Check(shapes, file).run(diagnostics);
}

}  // namespace maillage
