#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <set>

#include "formats/writer_sample.hpp"
#include "maillage/formats/write/writers.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;

TEST_CASE("every writer has a name of its own, words for people, and is found by its name") {
  std::set<std::string_view> names;
  for (const Writer& writer : writers()) {
    CHECK(names.insert(writer.name).second);
    CHECK_FALSE(writer.summary.empty());
    CHECK(find_writer(writer.name) == &writer);
  }
  CHECK(find_writer("docx") == nullptr);
}

TEST_CASE("every writer writes every layer it can") {
  const Layer ctg = sample::ctg_layer();
  const Layer table = sample::childcare_layer(Level::nation);
  const Shapes shapes = sample::squares();
  const auto files_of = [](const std::filesystem::path& folder) {
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      files.insert(entry.path().filename().string());
    return files;
  };
  for (const Writer& writer : writers()) {
    INFO(writer.name);
    maillage::test::TempFolder folder;
    Diagnostics diagnostics;
    const bool drawn = writer.shapes != WriterShapes::none;
    const std::array<OutputLayer, 2> layers{{{&ctg, drawn ? &shapes : nullptr}, {&table, nullptr}}};
    writer.write(layers, {.folder = folder / "", .stem = "study", .date = sample::day()}, diagnostics);
    const std::set<std::string> files = files_of(folder / "");
    const auto written = [&](std::string_view stem) {
      return std::ranges::any_of(files, [&](const std::string& file) { return file.starts_with(stem); });
    };
    if (writer.name == "gpkg") {
      CHECK(files == std::set<std::string>{"study.gpkg"});
    } else if (writer.name == "xlsx") {
      CHECK(files == std::set<std::string>{"study.xlsx"});
    } else if (writer.name == "qgis") {
      CHECK(files == std::set<std::string>{"study.qgz"});
    } else {
      CHECK(written("ctg_epci"));
      CHECK(written("childcare_nation") == (writer.name != "geojson"));
    }
  }
}
