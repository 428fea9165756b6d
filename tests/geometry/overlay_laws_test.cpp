// Laws of the overlay on random convex zones, against clipping (Sutherland and Hodgman) and against GEOS.
#include <geos_c.h>

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "geometry/drawing.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/geometry/overlay.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {

double shoelace(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
  return twice / 2;
}

// The part of the ring on the left of p-q.
Ring clip(const Ring& ring, Point p, Point q) {
  const auto left = [&](Point r) { return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x); };
  Ring kept;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const double from = left(ring[i]), to = left(ring[i + 1]);
    if (from >= 0) kept.push_back(ring[i]);
    if ((from > 0 && to < 0) || (from < 0 && to > 0)) {
      const double t = from / (from - to);
      kept.push_back(
          {ring[i].x + t * (ring[i + 1].x - ring[i].x), ring[i].y + t * (ring[i + 1].y - ring[i].y)});
    }
  }
  return kept.empty() ? kept : closed(kept);
}

double common_area(Ring a, const Ring& b) {
  for (std::size_t i = 0; i + 1 < b.size() && !a.empty(); ++i) a = clip(a, b[i], b[i + 1]);
  return a.empty() ? 0 : std::abs(shoelace(a));
}

// Corners of a regular polygon, seen through whole numbers so that corners and sides often coincide.
Ring any_convex() {
  const int corners = *rc::gen::inRange(3, 9);
  const double x = *rc::gen::inRange(0, 20) * 50, y = *rc::gen::inRange(0, 20) * 50;
  const double radius = *rc::gen::inRange(1, 10) * 40;
  if (*rc::gen::inRange(0, 2) == 0) return rectangle(x, y, x + radius, y + radius);
  Ring ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners + corners;
    ring.push_back({x + radius * std::cos(angle), y + radius * std::sin(angle)});
  }
  return closed(ring);
}

std::vector<Ring> any_layer() {
  std::vector<Ring> rings(static_cast<std::size_t>(*rc::gen::inRange(1, 8)));
  for (Ring& ring : rings) ring = any_convex();
  return rings;
}

// Areas by pair; zones of a by zones of b.
std::vector<double> areas_of(const Overlay& overlay) {
  std::vector<double> areas(overlay.area_a.size() * overlay.area_b.size(), 0);
  for (const OverlayPiece& piece : overlay.pieces)
    areas[piece.a * overlay.area_b.size() + piece.b] = piece.area;
  return areas;
}

double by_geos(const Ring& a, const Ring& b) {
  GEOSContextHandle_t geos = GEOS_init_r();
  const auto polygon = [&](const Ring& ring) {
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(geos, static_cast<unsigned>(ring.size()), 2);
    for (unsigned i = 0; i < ring.size(); ++i) GEOSCoordSeq_setXY_r(geos, sequence, i, ring[i].x, ring[i].y);
    return GEOSGeom_createPolygon_r(geos, GEOSGeom_createLinearRing_r(geos, sequence), nullptr, 0);
  };
  GEOSGeometry* first = polygon(a);
  GEOSGeometry* second = polygon(b);
  GEOSGeometry* common = GEOSIntersection_r(geos, first, second);
  double area = 0;
  GEOSArea_r(geos, common, &area);
  for (GEOSGeometry* geometry : {first, second, common}) GEOSGeom_destroy_r(geos, geometry);
  GEOS_finish_r(geos);
  return area;
}

}  // namespace

TEST_CASE("pieces are those of clipping and of GEOS") {
  REQUIRE(rc::check("pieces", [] {
    const auto a = any_layer(), b = any_layer();
    const auto areas = areas_of(overlay(layer(a), layer(b)));
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < b.size(); ++j) {
        RC_ASSERT(std::abs(areas[i * b.size() + j] - common_area(a[i], b[j])) < 1e-2);
        RC_ASSERT(std::abs(areas[i * b.size() + j] - by_geos(a[i], b[j])) < 1e-2);
      }
  }));
}

TEST_CASE("areas are conserved") {
  REQUIRE(rc::check("balance", [] {
    const Overlay result =
        overlay(layer(any_layer()), layer(any_layer()), {.precision_a = *rc::gen::inRange(0, 30) * 1.0});
    const OverlayBalance& balance = result.balance;
    RC_ASSERT(std::abs(balance.area - balance.in_pieces - balance.outside + balance.counted_twice) < 1e-1);
    RC_ASSERT(balance.worst_gap < 1e-5 * 4000);
    double moved = 0;
    for (const Sliver& sliver : result.slivers) moved += sliver.area;
    RC_ASSERT(std::abs(moved - result.moved) <= 1e-9 * moved);
    RC_ASSERT(
        std::ranges::is_sorted(result.pieces, {}, [](const OverlayPiece& p) { return std::pair(p.a, p.b); }));
  }));
}

TEST_CASE("a tiling takes the whole of every zone") {
  REQUIRE(rc::check("tiling", [] {
    const int step = *rc::gen::inRange(60, 300);
    std::vector<Ring> tiles;
    for (int x = -500; x < 2000; x += step)
      for (int y = -500; y < 2000; y += step) tiles.push_back(rectangle(x, y, x + step, y + step));
    const Overlay result = overlay(layer(any_layer()), layer(tiles));
    RC_ASSERT(result.balance.outside == 0);
    RC_ASSERT(result.balance.counted_twice == 0);
    RC_ASSERT(std::abs(result.balance.in_pieces - result.balance.area) < 1e-2);
  }));
}

TEST_CASE("swapping the layers swaps the pieces") {
  REQUIRE(rc::check("symmetry", [] {
    const auto a = any_layer(), b = any_layer();
    const auto there = areas_of(overlay(layer(a), layer(b))), back = areas_of(overlay(layer(b), layer(a)));
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < b.size(); ++j)
        RC_ASSERT(std::abs(there[i * b.size() + j] - back[j * a.size() + i]) < 1e-2);
  }));
}

TEST_CASE("moving both layers moves nothing else") {
  REQUIRE(rc::check("translation", [] {
    const Shapes a = layer(any_layer()), b = layer(any_layer());
    const double dx = *rc::gen::inRange(-1000, 1000) * 1024.0, dy = *rc::gen::inRange(0, 7000) * 1024.0;
    const auto here = areas_of(overlay(a, b)), there = areas_of(overlay(moved(a, dx, dy), moved(b, dx, dy)));
    for (std::size_t i = 0; i < here.size(); ++i) RC_ASSERT(std::abs(here[i] - there[i]) < 1e-2);
  }));
}

TEST_CASE("the overlay is the same bytes on any number of threads") {
  std::vector<Ring> a, b;
  for (int i = 0; i < 400; ++i) {
    const double x = (i % 20) * 97.3, y = (i / 20) * 89.7;
    a.push_back({{x, y}, {x + 130, y + 11}, {x + 70, y + 140}, {x, y}});
    b.push_back({{x + 40, y - 3}, {x + 160, y + 61}, {x + 20, y + 120}, {x + 40, y - 3}});
  }
  set_threads(1);
  const Overlay one = overlay(layer(a), layer(b), {.precision_a = 8});
  set_threads(4);
  const Overlay four = overlay(layer(a), layer(b), {.precision_a = 8});
  set_threads(0);
  CHECK(areas_of(one) == areas_of(four));
  CHECK(one.outside_a == four.outside_a);
  CHECK(one.slivers.size() == four.slivers.size());
  CHECK(one.moved == four.moved);
  CHECK(one.moved > 0);
}
