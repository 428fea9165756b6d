// Random numbers that are the same on every machine: splitmix64 started from what is drawn for whom.
#pragma once

#include <cstddef>
#include <cstdint>

namespace maillage::demo {

enum class Draw : std::uint64_t {
  jitter = 1,
  coast,
  border,
  outline,
  epci,
  special,
  name,
  people,
  places,
  income,
  caf,
  qpv,
  grid,
  zonings
};

class Dice {
 public:
  Dice(std::uint64_t seed, Draw what, std::uint64_t who, std::uint64_t more = 0) : state_(seed) {
    for (const std::uint64_t word : {static_cast<std::uint64_t>(what), who, more})
      state_ = mixed(state_ + 0x9e3779b97f4a7c15ULL) ^ word;
  }
  std::uint64_t next() { return mixed(state_ += 0x9e3779b97f4a7c15ULL); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // [0, 1)
  double between(double low, double high) { return low + unit() * (high - low); }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(((next() >> 32) * count) >> 32); }

 private:
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace maillage::demo
