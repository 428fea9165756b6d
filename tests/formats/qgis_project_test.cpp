#include <catch2/catch.hpp>

#include <array>
#include <fstream>
#include <iterator>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/style/styles.hpp"
#include "maillage/formats/write/qgis_project.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;

namespace {

const QgisProject project{.gpkg = "étude.gpkg",
                          .title = "Étude <script>alert(1)</script> & \"autres\"",
                          .crs = lambert93,
                          .extent = {400000, 6500000, 480000, 6560000}};

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("qgis: layers by relative path in groups, a theme and a layout for each that is drawn") {
  Layer ctg = sample::ctg_layer(), childcare = sample::childcare_layer(),
        table = sample::childcare_layer(Level::nation);
  ctg.title = "Ctg par EPCI";
  ctg.theme_title = "Ctg";
  childcare.title = "Petite enfance par EPCI";
  childcare.theme_title = table.theme_title = "Petite enfance";
  const Shapes shapes = sample::squares();
  const std::array<OutputLayer, 3> layers{{{&childcare, &shapes}, {&table, nullptr}, {&ctg, &shapes}}};
  const std::string text = qgis_project_text(layers, project);
  CHECK(times(text, "<maplayer ") == 3);
  CHECK(times(text, "<datasource>./étude.gpkg|layername=ctg_epci</datasource>") == 1);
  CHECK(times(text, "<layer-tree-group name=\"Petite enfance\"") == 1);
  CHECK(times(text, "<visibility-preset name=") == 2);
  CHECK(times(text, "<Layout name=") == 2);
  // The coverage by a Ctg is on, alone.
  CHECK(times(text, "checked=\"Qt::Checked\" expanded=\"1\"/>") == 1);
  CHECK(times(text,
              "source=\"./étude.gpkg|layername=ctg_epci\" providerKey=\"ogr\" checked=\"Qt::Checked\"") == 1);
  CHECK(times(text, "<authid>EPSG:2154</authid>") > 0);
}

TEST_CASE("qgis: hostile names do no harm") {
  Layer layer = sample::ctg_layer();
  layer.title = "<x> & \"y\"";
  const Shapes shapes = sample::squares();
  const std::array<OutputLayer, 1> layers{{{&layer, &shapes}}};
  const std::string text = qgis_project_text(layers, project);
  CHECK(text.find("<script>") == std::string::npos);
  CHECK(text.find("<x>") == std::string::npos);
}

TEST_CASE(
    "qgis: the same layers give the same bytes; a folder that is not there is an io error that names the "
    "file") {
  const Layer layer = sample::ctg_layer();
  const Shapes shapes = sample::squares();
  const std::array<OutputLayer, 1> layers{{{&layer, &shapes}}};
  maillage::test::TempFolder temp;
  write_qgis_project(layers, project, temp / "a.qgz");
  std::filesystem::create_directory(temp / "b");
  write_qgis_project(layers, project, temp / "b" / "a.qgz");
  CHECK_FALSE(bytes_of(temp / "a.qgz").empty());
  CHECK(bytes_of(temp / "a.qgz") == bytes_of(temp / "b" / "a.qgz"));
  try {
    write_qgis_project(layers, project, temp / "absent" / "x.qgz");
    FAIL("written");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::io);
    CHECK(std::string(error.what()).find("x.qgz") != std::string::npos);
  }
}

TEST_CASE("styles: the style beside a file finds a column by its name and by its short one, in words") {
  const Layer layer = sample::ctg_layer();
  const StyleBook& book = style_book(Lang::fr);
  const std::string beside = file_qml(layer, flatten(layer), book),
                    inside = to_qml(layer, flatten(layer), book);
  const auto attribute = [](std::string_view name) {
    return "attribute($currentfeature, &apos;" + std::string(name) + "&apos;)";
  };
  CHECK(times(beside, "coalesce(" + attribute("ctg_status") + ", " + attribute("ctg") + ")") > 0);
  CHECK(inside.find("attr=\"&quot;ctg_status&quot;\"") != std::string::npos);
  CHECK(inside.find("Option name=\"Couvert par une Ctg\" value=\"covered\"") != std::string::npos);
  CHECK(word_of(book, "ctg_status", "covered") == "Couvert par une Ctg");
  CHECK(word_of(book, "any", "secret") == "Secret statistique");
  CHECK(word_of(style_book(Lang::en), "any", "published") == "Published");
  CHECK(word_of(book, "any", "rural_area") == "rural area");
}
