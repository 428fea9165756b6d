#include "huge_pages.hpp"

#if defined(__GLIBC__)

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20U;
constexpr std::size_t largest_in_heap = std::size_t{32} << 20U;  // the most that malloc lets one choose

void advise(void* from, std::size_t size) {
  const auto begin = (reinterpret_cast<std::uintptr_t>(from) + huge_page - 1) / huge_page * huge_page;
  const auto end = (reinterpret_cast<std::uintptr_t>(from) + size) / huge_page * huge_page;
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

// Blocks that malloc would map one by one are mapped at the start of a huge page.
void* allocate(std::size_t size) {
  if (size < largest_in_heap) return std::malloc(size == 0 ? 1 : size);
  if (size > SIZE_MAX - huge_page) return nullptr;
  void* block = std::aligned_alloc(huge_page, (size + huge_page - 1) / huge_page * huge_page);
  if (block != nullptr) advise(block, size);
  return block;
}

}  // namespace

void* operator new(std::size_t size) {
  while (true) {
    if (void* block = allocate(size)) return block;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* block) noexcept {
  std::free(block);
}
void operator delete(void* block, std::size_t /*size*/) noexcept {
  std::free(block);
}

namespace maillage::cli {

void prefer_huge_pages() {
  constexpr int reserve = 512 << 20, step = 64 << 20, never = 1 << 30;
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, largest_in_heap);
  mallopt(M_TRIM_THRESHOLD, never);
  mallopt(M_TOP_PAD, reserve);
  char* const before = static_cast<char*>(sbrk(0));
  void* volatile first =
      std::malloc(huge_page);  // a pair that the compiler sees through would not grow the heap
  std::free(first);
  char* const after = static_cast<char*>(sbrk(0));
  if (after > before) advise(before, static_cast<std::size_t>(after - before));
  mallopt(M_TOP_PAD, step);
}

}  // namespace maillage::cli

#else

namespace maillage::cli {
void prefer_huge_pages() {}
}  // namespace maillage::cli

#endif
