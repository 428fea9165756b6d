// Stopping a run on request.
//
// A signal handler may call request_stop(); long loops call stop_point() between pieces of work, which
// throws Error{interrupted}. Unwinding removes what was staged, so that no half-written output survives.
#pragma once

namespace maillage {

void request_stop() noexcept;
[[nodiscard]] bool stop_requested() noexcept;
void stop_point();

}  // namespace maillage
