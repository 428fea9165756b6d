// Loops over independent pieces of work, on several threads, with the same result whatever their number.
//
// parallel_for cuts [0, count) into contiguous blocks and calls body(begin, end, block). Blocks depend on
// `count` and `grain` only, never on the number of threads: what a block writes goes to a place of its own,
// so results do not depend on timing. The first exception (lowest block) is rethrown when all threads have
// stopped. side_by_side does the same for two pieces that differ.
//
// The number of threads is one setting of the process, set once by the program; 0
// means "what the machine has".
//
//     std::vector<std::string> parts(block_count(n, 1024));
//     parallel_for(n, 1024, [&](std::size_t begin, std::size_t end, std::size_t block) {
//       for (std::size_t i = begin; i < end; ++i) append_feature(parts[block], i);
//     });
#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <utility>

namespace maillage {

void set_threads(unsigned threads);
[[nodiscard]] unsigned threads();

[[nodiscard]] constexpr std::size_t block_count(std::size_t count, std::size_t grain) {
  return (count + grain - 1) / grain;
}

using BlockBody = std::function<void(std::size_t begin, std::size_t end, std::size_t block)>;
void parallel_for(std::size_t count, std::size_t grain, const BlockBody& body);

// Both at the same time when there are threads for it, else one after the other. When both fail, the
// failure of the first is thrown.
void side_by_side(const std::function<void()>& first, const std::function<void()>& second);

// Starts at once where there are threads for it, else when the result is asked for; what
// it throws, get() throws.
template <class Work>
[[nodiscard]] auto in_background(Work work) {
  return std::async(threads() > 1 ? std::launch::async : std::launch::deferred, std::move(work));
}

}  // namespace maillage
