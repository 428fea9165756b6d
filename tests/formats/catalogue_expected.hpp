// What a real file must be recognised as.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "maillage/formats/read/facts.hpp"
#include "maillage/formats/read/source.hpp"

namespace maillage::test {

struct Expected {
  std::string file;
  std::string layer;
  std::string layout;
  std::string key;
  std::size_t rows;
  std::size_t zones;
  std::string vintage;  // empty: cannot be told
};

inline std::optional<std::filesystem::path> real_data() {
  const char* folder = std::getenv("MAILLAGE_REAL_DATA");
  if (folder == nullptr) {
    WARN("skipped: MAILLAGE_REAL_DATA not set");
    return std::nullopt;
  }
  return folder;
}

inline void check(const Expected& expected, const SourceFacts& facts) {
  INFO(expected.file << " " << expected.layer);
  for (const NearMiss& miss : facts.near_misses) UNSCOPED_INFO(text_of(miss.sentence, Lang::en));
  CHECK(facts.layout == expected.layout);
  CHECK(facts.key == expected.key);
  CHECK(facts.rows == expected.rows);
  if (expected.zones > 0) CHECK(facts.zones == expected.zones);
  CHECK((facts.vintage ? to_iso(*facts.vintage) : std::string{}) == expected.vintage);
  CHECK(facts.also.empty());
}

}  // namespace maillage::test
