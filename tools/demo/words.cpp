#include "demo/words.hpp"

#include <cmath>

#include <fmt/format.h>

#include "maillage/base/text.hpp"

namespace maillage::demo {

std::string capitals(std::string_view name) {
  std::string plain = fold(name);
  for (char& c : plain)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return plain;
}

std::string latin1(std::string_view utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      bytes += utf8[i];
    } else if ((lead == 0xc2 || lead == 0xc3) && i + 1 < utf8.size()) {
      const auto trail = static_cast<unsigned char>(utf8[++i]);
      bytes += static_cast<char>((lead & 3) << 6 | (trail & 0x3f));
    } else {
      bytes += '?';
    }
  }
  return bytes;
}

std::string tenths(std::int64_t value, char decimal) {
  const std::int64_t size = value < 0 ? -value : value;
  return fmt::format("{}{}{}{}", value < 0 ? "-" : "", size / 10, decimal, size % 10);
}

std::string grouped(std::int64_t value) {
  const std::string digits = std::to_string(value);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += "\u202f";
    text += digits[i];
  }
  return text;
}

std::int64_t ratio(std::int64_t part, std::int64_t whole, std::int64_t scale) {
  return whole == 0 ? 0 : (2 * part * scale + whole) / (2 * whole);
}

std::int64_t share_of(std::int64_t whole, double share) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(whole) * share + 0.5));
}

Articled without_article(std::string_view name) {
  if (name.starts_with("Le ")) return {2, name.substr(3)};
  if (name.starts_with("La ")) return {3, name.substr(3)};
  const std::string plain = fold(name.substr(0, 2));
  const bool vowel =
      !plain.empty() && std::string_view("aeiouy").find(plain.front()) != std::string_view::npos;
  return {vowel ? 1 : 0, name};
}

}  // namespace maillage::demo
