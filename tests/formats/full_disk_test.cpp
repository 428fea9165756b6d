// A disk that fills up while a file is written. The limit on the size of files stands
// for it, where there is one.
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/geopackage_writer.hpp"
#include "maillage/formats/write/shapefile_writer.hpp"
#include "maillage/formats/write/workbook_writer.hpp"

#if __has_include(<sys/resource.h>)
#include <sys/resource.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <functional>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;
namespace fs = std::filesystem;

namespace {

class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

std::string refusal_on_small_disk(rlim_t bytes, const std::function<void()>& write) {
  try {
    const SmallDisk disk(bytes);
    write();
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::io);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("output: a disk that fills up is an io error that names the file, and no half file stays") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  const Layer layer = sample::childcare_layer();
  const Shapes shapes = sample::squares();
  const OutputLayer output{&layer, &shapes};
  const std::array<OutputLayer, 1> outputs{output};
  Diagnostics diagnostics;
  for (const rlim_t bytes : {500U, 1500U, 3000U}) {
    INFO(bytes);
    const auto shp = [&] { write_shapefile(output, folder / "a.shp", sample::day(), diagnostics); };
    const bool fits = bytes > shapefile_size(output).dbf;
    CHECK((refusal_on_small_disk(bytes, shp).find("a.shp") != std::string::npos) == !fits);
    if (!fits) CHECK(fs::is_empty(folder));
  }
  fs::remove_all(folder);
  fs::create_directories(folder);
  for (const rlim_t bytes : {5000U, 60000U, 110000U}) {
    INFO(bytes);
    const auto gpkg = [&] { write_geopackage(outputs, folder / "a.gpkg", sample::day()); };
    CHECK(refusal_on_small_disk(bytes, gpkg).find("a.gpkg") != std::string::npos);
    CHECK(fs::is_empty(folder));
  }
  for (const rlim_t bytes : {100U, 1500U, 4000U}) {
    INFO(bytes);
    const auto xlsx = [&] { write_workbook(outputs, folder / "a.xlsx", sample::day(), diagnostics); };
    CHECK(refusal_on_small_disk(bytes, xlsx).find("a.xlsx") != std::string::npos);
    CHECK(fs::is_empty(folder));
  }
  const auto csv = [&] { write_csv(flatten(layer), CsvFlavour::gis, folder / "a.csv"); };
  CHECK(refusal_on_small_disk(100, csv).find("a.csv") != std::string::npos);
}
#endif
