// A study file.
#include "maillage/study/study.hpp"
#include "fuzz/input.hpp"

using namespace maillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::answered([&] {
    const Study study = read_study(fuzz::file_with(fuzz::text_of(data, size), ".toml"));
    fuzz::require(!study.sources.empty() || study.ctg);
  });
}
