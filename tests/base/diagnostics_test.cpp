#include "maillage/base/diagnostics.hpp"

#include <catch2/catch.hpp>

using namespace maillage;

TEST_CASE("diagnostics: a finding says where, what, what was expected and how to mend it") {
  const std::string text =
      to_text(Diagnostic{.severity = Severity::warning,
                         .code = "duplicate-code",
                         .place = {.file = "ctg.csv", .row = 12, .column = "code"},
                         .found = message("{} twice (lines {} and {})", std::string("62041"), 5, 12),
                         .expected = message("each code once"),
                         .advice = message("keep one line; line {} is left out", 12)},
              Lang::en);
  std::size_t at = 0;
  for (const char* part : {"ctg.csv", "12", "code", "warning", "62041 twice", "each code once",
                           "keep one line", "duplicate-code"}) {
    INFO(part);
    const std::size_t found = text.find(part, at);
    CHECK(found != std::string::npos);
    at = found == std::string::npos ? at : found;
  }
}

TEST_CASE("diagnostics: counted by severity, found by code") {
  Diagnostics list;
  list.add({.severity = Severity::note, .code = "a", .place = {}, .found = std::string("x")});
  list.add({.severity = Severity::problem, .code = "b", .place = {}, .found = std::string("y")});
  list.add({.severity = Severity::problem, .code = "b", .place = {}, .found = std::string("z")});
  CHECK(list.count(Severity::note) == 1);
  CHECK(list.count(Severity::warning) == 0);
  CHECK(list.count(Severity::problem) == 2);
  CHECK(list.has("b"));
  CHECK_FALSE(list.has("c"));
}
