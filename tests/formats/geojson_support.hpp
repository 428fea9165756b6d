// What the tests of readers share: real data when it is there, errors as values.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "maillage/base/error.hpp"
#include "support/temp_folder.hpp"

namespace maillage::test {

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
