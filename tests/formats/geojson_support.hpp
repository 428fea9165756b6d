// What the tests of readers share: files in a folder of their own, real data when it is there, errors as
// values.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "maillage/base/error.hpp"

namespace maillage::test {

class TempFolder {
 public:
  TempFolder() {
    std::random_device random;
    path_ = std::filesystem::temp_directory_path() / ("maillage-test-" + std::to_string(random()));
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  std::filesystem::path write(std::string_view name, std::string_view bytes) const {
    std::ofstream(path_ / name, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline std::optional<std::filesystem::path> real_data(std::string_view name) {
  const char* root = std::getenv("MAILLAGE_REAL_DATA");
  if (!root || !*root) {
    WARN("skipped: MAILLAGE_REAL_DATA not set");
    return std::nullopt;
  }
  return std::filesystem::path(root) / name;
}

struct Outcome {
  std::optional<Failure> failure;
  std::string message;

  [[nodiscard]] bool says(std::string_view part) const { return message.find(part) != std::string::npos; }
};

// What an attempt ends in; an empty failure when it ends well.
template <class Function>
Outcome outcome(Function&& attempt) {
  try {
    (void)attempt();
    return {};
  } catch (const Error& error) {
    return {error.failure(), error.what()};
  }
}

}  // namespace maillage::test

// A refusal: the kind, and words that its message must hold.
#define REQUIRE_REFUSED(attempt, kind, words)                              \
  do {                                                                     \
    const auto refused = maillage::test::outcome([&] { return attempt; }); \
    INFO(refused.message);                                                 \
    REQUIRE(refused.failure == std::optional(kind));                       \
    REQUIRE(refused.says(words));                                          \
  } while (false)
