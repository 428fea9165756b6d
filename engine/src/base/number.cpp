#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// A blank; those that do not break, narrow or not; the thin one; that of the width of a figure.
constexpr std::string_view thousands[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87"};
constexpr std::string_view minus_sign = "\xE2\x88\x92";

// Takes a blank between groups of three digits away; a blank anywhere else makes the text no number.
bool skip_thousands(std::string_view& text, std::size_t digits_so_far) {
  for (const std::string_view blank : thousands) {
    if (!text.starts_with(blank)) continue;
    const std::string_view rest = text.substr(blank.size());
    const bool group = digits_so_far > 0 && rest.size() >= 3 && all_digits(rest.substr(0, 3)) &&
                       (rest.size() == 3 || rest[3] < '0' || rest[3] > '9');
    if (!group) return false;
    text = rest;
    return true;
  }
  return false;
}

// "1.234" read where the comma is the decimal sign may mean one thousand two hundred and thirty-four.
bool could_be_thousands(std::string_view after_sign, std::size_t digits_before) {
  std::size_t digits_after = 0;
  while (digits_after < after_sign.size() && after_sign[digits_after] >= '0' &&
         after_sign[digits_after] <= '9')
    ++digits_after;
  return digits_after == 3 && digits_before >= 1 && digits_before <= 3;
}

std::optional<double> to_double(std::string plain) {
  const std::size_t exponent = plain.find_first_of("eE");
  if (exponent != std::string::npos && exponent + 1 < plain.size() && plain[exponent + 1] == '+')
    plain.erase(exponent + 1, 1);
  double value = 0;
  const auto [end, failure] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (failure != std::errc{} || end != plain.data() + plain.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

constexpr double hair = 1e-9;  // noise of arithmetic, in any unit that is printed

}  // namespace

std::optional<double> parse_number(std::string_view raw, Decimal decimal) {
  std::string_view text = trim(raw);
  std::string plain;
  plain.reserve(text.size());
  if (text.starts_with(minus_sign)) {
    plain += '-';
    text.remove_prefix(minus_sign.size());
  } else if (text.starts_with('-') || text.starts_with('+')) {
    if (text[0] == '-') plain += '-';
    text.remove_prefix(1);
  }
  std::size_t digits_before = 0;
  bool in_fraction = false;
  while (!text.empty()) {
    const char c = text[0];
    if (c >= '0' && c <= '9') {
      plain += c;
      digits_before += in_fraction ? 0U : 1U;
      text.remove_prefix(1);
    } else if ((c == ',' || c == '.') && !in_fraction) {
      const bool expected = decimal == Decimal::either || (c == ',') == (decimal == Decimal::comma);
      if (!expected && could_be_thousands(text.substr(1), digits_before)) return std::nullopt;
      if (text.size() == 1 || text[1] < '0' || text[1] > '9') return std::nullopt;
      plain += '.';
      in_fraction = true;
      text.remove_prefix(1);
    } else if ((c == 'e' || c == 'E') && digits_before > 0) {
      plain += text;
      break;
    } else if (in_fraction || !skip_thousands(text, digits_before)) {
      return std::nullopt;
    }
  }
  if (digits_before == 0 && !in_fraction) return std::nullopt;
  return to_double(std::move(plain));
}

double rounded_down(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::floor((value + hair) * scale) / scale;
}

double rounded_up(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::ceil((value - hair) * scale) / scale;
}

double rounded(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::copysign(std::floor((std::fabs(value) + hair) * scale + 0.5) / scale, value);
}

std::string french_number(double value, int decimals) {
  const std::string plain = fmt::format("{:.{}f}", std::fabs(rounded(value, decimals)), decimals);
  const bool is_zero = plain.find_first_not_of("0.") == std::string::npos;
  const std::size_t point = plain.find('.');
  const std::size_t whole = point == std::string::npos ? plain.size() : point;
  std::string text = value < 0 && !is_zero ? std::string(minus_sign) : std::string();
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) text += "\xE2\x80\xAF";
    text += plain[i];
  }
  if (point != std::string::npos) text += "," + plain.substr(point + 1);
  return text;
}

double tidy(double value) {
  constexpr int digits = 12;
  constexpr double short_scale = 1e4;
  if (!std::isfinite(value)) return value;
  if (std::fabs(value) < 1e11 && std::nearbyint(value * short_scale) / short_scale == value) return value;
  char buffer[64];
  const auto written =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, digits - 1);
  double result = value;
  std::from_chars(buffer, written.ptr, result);
  return result;
}

namespace {

// `near` on the right side of `value`, by one unit of the twelfth digit where it is not.
double outward(double value, double near, double direction) {
  constexpr double noise = 16 * std::numeric_limits<double>::epsilon();
  if (!std::isfinite(value) || near == value || (near - value) * direction > 0) return near;
  if (std::fabs(near - value) <= noise * std::fabs(value)) return near;
  const double unit = std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 11);
  return tidy(near + direction * unit);
}

}  // namespace

double tidy_down(double value) {
  return outward(value, tidy(value), -1);
}

double tidy_up(double value) {
  return outward(value, tidy(value), 1);
}

std::string plain_number(double value) {
  if (value == 0) return "0";
  const double magnitude = std::fabs(value);
  char buffer[64];
  const auto format =
      magnitude >= 1e-6 && magnitude < 1e15 ? std::chars_format::fixed : std::chars_format::general;
  const auto [end, failure] = std::to_chars(buffer, buffer + sizeof buffer, value, format);
  return failure == std::errc{} ? std::string(buffer, end) : fmt::format("{}", value);
}

}  // namespace maillage
