// Problems found in readable data: listed, all of them, never thrown one at a time.
//
// A diagnostic says where (file, layer or sheet, line or feature, column, zone), what was found, what was
// expected and how to mend it, as messages (base/message.hpp): whoever shows it chooses the language. `code`
// is a stable kebab-case identifier that scripts may rely on; the texts may change. `row` counts as the user's tools do: the line of a text file or the
// row of a sheet, starting at 1 with the header lines included; the position of a feature starting at 1.
// 0 means "the whole file".
//
//   note      nothing is lost: a decision taken, a value put right
//   warning   a figure may be affected; the run goes on and the output says so
//   problem   data is contradictory or unusable: `check` answers 1
//
// Repeated findings are gathered by whoever reports them: one diagnostic with `count` and a first example
// reads better than 500 lines.
//
//     diagnostics.add({.severity = Severity::warning, .code = "duplicate-code",
//                      .place = {.file = "ctg.csv", .row = 12, .column = "code"},
//                      .found = message("{} twice (rows {} and {})", "62041"sv, 5, 12),
//                      .expected = message("each code once"),
//                      .advice = message("keep one row; row {} is left out", 12)});
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/message.hpp"

namespace maillage {

enum class Severity : std::uint8_t { note, warning, problem };

struct Place {
  std::string file;
  std::string layer;
  std::int64_t row = 0;
  std::string column;
  std::string zone;
};

struct Location {
  double x = 0;
  double y = 0;
};

struct Diagnostic {
  Severity severity = Severity::problem;
  std::string code;
  Place place;
  Message found;
  Message expected;
  Message advice;
  std::int64_t count = 1;
  std::vector<std::string> zones;    // the zones concerned, when there are several
  std::optional<Location> location;  // in the coordinates of the source
};

struct Diagnostics {
  std::vector<Diagnostic> items;

  void add(Diagnostic diagnostic);  // its texts cut to what a person reads (4 000 bytes)
  [[nodiscard]] std::size_t count(Severity severity) const;
  [[nodiscard]] bool has(std::string_view code) const;
};

[[nodiscard]] std::string_view to_string(Severity severity);

// One line that a terminal may show, whatever the data hold (printable_line of base/text.hpp): "ctg.csv, line 12, column
// code: warning: found …; expected …; advice".
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic, Lang lang);

}  // namespace maillage
