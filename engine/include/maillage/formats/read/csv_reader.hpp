// Tables in text files, as French administrations and their spreadsheets write them.
//
// Separator `;` `,` tab or `|`, chosen by the header: the one that makes known column names, otherwise the
// one under which the lines have the same number of cells. A decimal comma therefore never wins over `;`. Blanks
// separate only when nothing else does and the file starts with a quote (R's write.table). Lines of one cell more
// than the header hold the names of rows first (note row-names); cells that Excel keeps as text (="01004",
// '01004) are read without their marks (note stated-text).
// Lines end in CRLF, LF or CR. UTF-8 with or without BOM; bytes that are not UTF-8 are read as CP1252,
// Mac Roman or CP850, whichever makes them French (warning encoding-unknown when none does); UTF-8 encoded twice is
// put back (base/encoding.hpp). A
// cell that starts with a quote runs to the closing quote, through separators and line ends; a doubled
// quote inside means one. Everything is text: nothing is typed, trimmed or guessed. Title lines,
// double headers, empty columns, footnotes: see grid.hpp.
//
// Facts: encoding ("UTF-8", "UTF-8 with BOM", "CP1252"), separator, line_ends, quotes.
//
// Error{unreadable}: an empty file; a quoted cell that never closes (line given); NUL bytes, UTF-16, a zip,
// an HTML page or JSON instead of text. Error{io}: the file cannot be opened. Diagnostics: those of
// grid.hpp, and stray-quote (text between a closing quote and the separator, kept). Linear; 3 MB in about
// 20 ms; memory about 4 times the file.
//
//     Table table = read_csv("ctg.csv", diagnostics);
//     table.cell(0, *table.column("code"));
#pragma once

#include <filesystem>
#include <string>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/table.hpp"

namespace maillage {

[[nodiscard]] Table read_csv(const std::filesystem::path& path, Diagnostics& diagnostics);

// The same from bytes at hand; `file` is the name that messages show.
[[nodiscard]] Table parse_csv(std::string bytes, std::string file, Diagnostics& diagnostics);

}  // namespace maillage
