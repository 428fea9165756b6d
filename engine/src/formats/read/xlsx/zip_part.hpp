// One file of a zip archive, unpacked whole and held against its checksum.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace maillage {

struct ZipPart {
  enum class State : std::uint8_t { absent, whole, damaged, too_large };
  State state = State::absent;
  std::uint64_t size = 0;  // as the archive announces it
  std::string text;
};

// A part of more than `largest` bytes is not unpacked.
[[nodiscard]] ZipPart read_zip_part(const std::filesystem::path& archive, const std::string& part,
                                    std::uint64_t largest);

}  // namespace maillage
