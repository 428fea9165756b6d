#include "maillage/cartography/text_layout.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

struct WidthRange {
  std::uint32_t first, last;
};

#include "cartography/font_widths.inc"

constexpr double em = 2048;
constexpr std::uint16_t widest = 2048;

std::uint16_t width_of(std::uint32_t code, std::span<const std::uint16_t> widths) {
  std::size_t begin = 0;
  for (const WidthRange& range : width_ranges) {
    if (code >= range.first && code <= range.last) return widths[begin + code - range.first];
    begin += range.last - range.first + 1;
  }
  return widest;
}

// The character of a well-formed sequence.
std::uint32_t code_point(std::string_view bytes) {
  constexpr std::array<std::uint32_t, 5> mask{0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t code = static_cast<unsigned char>(bytes[0]) & mask[bytes.size()];
  for (const char byte : bytes.substr(1)) code = (code << 6) | (static_cast<unsigned char>(byte) & 0x3F);
  return code;
}

// Up to and with the blank or the hyphen after which a line may break.
std::string_view next_word(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') return text.substr(0, i + 1);
    const bool between_letters = text[i] == '-' && i > 0 && i + 1 < text.size() && text[i - 1] != ' ' &&
                                 text[i + 1] != ' ' && (text[i + 1] < '0' || text[i + 1] > '9');
    if (between_letters) return text.substr(0, i + 1);
  }
  return text;
}

// As much of the word as a line holds; on a short line all of it.
std::string_view fitting(std::string_view word, double size, double width, Weight weight) {
  constexpr double short_line = 20;  // em: names on a map are not torn
  if (width < short_line * size || text_width(trim(word), size, weight) <= width) return word;
  std::size_t end = 0;
  while (end < word.size()) {
    const std::size_t next = end + std::max<std::size_t>(utf8_length(word.substr(end)), 1);
    if (end > 0 && text_width(word.substr(0, next), size, weight) > width) break;
    end = next;
  }
  return word.substr(0, end);
}

}  // namespace

double text_width(std::string_view text, double size, Weight weight) {
  const std::span<const std::uint16_t> widths =
      weight == Weight::bold ? std::span<const std::uint16_t>(bold_widths) : regular_widths;
  std::size_t total = 0;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    total += length == 0 ? widest : width_of(code_point(text.substr(0, length)), widths);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return static_cast<double>(total) * size / em;
}

std::vector<std::string> wrap(std::string_view text, double size, double width, Weight weight) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::string_view word = fitting(next_word(text), size, width, weight);
    text.remove_prefix(word.size());
    const std::string longer = line + std::string(word);
    if (!line.empty() && text_width(trim(longer), size, weight) > width) {
      lines.emplace_back(trim(line));
      line = word;
    } else {
      line = longer;
    }
  }
  if (!trim(line).empty()) lines.emplace_back(trim(line));
  return lines;
}

}  // namespace maillage
