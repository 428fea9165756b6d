// Bytes that are no UTF-8, and UTF-8 that was encoded twice: what French offices have written for forty years.
//
// likely_code_page reads the bytes above 127 as CP1252, Mac Roman and CP850 in turn, and takes the page under which
// most of them are letters and signs that French uses: é is E9, 8E and 82. CP1252 wins ties. `sure` is false when
// under none of them nine in ten are French: the text is then of another encoding, whatever is done.
//
// undo_twice_encoded mends text whose UTF-8 bytes were read as one of these pages and encoded again ("OlÃ©ron",
// "Ol√©ron", "Ol├®ron"). A run of characters is put back only when its bytes are well-formed UTF-8 of French
// characters alone, which never happens to honest text: the rest stays as it is. Linear.
//
//     undo_twice_encoded(text);   // text: "Île d'OlÃ©ron" -> "Île d'Oléron"; returns 1
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maillage {

enum class CodePage : std::uint8_t { cp1252, mac_roman, cp850 };
[[nodiscard]] std::string_view to_string(CodePage page);

[[nodiscard]] std::string decoded(std::string_view bytes, CodePage page);

struct LikelyPage {
  CodePage page = CodePage::cp1252;
  bool sure = true;
};
[[nodiscard]] LikelyPage likely_code_page(std::string_view bytes);

// How many runs were put back.
std::size_t undo_twice_encoded(std::string& text);

// Of a text that begins with the mark of UTF-16: what Excel calls "Unicode text". Half a character alone becomes U+FFFD.
[[nodiscard]] bool is_utf16(std::string_view bytes);
[[nodiscard]] std::string from_utf16(std::string_view bytes);

}  // namespace maillage
