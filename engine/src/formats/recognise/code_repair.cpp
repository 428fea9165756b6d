#include "formats/recognise/code_repair.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

struct Tally {
  std::int64_t count = 0;
  std::string before, after;
  std::int64_t line = 0;

  void add(std::string_view from, std::string_view to, std::int64_t at) {
    if (count++ > 0) return;
    before = from;
    after = to;
    line = at;
  }
};

// The same column may be read for several purposes; its damage is reported once.
void add_once(Diagnostic finding, Diagnostics& diagnostics) {
  const auto same = [&](const Diagnostic& item) {
    return item.code == finding.code && item.place.file == finding.place.file &&
           item.place.layer == finding.place.layer && item.place.row == finding.place.row &&
           item.place.column == finding.place.column && item.found == finding.found;
  };
  if (std::ranges::none_of(diagnostics.items, same)) diagnostics.add(std::move(finding));
}

void report(const Tally& tally, Severity severity, std::string code, const Place& place, Message expected,
            Message advice, Diagnostics& diagnostics) {
  if (tally.count == 0) return;
  Place where = place;
  where.row = tally.line;
  add_once({.severity = severity,
            .code = std::move(code),
            .place = std::move(where),
            .found = message("{} like \"{}\"", counted(static_cast<std::size_t>(tally.count), "code"),
                             tally.before),
            .expected = std::move(expected),
            .advice = std::move(advice),
            .count = tally.count},
           diagnostics);
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return result;
}

std::string without_blanks(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view rest = trim(text);
    if (rest.size() != text.size() && rest.data() != text.data()) {
      text = rest;
      continue;
    }
    result += text.front();
    text.remove_prefix(1);
  }
  return result;
}

bool lost_zero(std::string_view code, CodeForm form) {
  const std::size_t width = width_of(form);
  return width > 0 && form != CodeForm::epci && code.size() + 1 == width && all_digits(code) &&
         code.front() != '0';
}

// The column has lost its zeros when no code of it starts with one and every number is full or one short.
bool column_lost_zeros(std::span<const std::string> codes, CodeForm form) {
  bool any = false;
  for (const std::string& code : codes) {
    if (code.empty() || !all_digits(code)) continue;
    if (code.front() == '0') return false;
    if (lost_zero(code, form)) {
      any = true;
    } else if (!has_form(code, form)) {
      return false;
    }
  }
  return any;
}

struct Repairs {
  Tally numbers, lost_digits, letters, zeros, short_codes;
};

void repair_one(std::string& code, std::int64_t line, CodeForm form, Repairs& repairs) {
  if (has_form(code, form)) return;
  if (const auto number = whole_number(code); number && number->digits != code) {
    if (number->lost) {
      repairs.lost_digits.add(code, {}, line);
      return;
    }
    repairs.numbers.add(code, number->digits, line);
    code = number->digits;
    return;
  }
  const std::string joined = upper(without_blanks(code));
  if (joined == code || (!has_form(joined, form) && !lost_zero(joined, form))) return;
  repairs.letters.add(code, joined, line);
  code = joined;
}

void report_repairs(const Repairs& repairs, const Place& place, Diagnostics& diagnostics) {
  report(repairs.numbers, Severity::note, "code-as-number", place, message("codes as text"),
         message("read as \"{}\"; keep codes as text in spreadsheets", repairs.numbers.after), diagnostics);
  report(repairs.letters, Severity::note, "code-tidied", place, message("codes without blanks, in capitals"),
         message("read as \"{}\"", repairs.letters.after), diagnostics);
  report(repairs.lost_digits, Severity::problem, "code-digits-lost", place, message("all digits of the code"),
         message("a spreadsheet rounded the code: take it again from the source; these rows match nothing"),
         diagnostics);
}

}  // namespace

std::optional<WholeNumber> whole_number(std::string_view text) {
  const std::size_t exponent_at = text.find_first_of("eE");
  int exponent = 0;
  if (exponent_at != std::string_view::npos) {
    std::string_view power = text.substr(exponent_at + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    const auto [end, failure] = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (failure != std::errc{} || end != power.data() + power.size() || exponent < 0 || exponent > 15)
      return std::nullopt;
  }
  const std::string_view mantissa = text.substr(0, exponent_at);
  const std::size_t point = mantissa.find_first_of(".,");
  const std::string_view whole = mantissa.substr(0, point);
  std::string_view fraction =
      point == std::string_view::npos ? std::string_view{} : mantissa.substr(point + 1);
  if (!all_digits(whole) || (!fraction.empty() && !all_digits(fraction))) return std::nullopt;
  const auto places = static_cast<std::size_t>(exponent);
  while (fraction.size() > places && fraction.ends_with('0')) fraction.remove_suffix(1);
  if (fraction.size() > places) return std::nullopt;
  const std::size_t padding = places - fraction.size();
  return WholeNumber{std::string(whole) + std::string(fraction) + std::string(padding, '0'), padding > 0};
}

void repair_codes(std::span<std::string> codes, std::span<const std::int64_t> lines, CodeForm form,
                  const Place& place, Diagnostics& diagnostics) {
  if (form == CodeForm::any || form == CodeForm::nation) return;
  Repairs repairs;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (!codes[i].empty()) repair_one(codes[i], lines[i], form, repairs);
  }
  const bool restore = column_lost_zeros(codes, form);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (!lost_zero(codes[i], form)) continue;
    if (!restore) {
      repairs.short_codes.add(codes[i], {}, lines[i]);
      continue;
    }
    repairs.zeros.add(codes[i], "0" + codes[i], lines[i]);
    codes[i].insert(0, 1, '0');
  }
  const Message width = message("{} characters", width_of(form));
  report(repairs.zeros, Severity::note, "zeros-restored", place, width,
         message("the whole column has lost its zeros: read as \"{}\"", repairs.zeros.after), diagnostics);
  report_repairs(repairs, place, diagnostics);
  report(repairs.short_codes, Severity::warning, "short-code", place, width,
         message("other codes keep their zeros, so nothing proves that these lost theirs; they are left as "
                 "they are"),
         diagnostics);
}

void repair_party_codes(std::span<std::string> codes, std::span<const std::int64_t> lines, const Place& place,
                        Diagnostics& diagnostics) {
  Repairs repairs;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i].empty()) continue;
    const auto digits = std::ranges::count_if(codes[i], [](char c) { return c >= '0' && c <= '9'; });
    repair_one(codes[i], lines[i], digits > 6 ? CodeForm::epci : CodeForm::commune, repairs);
  }
  report_repairs(repairs, place, diagnostics);
}

}  // namespace maillage
