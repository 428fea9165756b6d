// Days and numbers as files write them: what is read reads back the same from what is printed.
#include "fuzz/input.hpp"
#include "maillage/base/date.hpp"
#include "maillage/base/text.hpp"

using namespace maillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text_of(data, size);
  for (const auto& day : {parse_day(text), parse_excel_serial(text)}) {
    if (!day) continue;
    fuzz::require(parse_day(to_iso(*day)) == day && parse_day(to_french(*day)) == day);
    fuzz::require(add_months(*day, 12) > *day && add_months(*day, -12) < *day);
    fuzz::require(Period{*day, until_after(*day)}.holds(*day));
  }
  if (const auto whole = with_whole_year(text)) fuzz::require(parse_day(*whole).has_value());
  if (const auto number = parse_number(text))
    fuzz::require(parse_number(plain_number(*number), Decimal::point) == number);
  const std::string shown = printable_line(text);
  fuzz::require(is_utf8(shown) && shown.find('\x1b') == std::string::npos && printable_line(shown) == shown);
  fuzz::require(shortened(text, 10).size() <= 13);
  static_cast<void>(fold(text));
  return 0;
}
