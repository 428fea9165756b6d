// Memory that must be there before a library begins which ends the program, or answers wrongly, when it gets none.
//
// require_memory throws std::bad_alloc unless so many bytes can be had at once, and gives them back: GLib and Pango abort
// when a thread gets no stack, and PROJ calls a system unknown when its database cannot be opened. Ask for more than they
// need: what is free in the heap is not free for a stack, so at least 32 MB, which are mapped apart. O(1).
//
//     require_memory(std::size_t{96} << 20U);
#pragma once

#include <cstddef>

namespace maillage {

void require_memory(std::size_t bytes);

}  // namespace maillage
