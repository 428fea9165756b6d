#include "formats/write/dbf_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace maillage {
namespace {

constexpr int significant_digits = 15;  // what a double surely holds
constexpr int day_width = 8;            // YYYYMMDD

DbfField text_field(const std::vector<std::string>& texts) {
  DbfField field;
  std::size_t width = 1;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    width = std::max(width, texts[row].size());
    if (texts[row].size() <= longest_dbf_text) continue;
    if (field.too_long++ == 0) field.first_too_long = row;
  }
  field.width = static_cast<int>(std::min(width, longest_dbf_text));
  return field;
}

struct Range {
  double low = 0;
  double high = 0;
};

Range range_of(const std::vector<double>& values) {
  Range range;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  }
  return range;
}

int printed_width(const Range& range, int precision) {
  return static_cast<int>(std::max(fmt::formatted_size("{:.{}f}", range.low, precision),
                                   fmt::formatted_size("{:.{}f}", range.high, precision)));
}

DbfField number_field(const FlatField& field, const std::vector<double>& values) {
  const Range range = range_of(values);
  DbfField dbf;
  if (field.type == FieldType::real) {
    const int digits = printed_width({0, std::max(-range.low, range.high)}, 0);
    dbf.precision = std::clamp(significant_digits - digits, 1, significant_digits - 1);
  }
  dbf.width = printed_width(range, dbf.precision);
  return dbf;
}

}  // namespace

std::vector<DbfField> dbf_fields(const FlatTable& table) {
  std::vector<DbfField> fields;
  for (const FlatField& field : table.fields) {
    if (field.type == FieldType::date) {
      fields.push_back({.width = day_width});
    } else if (const auto* texts = std::get_if<std::vector<std::string>>(&field.values)) {
      fields.push_back(text_field(*texts));
    } else {
      fields.push_back(number_field(field, std::get<std::vector<double>>(field.values)));
    }
  }
  return fields;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  const auto continues = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (bytes > 0 && continues(bytes)) --bytes;
  return text.substr(0, bytes);
}

}  // namespace maillage
