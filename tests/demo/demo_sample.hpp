// A demo territory written into a folder of its own, read back as any source.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "demo/demo.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/formats/sha256.hpp"
#include "support/temp_folder.hpp"

namespace maillage::testing {

class DemoFolder {
 public:
  explicit DemoFolder(const DemoOptions& options) { write_demo(folder_.path(), options); }

  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return folder_ / name; }

  [[nodiscard]] Source read(std::string_view name) const {
    Diagnostics diagnostics;
    return read_source(file(name), {}, diagnostics);
  }

  [[nodiscard]] std::map<std::string, std::string> sums() const {
    std::map<std::string, std::string> sums;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      sums[entry.path().filename().string()] = sha256_of(entry.path());
    return sums;
  }

 private:
  test::TempFolder folder_;
};

// The territory of the README, written once for all tests.
inline const DemoFolder& demo_of_the_readme() {
  static const DemoFolder folder({});
  return folder;
}

}  // namespace maillage::testing
