#include "maillage/formats/read/csv_reader.hpp"

#include <fmt/format.h>

#include "formats/read/csv_text.hpp"
#include "formats/read/row_names.hpp"
#include "formats/read/stated_text.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/read/grid.hpp"

namespace maillage {
namespace {

std::string_view line_ends_of(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) return "none";
  if (text[end] == '\n') return "LF";
  return end + 1 < text.size() && text[end + 1] == '\n' ? "CRLF" : "CR";
}

std::string_view separator_name(char separator) {
  switch (separator) {
    case ';':
      return "semicolon";
    case ',':
      return "comma";
    case '\t':
      return "tab";
    case ' ':
      return "blank";
    default:
      return "bar";
  }
}

void report_stray_quotes(const SplitReport& split, const std::string& file, Diagnostics& diagnostics) {
  if (split.stray_quotes == 0) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "stray-quote",
                   .place = {.file = file, .row = split.first_stray},
                   .found = "text between a closing quote and the separator",
                   .expected = "a quote inside a quoted cell written twice",
                   .advice = "the text is kept; check these cells",
                   .count = static_cast<std::int64_t>(split.stray_quotes)});
}

}  // namespace

Table read_csv(const std::filesystem::path& path, Diagnostics& diagnostics) {
  return parse_csv(std::string(read_file(path).view()), name_of(path), diagnostics);
}

Table parse_csv(std::string bytes, std::string file, Diagnostics& diagnostics) {
  const PlainText plain = plain_text(std::move(bytes), file, diagnostics);
  const char separator = find_separator(plain.text);
  SplitReport split;
  Grid grid = split_cells(plain.text, separator, split);
  if (split.open_quote != 0) {
    throw Error(
        Failure::unreadable,
        fmt::format(
            "{}: line {}: a quoted cell opens and never closes; the file is cut, or a quote is missing", file,
            split.open_quote));
  }
  report_stray_quotes(split, file, diagnostics);
  grid = without_text_marks(std::move(grid), file, {}, diagnostics);
  grid = with_room_for_row_names(std::move(grid), split, separator, file, diagnostics);
  Table table = table_from_grid(grid, std::move(file), {}, diagnostics);
  std::vector<std::pair<std::string, std::string>> facts{
      {"encoding", plain.encoding},
      {"separator", std::string(separator_name(separator))},
      {"line_ends", std::string(line_ends_of(plain.text))}};
  if (split.quoted > 0) facts.emplace_back("quotes", std::to_string(split.quoted));
  table.facts.insert(table.facts.begin(), facts.begin(), facts.end());
  return table;
}

}  // namespace maillage
