#include "maillage/base/memory.hpp"

#include <new>

namespace maillage {

void require_memory(std::size_t bytes) {
  void* volatile block = ::operator new(bytes);  // a pair that the compiler sees through is none
  ::operator delete(block);
}

}  // namespace maillage
