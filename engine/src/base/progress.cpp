#include "maillage/base/progress.hpp"

#include <atomic>

#include "maillage/base/error.hpp"

namespace maillage {
namespace {
std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "request_stop is called from a signal handler");
}  // namespace

void request_stop() noexcept {
  stop = true;
}
bool stop_requested() noexcept {
  return stop;
}

void stop_point() {
  if (stop_requested()) throw Error(Failure::interrupted, message("stopped on request; nothing was written"));
}

}  // namespace maillage
