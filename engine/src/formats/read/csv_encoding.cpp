#include <fmt/format.h>

#include "formats/read/csv_text.hpp"
#include "maillage/base/encoding.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

void refuse(const std::string& file, const Message& what, const Message& advice) {
  throw Error(Failure::unreadable, message("{}: not a text table but {}; {}", file, what, advice));
}

void refuse_other_formats(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with("PK\x03\x04"))
    refuse(file, message("a zip or a workbook"), message("give it its extension (.xlsx, .zip)"));
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    refuse(file, message("an old Excel workbook"), message("save it as .xlsx or .csv"));
  if (bytes.starts_with("%PDF")) refuse(file, message("a PDF"), message("extract its table first"));
  const std::string start = to_lower_ascii(trim(bytes.substr(0, 200)));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) {
    refuse(file, message("a web page"), message("the download failed: fetch the file again"));
  }
  if (start.starts_with("<?xml")) refuse(file, std::string("XML"), message("export the data as CSV"));
  if (start.starts_with("{\"") || start.starts_with("[{"))
    refuse(file, std::string("JSON"), message("export the data as CSV"));
  if (bytes.substr(0, 65536).find('\0') != std::string_view::npos)
    refuse(file, message("binary data"), message("check the file"));
}

std::size_t sequence_length(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return length > 1 && bytes.size() >= length && is_utf8(bytes.substr(0, length)) ? length : 0;
}

// Bytes that are no UTF-8 inside text that mostly is: a cut file, or two files glued together.
struct Mixture {
  std::string text;
  std::size_t sequences = 0;
  std::size_t strays = 0;
  std::int64_t first_stray_line = 0;
};

Mixture decode_mixture(std::string_view bytes) {
  Mixture mixture;
  std::int64_t line = 1;
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      line += bytes[i] == '\n' ? 1 : 0;
      mixture.text += bytes[i++];
      continue;
    }
    const std::size_t length = sequence_length(bytes.substr(i));
    if (length > 0) {
      ++mixture.sequences;
      mixture.text += bytes.substr(i, length);
    } else {
      if (mixture.strays++ == 0) mixture.first_stray_line = line;
      mixture.text += from_cp1252(bytes.substr(i, 1));
    }
    i += std::max<std::size_t>(1, length);
  }
  return mixture;
}

void put_back_twice_encoded(PlainText& plain, const std::string& file, Diagnostics& diagnostics) {
  const std::size_t undone = undo_twice_encoded(plain.text);
  if (undone == 0) return;
  plain.encoding += ", encoded twice in places";
  diagnostics.add({.severity = Severity::note,
                   .code = "encoded-twice",
                   .place = {.file = file},
                   .found = message("{} of characters that were encoded twice, as \"Ã©\" for \"é\"",
                                    counted(undone, "group")),
                   .expected = Message(),
                   .advice = message("read as they were written first"),
                   .count = static_cast<std::int64_t>(undone)});
}

// CP1252 is what everybody's spreadsheet writes and needs no word.
void report_page(const LikelyPage& likely, std::string_view bytes, const std::string& file,
                 Diagnostics& diagnostics) {
  std::int64_t line = 1;
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) >= 0x80) break;
    line += c == '\n' ? 1 : 0;
  }
  if (!likely.sure)
    diagnostics.add({.severity = Severity::warning,
                     .code = "encoding-unknown",
                     .place = {.file = file, .row = line},
                     .found = message("bytes that make no French text in UTF-8, CP1252, Mac Roman or CP850"),
                     .expected = message("one of these encodings"),
                     .advice = message("read as {}: names may be wrong; save the file as UTF-8",
                                       to_string(likely.page))});
  else if (likely.page != CodePage::cp1252)
    diagnostics.add({.severity = Severity::note,
                     .code = "encoding-found",
                     .place = {.file = file, .row = line},
                     .found = message("bytes that are no UTF-8"),
                     .expected = Message(),
                     .advice = message("read as {}, in which they are French", to_string(likely.page))});
}

}  // namespace

PlainText plain_text(std::string bytes, const std::string& file, Diagnostics& diagnostics) {
  if (trim(bytes).empty()) throw Error(Failure::unreadable, message("{}: the file is empty", file));
  PlainText plain;
  // What Excel calls "Unicode text".
  if (is_utf16(bytes)) {
    plain.encoding = "UTF-16";
    bytes = from_utf16(bytes);
    if (trim(bytes).empty()) throw Error(Failure::unreadable, message("{}: the file is empty", file));
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.erase(0, 3);
    plain.encoding = "UTF-8 with BOM";
    if (trim(bytes).empty()) throw Error(Failure::unreadable, message("{}: the file is empty", file));
  }
  refuse_other_formats(bytes, file);
  if (is_utf8(bytes)) {
    if (plain.encoding.empty()) plain.encoding = "UTF-8";
    plain.text = std::move(bytes);
    put_back_twice_encoded(plain, file, diagnostics);
    return plain;
  }
  Mixture mixture = decode_mixture(bytes);
  if (mixture.sequences <= mixture.strays) {
    const LikelyPage likely = likely_code_page(bytes);
    plain.encoding = to_string(likely.page);
    plain.text = decoded(bytes, likely.page);
    report_page(likely, bytes, file, diagnostics);
    return plain;
  }
  diagnostics.add({.severity = Severity::warning,
                   .code = "mixed-encoding",
                   .place = {.file = file, .row = mixture.first_stray_line},
                   .found = message("{} bytes that are no UTF-8, in a text that is", mixture.strays),
                   .expected = message("one encoding"),
                   .advice = message("these bytes are read as CP1252; save the file as UTF-8"),
                   .count = static_cast<std::int64_t>(mixture.strays)});
  plain.encoding = "UTF-8 and CP1252 mixed";
  plain.text = std::move(mixture.text);
  return plain;
}

}  // namespace maillage
