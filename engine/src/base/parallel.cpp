#include "maillage/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace maillage {
namespace {
std::atomic<unsigned> wanted_threads{0};
}

void set_threads(unsigned count) {
  wanted_threads = count;
}

unsigned threads() {
  const unsigned wanted = wanted_threads;
  return wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

void parallel_for(std::size_t count, std::size_t grain, const BlockBody& body) {
  const std::size_t blocks = block_count(count, grain);
  const std::size_t workers = std::min<std::size_t>(threads(), blocks);
  const auto run_block = [&](std::size_t block) {
    body(block * grain, std::min(count, (block + 1) * grain), block);
  };
  if (workers <= 1) {
    for (std::size_t block = 0; block < blocks; ++block) run_block(block);
    return;
  }

  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  std::size_t failed_block = blocks;
  const auto work = [&] {
    for (std::size_t block = next++; block < blocks; block = next++) {
      try {
        run_block(block);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (block < failed_block) {
          failed_block = block;
          failure = std::current_exception();
        }
        next = blocks;
      }
    }
  };
  {
    std::vector<std::jthread> team;
    try {
      for (std::size_t i = 1; i < workers; ++i) team.emplace_back(work);
    } catch (const std::system_error&) {
      // Too little memory for one more: those that started do the work.
    }
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

void side_by_side(const std::function<void()>& first, const std::function<void()>& second) {
  parallel_for(2, 1, [&](std::size_t, std::size_t, std::size_t turn) { turn == 0 ? first() : second(); });
}

}  // namespace maillage
