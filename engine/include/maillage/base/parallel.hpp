// Loops over independent pieces of work, on several threads, with the same result whatever their number.
//
// parallel_for cuts [0, count) into contiguous blocks and calls body(begin, end, block). Blocks depend on
// `count` and `grain` only, never on the number of threads: what a block writes goes to a place of its own,
// so results do not depend on timing. The first exception (lowest block) is rethrown when all threads have
// stopped.
//
// The number of threads is one setting of the process, set once by the program; 0 means "what the machine
// has".
//
//     std::vector<std::string> parts(block_count(n, 1024));
//     parallel_for(n, 1024, [&](std::size_t begin, std::size_t end, std::size_t block) {
//       for (std::size_t i = begin; i < end; ++i) append_feature(parts[block], i);
//     });
#pragma once

#include <cstddef>
#include <functional>

namespace maillage {

void set_threads(unsigned threads);
[[nodiscard]] unsigned threads();

[[nodiscard]] constexpr std::size_t block_count(std::size_t count, std::size_t grain) {
  return (count + grain - 1) / grain;
}

using BlockBody = std::function<void(std::size_t begin, std::size_t end, std::size_t block)>;
void parallel_for(std::size_t count, std::size_t grain, const BlockBody& body);

}  // namespace maillage
