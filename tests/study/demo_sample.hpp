// A demo territory written into a folder of its own, read back as any source.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <fmt/format.h>

#include "maillage/formats/sha256.hpp"
#include "maillage/formats/source.hpp"
#include "maillage/study/demo.hpp"

namespace maillage::testing {

class DemoFolder {
 public:
  DemoFolder(std::string_view name, const DemoOptions& options)
      : path_(std::filesystem::temp_directory_path() / fmt::format("maillage_demo_{}", name)) {
    std::filesystem::remove_all(path_);
    write_demo(path_, options);
  }
  ~DemoFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  DemoFolder(const DemoFolder&) = delete;
  DemoFolder& operator=(const DemoFolder&) = delete;

  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return path_ / std::string(name); }

  [[nodiscard]] Source read(std::string_view name) const {
    Diagnostics diagnostics;
    return read_source(file(name), {}, diagnostics);
  }

  [[nodiscard]] std::map<std::string, std::string> sums() const {
    std::map<std::string, std::string> sums;
    for (const auto& entry : std::filesystem::directory_iterator(path_))
      sums[entry.path().filename().string()] = sha256_of(entry.path());
    return sums;
  }

 private:
  std::filesystem::path path_;
};

// The territory of the README, written once for all tests.
inline const DemoFolder& demo_of_the_readme() {
  static const DemoFolder folder("readme", {});
  return folder;
}

}  // namespace maillage::testing
