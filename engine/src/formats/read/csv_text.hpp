// Text files made ready for reading: encoding, kind of content, separator, cells.
#pragma once

#include <string>
#include <string_view>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/read/grid.hpp"

namespace maillage {

struct PlainText {
  std::string text;      // UTF-8, without BOM
  std::string encoding;  // "UTF-8", "UTF-8 with BOM", "CP1252", "Mac Roman", "CP850", …
};

// Error{unreadable} for what is no text: a zip, UTF-16, an HTML page, JSON, NUL bytes.
[[nodiscard]] PlainText plain_text(std::string bytes, const std::string& file, Diagnostics& diagnostics);

struct SplitReport {
  std::size_t quoted = 0;
  std::size_t stray_quotes = 0;
  std::int64_t first_stray = 0;
  std::int64_t open_quote = 0;  // line of a quoted cell that never closes; 0: none
};

[[nodiscard]] Grid split_cells(std::string_view text, char separator, SplitReport& report);
[[nodiscard]] char find_separator(std::string_view text);

}  // namespace maillage
