#include "maillage/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace maillage {
namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr std::string_view narrow_space = "\xE2\x80\xAF";

// Length of the blank at the start of the text; 0 when there is none.
std::size_t blank_at(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  if (text.starts_with(no_break_space)) return 2;
  if (text.starts_with(narrow_space)) return 3;
  return 0;
}

std::size_t blank_before(std::string_view text) {
  if (text.empty()) return 0;
  if (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')) return 1;
  if (text.ends_with(no_break_space)) return 2;
  if (text.ends_with(narrow_space)) return 3;
  return 0;
}

// Letters of French and its neighbours in U+00C0..U+017F, without their accents; empty: not a letter.
std::string_view plain_letter(std::uint32_t point) {
  struct Range {
    std::uint32_t first, last;
    std::string_view plain;
  };
  static constexpr std::array<Range, 34> ranges{{
      {0xC0, 0xC5, "a"},   {0xC6, 0xC6, "ae"},  {0xC7, 0xC7, "c"},    {0xC8, 0xCB, "e"},
      {0xCC, 0xCF, "i"},   {0xD1, 0xD1, "n"},   {0xD2, 0xD6, "o"},    {0xD8, 0xD8, "o"},
      {0xD9, 0xDC, "u"},   {0xDD, 0xDD, "y"},   {0xDF, 0xDF, "ss"},   {0xE0, 0xE5, "a"},
      {0xE6, 0xE6, "ae"},  {0xE7, 0xE7, "c"},   {0xE8, 0xEB, "e"},    {0xEC, 0xEF, "i"},
      {0xF1, 0xF1, "n"},   {0xF2, 0xF6, "o"},   {0xF8, 0xF8, "o"},    {0xF9, 0xFC, "u"},
      {0xFD, 0xFD, "y"},   {0xFF, 0xFF, "y"},   {0x100, 0x105, "a"},  {0x106, 0x10D, "c"},
      {0x112, 0x11B, "e"}, {0x11C, 0x123, "g"}, {0x128, 0x131, "i"},  {0x139, 0x142, "l"},
      {0x143, 0x148, "n"}, {0x14C, 0x151, "o"}, {0x152, 0x153, "oe"}, {0x15A, 0x161, "s"},
      {0x168, 0x173, "u"}, {0x178, 0x178, "y"},
  }};
  for (const Range& range : ranges)
    if (range.first <= point && point <= range.last) return range.plain;
  return {};
}

std::uint32_t two_byte_point(std::string_view text) {
  return (static_cast<unsigned char>(text[0]) & 0x1FU) << 6U | (static_cast<unsigned char>(text[1]) & 0x3FU);
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (const std::size_t blank = blank_at(text)) text.remove_prefix(blank);
  while (const std::size_t blank = blank_before(text)) text.remove_suffix(blank);
  return text;
}

std::string fold(std::string_view text) {
  std::string folded;
  bool word_ended = false;
  const auto put = [&](std::string_view letters) {
    if (word_ended && !folded.empty()) folded += ' ';
    word_ended = false;
    folded += letters;
  };
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(utf8_length(text), 1);
    const char c = text[0];
    if (length == 1 && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
      put(text.substr(0, 1));
    } else if (length == 1 && c >= 'A' && c <= 'Z') {
      const char lower = static_cast<char>(c - 'A' + 'a');
      put({&lower, 1});
    } else if (length == 2 && !plain_letter(two_byte_point(text)).empty()) {
      put(plain_letter(two_byte_point(text)));
    } else {
      word_ended = true;
    }
    text.remove_prefix(length);
  }
  return folded;
}

namespace {

// Of two bytes: C1 controls and the Arabic mark of direction; of three: the other marks, and ends of lines and paragraphs.
bool moves_terminal(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7f;
  if (character.size() == 2) return (byte(0) == 0xc2 && byte(1) < 0xa0) || character == "\u061c";
  if (character.size() != 3 || byte(0) != 0xe2) return false;
  return (byte(1) == 0x80 && (byte(2) == 0x8e || byte(2) == 0x8f || (byte(2) >= 0xa8 && byte(2) <= 0xae))) ||
         (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9);
}

std::string written_out(std::string_view character) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(character[i]));
  };
  if (character.size() == 1) return fmt::format("\\x{:02x}", byte(0));
  const unsigned point = character.size() == 2
                             ? (byte(0) & 0x1fU) << 6U | (byte(1) & 0x3fU)
                             : (byte(0) & 0x0fU) << 12U | (byte(1) & 0x3fU) << 6U | (byte(2) & 0x3fU);
  return fmt::format("\\u{:04x}", point);
}

std::string printable_but(std::string_view text, std::string_view kept) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    const bool keeps = length == 1 && kept.find(character[0]) != std::string_view::npos;
    if (!keeps && (length == 0 || moves_terminal(character)))
      shown += written_out(character);
    else
      shown += character;
    text.remove_prefix(character.size());
  }
  return shown;
}

}  // namespace

std::string printable(std::string_view text) {
  return printable_but(text, "\n\t");
}

std::string printable_line(std::string_view text) {
  return printable_but(text, "");
}

std::string unmarked(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::string_view character = text.substr(0, std::max<std::size_t>(utf8_length(text), 1));
    if (!moves_terminal(character)) shown += character;
    text.remove_prefix(character.size());
  }
  return shown;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return std::string(text.substr(0, most)) + "…";
}

std::string to_lower_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool is_plain_code(std::string_view text) {
  constexpr std::size_t longest = 40;
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= longest && text.front() >= 'a' && text.front() <= 'z' &&
         std::ranges::all_of(text, fits);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) joined += separator;
    joined += parts[i];
  }
  return joined;
}

std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before_last[j - 2] + 1);
    }
    before_last = last;
    std::swap(last, now);
  }
  return last[b.size()];
}

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
  const std::string wanted = to_lower_ascii(word);
  std::optional<std::string> best;
  std::size_t fewest = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t slips = slips_between(wanted, to_lower_ascii(candidate));
    if (slips < fewest) {
      fewest = slips;
      best = candidate;
    }
  }
  return best;
}

std::string french_spacing(std::string_view text) {
  constexpr std::string_view high = ";:!?%";
  constexpr std::string_view opening = "\u00ab", closing = "\u00bb";
  std::string spaced;
  spaced.reserve(text.size() + 16);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view after = text.substr(i + 1);
    const bool before_sign =
        !after.empty() && (high.find(after.front()) != std::string_view::npos || after.starts_with(closing));
    const bool thin = text[i] == ' ' && (before_sign || text.substr(0, i).ends_with(opening));
    if (thin)
      spaced += thin_space;
    else
      spaced += text[i];
  }
  return spaced;
}

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20U) out += c;
    }
  }
  return out;
}

}  // namespace maillage
