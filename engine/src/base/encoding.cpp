#include "maillage/base/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

using HighHalf = std::array<std::uint16_t, 128>;  // what the bytes from 128 stand for

constexpr HighHalf cp1252_half{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178, 0x00A0, 0x00A1, 0x00A2, 0x00A3, 0x00A4, 0x00A5, 0x00A6,
    0x00A7, 0x00A8, 0x00A9, 0x00AA, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF, 0x00B0, 0x00B1, 0x00B2, 0x00B3,
    0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x00BA, 0x00BB, 0x00BC, 0x00BD, 0x00BE, 0x00BF, 0x00C0,
    0x00C1, 0x00C2, 0x00C3, 0x00C4, 0x00C5, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD,
    0x00CE, 0x00CF, 0x00D0, 0x00D1, 0x00D2, 0x00D3, 0x00D4, 0x00D5, 0x00D6, 0x00D7, 0x00D8, 0x00D9, 0x00DA,
    0x00DB, 0x00DC, 0x00DD, 0x00DE, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x00E4, 0x00E5, 0x00E6, 0x00E7,
    0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x00F0, 0x00F1, 0x00F2, 0x00F3, 0x00F4,
    0x00F5, 0x00F6, 0x00F7, 0x00F8, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x00FD, 0x00FE, 0x00FF};

constexpr HighHalf mac_roman_half{
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3, 0x00E5,
    0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3, 0x00F2, 0x00F4,
    0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3, 0x00A7, 0x2022, 0x00B6,
    0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8, 0x221E, 0x00B1, 0x2264, 0x2265,
    0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA, 0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF,
    0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB, 0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5,
    0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D, 0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044,
    0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02, 0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1,
    0x00CB, 0x00C8, 0x00CD, 0x00CE, 0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9,
    0x0131, 0x02C6, 0x02DC, 0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7};

constexpr HighHalf cp850_half{
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE,
    0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6,
    0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA,
    0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502,
    0x2524, 0x00C1, 0x00C2, 0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557, 0x255D, 0x00A2, 0x00A5, 0x2510, 0x2514,
    0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550,
    0x256C, 0x00A4, 0x00F0, 0x00D0, 0x00CA, 0x00CB, 0x00C8, 0x0131, 0x00CD, 0x00CE, 0x00CF, 0x2518, 0x250C,
    0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580, 0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE,
    0x00DE, 0x00DA, 0x00DB, 0x00D9, 0x00FD, 0x00DD, 0x00AF, 0x00B4, 0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6,
    0x00A7, 0x00F7, 0x00B8, 0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0};

const HighHalf& half_of(CodePage page) {
  switch (page) {
    case CodePage::mac_roman:
      return mac_roman_half;
    case CodePage::cp850:
      return cp850_half;
    default:
      return cp1252_half;
  }
}

// Letters of French names, overseas ones included, and the signs of French typography.
bool is_french(std::uint32_t point) {
  static constexpr std::u32string_view french =
      U"éèêëàâäçôöîïûùüÿœæñÉÈÊËÀÂÄÇÔÖÎÏÛÙÜŸŒÆÑ’‘“”«»–—…°€²³ⁿ\u00a0\u202f\u2009·•½§áíóúÁÍÓÚ";
  return french.find(static_cast<char32_t>(point)) != std::u32string_view::npos;
}

constexpr std::u32string_view small_letters = U"éèêëàâçôîïûùüœ";
constexpr std::u32string_view capitals = U"ÉÈÊËÀÂÇÔÎÏÛÙÜŒ";

bool is_one_of(std::uint32_t point, std::u32string_view points) {
  return points.find(static_cast<char32_t>(point)) != std::u32string_view::npos;
}

bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_ascii_letter(char c) {
  return is_small(c) || (c >= 'A' && c <= 'Z');
}

// No capital after a small letter, no sign but the apostrophe inside a word.
bool fits(std::uint32_t point, char before, char after) {
  constexpr std::uint32_t apostrophe = 0x2019;
  if (is_small(before) && is_one_of(point, capitals)) return false;
  if (is_ascii_letter(before) && is_ascii_letter(after))
    return point == apostrophe || is_one_of(point, small_letters) || is_one_of(point, capitals);
  return is_french(point);
}

std::uint32_t point_at(std::string_view text, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (length == 1) return byte(0);
  std::uint32_t point = length == 2 ? byte(0) & 0x1FU : length == 3 ? byte(0) & 0x0FU : byte(0) & 0x07U;
  for (std::size_t i = 1; i < length; ++i) point = point << 6U | (byte(i) & 0x3FU);
  return point;
}

std::optional<char> byte_of(std::uint32_t point, CodePage page) {
  // Latin-1 readers leave the control characters where CP1252 has signs.
  if (page == CodePage::cp1252 && point >= 0x80 && point <= 0xFF) return static_cast<char>(point);
  const HighHalf& half = half_of(page);
  const auto found = std::find(half.begin(), half.end(), point);
  if (point < 0x80 || found == half.end()) return std::nullopt;
  return static_cast<char>(0x80 + (found - half.begin()));
}

bool is_french_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length < 2 || !is_french(point_at(bytes, length))) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

// What the characters were before they were encoded a second time.
std::optional<std::string> once_encoded(std::string_view run) {
  for (const CodePage page : {CodePage::cp1252, CodePage::mac_roman, CodePage::cp850}) {
    std::string bytes;
    for (std::string_view rest = run; !rest.empty();) {
      const std::size_t length = utf8_length(rest);
      const auto byte = length > 0 ? byte_of(point_at(rest, length), page) : std::nullopt;
      if (!byte) break;
      bytes += *byte;
      rest.remove_prefix(length);
      if (rest.empty() && bytes.size() >= 2 && is_french_text(bytes)) return bytes;
    }
  }
  return std::nullopt;
}

void append_utf8(std::string& text, std::uint32_t point) {
  const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0U | (point >> 6U));
    return put(0x80U | (point & 0x3FU));
  }
  if (point < 0x10000) {
    put(0xE0U | (point >> 12U));
  } else {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
  }
  put(0x80U | ((point >> 6U) & 0x3FU));
  put(0x80U | (point & 0x3FU));
}

// The first place from `i` on that is not ASCII; the end where all is. Eight bytes at a time: most text is ASCII.
std::size_t beyond_ascii(std::string_view text, std::size_t i) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  std::uint64_t eight = 0;
  for (; i + sizeof eight <= text.size(); i += sizeof eight) {
    std::memcpy(&eight, text.data() + i, sizeof eight);
    if ((eight & high_bits) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

}  // namespace

std::size_t utf8_length(std::string_view bytes) {
  if (bytes.empty()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const auto follows = [&](std::size_t i) { return i < bytes.size() && (byte(i) & 0xC0U) == 0x80; };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!follows(1) || !follows(2)) return 0;
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) >= 0xA0;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!follows(1) || !follows(2) || !follows(3)) return 0;
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool beyond_unicode = lead == 0xF4 && byte(1) >= 0x90;
    return overlong || beyond_unicode ? 0 : 4;
  }
  return 0;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string_view to_string(CodePage page) {
  switch (page) {
    case CodePage::mac_roman:
      return "Mac Roman";
    case CodePage::cp850:
      return "CP850";
    default:
      return "CP1252";
  }
}

std::string decoded(std::string_view bytes, CodePage page) {
  const HighHalf& half = half_of(page);
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(text, byte >= 0x80 ? half[byte - 0x80U] : byte);
  }
  return text;
}

std::string from_cp1252(std::string_view bytes) {
  return decoded(bytes, CodePage::cp1252);
}

LikelyPage likely_code_page(std::string_view bytes) {
  std::array<std::size_t, 3> french{};
  std::size_t high = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < 0x80) continue;
    ++high;
    const char before = i > 0 ? bytes[i - 1] : ' ';
    const char after = i + 1 < bytes.size() ? bytes[i + 1] : ' ';
    for (const CodePage page : {CodePage::cp1252, CodePage::mac_roman, CodePage::cp850})
      french[static_cast<std::size_t>(page)] += fits(half_of(page)[byte - 0x80U], before, after) ? 1U : 0U;
  }
  const auto best = std::max_element(french.begin(), french.end());
  return {static_cast<CodePage>(best - french.begin()), 10 * *best >= 9 * high};
}

std::size_t undo_twice_encoded(std::string& text) {
  std::string result;
  std::size_t undone = 0;
  std::size_t copied = 0;
  const auto is_ascii = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) < 0x80; };
  for (std::size_t i = beyond_ascii(text, 0); i < text.size(); i = beyond_ascii(text, i)) {
    std::size_t end = i;
    while (end < text.size() && !is_ascii(end)) ++end;
    // The longest part that is UTF-8 read as something else: "Ã©" before an honest "’".
    while (i < end) {
      std::size_t stop = end;
      std::optional<std::string> once;
      while (stop > i && !(once = once_encoded(std::string_view(text).substr(i, stop - i)))) {
        do --stop;
        while (stop > i && (static_cast<unsigned char>(text[stop]) & 0xC0U) == 0x80);
      }
      if (once) {
        result.append(text, copied, i - copied);
        result += *once;
        ++undone;
        copied = i = stop;
      } else {
        i += std::max<std::size_t>(1, utf8_length(std::string_view(text).substr(i)));
      }
    }
  }
  if (undone == 0) return 0;
  result.append(text, copied);
  text = std::move(result);
  return undone;
}

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

std::string from_utf16(std::string_view bytes) {
  constexpr std::uint32_t high = 0xD800, low = 0xDC00, end = 0xE000, unknown = 0xFFFD;
  const bool big_endian = bytes.starts_with("\xFE\xFF");
  const auto unit = [&](std::size_t i) -> std::uint32_t {
    const auto first = static_cast<unsigned char>(bytes[i]),
               second = static_cast<unsigned char>(bytes[i + 1]);
    return big_endian ? first * 256U + second : second * 256U + first;
  };
  std::string text;
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    std::uint32_t point = unit(i);
    if (point >= high && point < low && i + 3 < bytes.size() && unit(i + 2) >= low && unit(i + 2) < end) {
      point = 0x10000U + (point - high) * 0x400U + (unit(i + 2) - low);
      i += 2;
    } else if (point >= high && point < end) {
      point = unknown;
    }
    append_utf8(text, point);
  }
  return text;
}

}  // namespace maillage
