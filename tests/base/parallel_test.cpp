#include "maillage/base/parallel.hpp"

#include <rapidcheck.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

using namespace maillage;

namespace {

class Threads {
 public:
  explicit Threads(unsigned count) : before_(threads()) { set_threads(count); }
  ~Threads() { set_threads(before_); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

 private:
  unsigned before_;
};

}  // namespace

TEST_CASE("parallel: every piece is done once, in blocks that do not depend on the threads") {
  REQUIRE(rc::check([] {
    const auto count = *rc::gen::inRange<std::size_t>(0, 500);
    const auto grain = *rc::gen::inRange<std::size_t>(1, 60);
    std::vector<std::vector<std::size_t>> begins;
    for (const unsigned number : {1U, 2U, 5U}) {
      const Threads several(number);
      std::vector<std::atomic<int>> done(count);
      std::vector<std::size_t> begin_of(block_count(count, grain), count);
      parallel_for(count, grain, [&](std::size_t begin, std::size_t end, std::size_t block) {
        begin_of[block] = begin;
        for (std::size_t i = begin; i < end; ++i) ++done[i];
      });
      for (const std::atomic<int>& times : done) RC_ASSERT(times == 1);
      begins.push_back(begin_of);
    }
    RC_ASSERT(begins[0] == begins[1]);
    RC_ASSERT(begins[0] == begins[2]);
  }));
}

TEST_CASE("parallel: of several failures the first in order is thrown") {
  for (const unsigned number : {1U, 2U, 5U}) {
    const Threads several(number);
    std::string message;
    try {
      parallel_for(100, 1, [](std::size_t begin, std::size_t, std::size_t) {
        if (begin % 10 == 7) throw std::runtime_error(std::to_string(begin));
      });
    } catch (const std::runtime_error& error) {
      message = error.what();
    }
    CHECK(message == "7");
  }
}

TEST_CASE("parallel: two pieces side by side are both done; the failure of the first goes before") {
  for (const unsigned number : {1U, 2U}) {
    const Threads several(number);
    int first = 0;
    int second = 0;
    side_by_side([&] { first = 1; }, [&] { second = 2; });
    CHECK(first == 1);
    CHECK(second == 2);
    CHECK_THROWS_WITH(
        side_by_side([] { throw std::runtime_error("one"); }, [] { throw std::runtime_error("two"); }),
        "one");
    CHECK_THROWS_WITH(side_by_side([] {}, [] { throw std::runtime_error("two"); }), "two");
  }
}
