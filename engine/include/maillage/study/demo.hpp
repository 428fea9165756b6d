#pragma once
#include <cstdint>
#include <filesystem>
namespace maillage {
struct DemoOptions {
  std::size_t communes = 226;
  std::uint64_t seed = 1;
};
inline void write_demo(const std::filesystem::path&, const DemoOptions&) {}
}  // namespace maillage
