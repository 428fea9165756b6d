// What a user of the library may write, and no command does: tests/reach/library_only.txt lists these functions.
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "maillage/formats/read/geojson_reader.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/write/shapefile_writer.hpp"
#include "maillage/geometry/overlay.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/mesh/build.hpp"
#include "maillage/mesh/neighbours.hpp"
#include "maillage/mesh/round.hpp"
#include "maillage/register/membership.hpp"
#include "maillage/register/status.hpp"
#include "maillage/register/term.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/layer.hpp"
#include "maillage/zoning/carry.hpp"
#include "maillage/zoning/vintage.hpp"
#include "maillage/zoning/zoning.hpp"

namespace {

using namespace maillage;

const Day day = new_year(2026);

void expect(bool promise, const char* what) {
  if (promise) return;
  std::fprintf(stderr, "not so: %s\n", what);
  std::exit(1);
}

ZoningRef two_communes() {
  const Zone zones[] = {{"17415", "Saintes"}, {"17300", "La Rochelle"}};
  return make_zoning(Level::commune, day, "COG 2026", {std::begin(zones), std::end(zones)});
}

void registers(const ZoningRef& communes) {
  Diagnostics diagnostics;
  const MembershipRegister epci = from_snapshots({{new_year(2025), "2025", {{"17300", "A"}, {"17415", "B"}}},
                                                  {day, "2026", {{"17300", "A"}, {"17415", "A"}}}},
                                                 diagnostics);
  expect(epci.changes(new_year(2025), day).size() == 1, "Saintes changes EPCI");
  const ZoningRef groups = make_zoning(Level::epci, day, "2026", {{"A", "CA"}});
  const ZoningRef whole = make_zoning(Level::departement, day, "COG 2026", {{"17", "Charente-Maritime"}});
  const Crosswalk to_epci = epci.crosswalk(communes, groups, day);
  const Crosswalk to_departement = assign(
      groups, whole, [](std::size_t) { return std::optional<std::size_t>(0); }, "COG 2026");
  const Cell gap = gap_to_whole(known(1), known(10), known(1), known(30));
  expect(std::abs(gap.value - 5) < 1e-9, "10 % beside the 5 % of the whole");
  expect(Recognition{}.category("zrr") == nullptr, "a table of which nothing is known");
  Measure places({.code = "places"}, Kind::count, communes->size());
  places.set(0, known(3));
  places.set(1, known(4));
  expect(carry(places, compose(to_epci, to_departement)).measure.at(0).value == 7, "a composed crosswalk");

  const StatusRegister frr({{"17415", "frr", {new_year(2025), no_end}, 0, "list"}}, diagnostics);
  expect(frr.changes(new_year(2024), day).size() == 1, "Saintes becomes FRR");
  expect(in_force(dated({new_year(2025), no_end}), day) == Truth::yes, "a term that runs");
  const CommuneHistory history({}, diagnostics);
  const std::string codes[] = {"17300", "17415"};
  expect(communes_on(day, history, codes).size() == 2, "communes of a day");
}

void shapes(const ZoningRef& communes) {
  Diagnostics diagnostics;
  constexpr std::string_view text = R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"code":"17300"},"geometry":{"type":"Polygon",
     "coordinates":[[[0,46],[0.01,46],[0.01,46.01],[0,46.01],[0,46]]]}},
    {"type":"Feature","properties":{"code":"17415"},"geometry":{"type":"Polygon",
     "coordinates":[[[0.01,46],[0.02,46],[0.02,46.01],[0.01,46.01],[0.01,46]]]}}]})";
  const Source source = parse_geojson(FileText(text), "answer.geojson", {}, diagnostics);
  MeshReport report;
  const Mesh mesh = build_mesh(source.shapes, report);
  expect(neighbours(mesh).size() == 1, "two communes that touch");
  RoundReport rounded;
  expect(round_mesh(mesh, 6, rounded) == mesh, "nothing to round");
  const Shapes flat = project(source.shapes, lambert93);
  const Overlay laid = overlay(flat, flat);
  expect(crosswalk_by_area(laid, communes, communes, "themselves").parts(1).size() == 1,
         "each lies in itself");
  const Crosswalk back = reverse_crosswalk_by_area(laid, communes, communes, "themselves");
  expect(back.parts(0).size() == 1, "each commune lies in itself");
  const Layer layer{.theme = "none", .zoning = communes};
  expect(find_text(layer, "nothing") == nullptr, "a layer without columns");
  expect(shapefile_size({&layer, &flat}).shp > 100, "the size of a Shapefile");
}

}  // namespace

int main() {
  const ZoningRef communes = two_communes();
  registers(communes);
  shapes(communes);
  std::puts(communes->name(communes->find("17300").value()).c_str());
}
