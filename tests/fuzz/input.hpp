// What every target does with its bytes: an Error is an answer, anything else a fault.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "maillage/base/error.hpp"

namespace maillage::fuzz {

// Only an internal error is a fault of the program: input must never make one.
template <class Work>
int answered(Work work) {
  try {
    work();
  } catch (const Error& error) {
    if (error.failure() == Failure::internal) std::abort();
  }
  return 0;
}

inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return std::string(data, data + size);
}

// A file for those who read no text, in memory where there is such a folder; one for each process.
inline std::filesystem::path file_with(std::string_view text, const std::string& extension) {
  static const std::filesystem::path folder =
      std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
  const std::filesystem::path path = folder / ("fuzz-" + std::to_string(getpid()) + extension);
  std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
  return path;
}

inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace maillage::fuzz
