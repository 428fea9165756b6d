#include "maillage/formats/flat_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::size_t longest_base = 7;  // leaves room for "_lo", "_hi" in the 10 bytes of a DBF name

class ShortNames {
 public:
  // Takes the name, or the nearest free one ("pop", "pop2", "pop3"), together with its suffixed forms.
  [[nodiscard]] std::string take(std::string_view wanted);
  [[nodiscard]] bool is_free(std::string_view base) const;

 private:
  std::set<std::string> taken_;  // lower case
};

constexpr std::array<std::string_view, 4> forms{"", "_s", "_lo", "_hi"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<std::string> words_of(std::string_view code) {
  std::vector<std::string> words(1);
  for (const char c : fold(code)) {
    if (is_letter(c) || is_digit(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_short_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_base && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

// "children_under_3" -> "chiund3": each word gives way in turn, the longest first.
std::string abbreviate(std::string_view code) {
  std::vector<std::string> words = words_of(code);
  if (words.size() > longest_base) words.resize(longest_base);
  const auto length = [&] {
    std::size_t sum = 0;
    for (const std::string& word : words) sum += word.size();
    return sum;
  };
  while (length() > longest_base) {
    // The last of the longest: beginnings of names say most.
    auto longest = words.begin();
    for (auto word = words.begin(); word != words.end(); ++word) {
      if (word->size() >= longest->size()) longest = word;
    }
    longest->pop_back();
  }
  std::string name;
  for (const std::string& word : words) name += word;
  if (name.empty() || !is_letter(name.front())) name = "c" + name.substr(0, longest_base - 1);
  return name;
}

bool ShortNames::is_free(std::string_view base) const {
  const std::string key = to_lower_ascii(base);
  return std::none_of(forms.begin(), forms.end(),
                      [&](std::string_view form) { return taken_.contains(key + std::string(form)); });
}

std::string ShortNames::take(std::string_view wanted) {
  std::string name(wanted);
  for (int number = 2; !is_free(name); ++number) {
    const std::string suffix = std::to_string(number);
    name = std::string(wanted.substr(0, longest_base - suffix.size())) + suffix;
  }
  for (const std::string_view form : forms) taken_.insert(to_lower_ascii(name) + std::string(form));
  return name;
}

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();
constexpr double largest_whole = 9007199254740992.0;  // 2^53: beyond it a double skips integers

bool all_whole(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) {
    return std::isnan(value) || (std::abs(value) <= largest_whole && std::floor(value) == value);
  });
}

FlatField field_like(const ColumnInfo& info, const std::string& base, FieldRole role) {
  FlatField field{.name = info.code,
                  .short_name = base,
                  .label = info.label.empty() ? info.code : info.label,
                  .unit = info.unit,
                  .source = info.source,
                  .decimals = info.decimals,
                  .values = {},
                  .role = role,
                  .observed = info.observed,
                  .champ = info.field};
  const auto extend = [&](const char* name, const char* short_name, const char* label) {
    field.name += name;
    field.short_name += short_name;
    field.label += label;
  };
  if (role == FieldRole::status) extend("_status", "_s", " (statut)");
  if (role == FieldRole::low) extend("_low", "_lo", " (borne basse)");
  if (role == FieldRole::high) extend("_high", "_hi", " (borne haute)");
  if (role == FieldRole::status) {
    field.unit.clear();
    field.decimals = 0;
  }
  return field;
}

FlatField text_field(const ColumnInfo& info, const std::string& base, FieldRole role,
                     std::vector<std::string> values) {
  FlatField field = field_like(info, base, role);
  field.type = FieldType::text;
  field.values = std::move(values);
  return field;
}

FlatField day_field(const DayColumn& days, const std::string& base) {
  std::vector<std::string> values;
  for (const std::optional<Day>& day : days.values) values.push_back(day ? to_iso(*day) : std::string());
  FlatField field = text_field(days.info, base, FieldRole::value, std::move(values));
  field.type = FieldType::date;
  return field;
}

FlatField number_field(const Measure& measure, const std::string& base, FieldRole role,
                       std::vector<double> values) {
  FlatField field = field_like(measure.info, base, role);
  const bool integer = measure.kind == Kind::count && all_whole(values);
  field.type = integer ? FieldType::integer : FieldType::real;
  if (integer) field.decimals = 0;
  field.values = std::move(values);
  return field;
}

std::string status_of(const Cell& cell) {
  if (cell.is_known() && !cell.marks.none()) return to_string(cell.marks);
  return std::string(to_string(cell.presence));
}

double finite_or_null(double value) {
  if (!std::isfinite(value)) return null_number;
  return value == 0 ? 0.0 : value;  // no negative zero in a file
}

void add_measure(FlatTable& table, const Measure& measure, const std::string& base) {
  const std::size_t rows = table.rows;
  std::vector<double> values(rows), low, high;
  std::vector<std::string> status(rows);
  if (measure.has_bounds()) {
    low.resize(rows);
    high.resize(rows);
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const Cell cell = measure.at(row);
    values[row] = cell.is_known() ? finite_or_null(tidy(cell.value)) : null_number;
    status[row] = status_of(cell);
    if (low.empty()) continue;
    low[row] = finite_or_null(tidy_down(cell.bounds.lower));
    high[row] = finite_or_null(tidy_up(cell.bounds.upper));
  }
  table.fields.push_back(number_field(measure, base, FieldRole::value, std::move(values)));
  table.fields.push_back(text_field(measure.info, base, FieldRole::status, std::move(status)));
  if (!measure.has_bounds()) return;
  table.fields.push_back(number_field(measure, base, FieldRole::low, std::move(low)));
  table.fields.push_back(number_field(measure, base, FieldRole::high, std::move(high)));
}

void add_category(FlatTable& table, const Category& category, const std::string& base) {
  std::vector<std::string> labels(table.rows), status(table.rows);
  bool complete = true;
  for (std::size_t row = 0; row < table.rows; ++row) {
    labels[row] = category.label(row);
    status[row] = to_string(category.presence(row));
    complete = complete && category.index(row).has_value();
  }
  table.fields.push_back(text_field(category.info, base, FieldRole::value, std::move(labels)));
  if (complete) return;
  table.fields.push_back(text_field(category.info, base, FieldRole::status, std::move(status)));
}

// Declared names are served before those made from codes, so that none of them is stolen.
std::vector<std::string> short_names_of(const Layer& layer) {
  ShortNames names;
  std::vector<std::string> result(layer.columns.size());
  static_cast<void>(names.take("code"));
  static_cast<void>(names.take("name"));
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    const std::string& declared = info_of(layer.columns[i]).short_name;
    if (is_short_name(declared) && names.is_free(declared)) result[i] = names.take(declared);
  }
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    const ColumnInfo& info = info_of(layer.columns[i]);
    if (result[i].empty()) {
      result[i] = names.take(is_short_name(info.short_name) ? info.short_name : abbreviate(info.code));
    }
  }
  return result;
}

}  // namespace

std::string_view to_string(FieldType type) {
  switch (type) {
    case FieldType::integer:
      return "integer";
    case FieldType::real:
      return "real";
    case FieldType::date:
      return "date";
    case FieldType::text:
      break;
  }
  return "text";
}

FlatTable flatten(const Layer& layer) {
  FlatTable table;
  table.rows = layer.zoning->size();
  std::vector<std::string> codes(table.rows), names(table.rows);
  for (std::size_t row = 0; row < table.rows; ++row) {
    codes[row] = layer.zoning->code(row);
    names[row] = layer.zoning->name(row);
  }
  ColumnInfo info;
  info.source = layer.zoning->edition();
  info.code = "code";
  info.label = "Code";
  table.fields.push_back(text_field(info, info.code, FieldRole::code, std::move(codes)));
  info.code = "name";
  info.label = "Nom";
  table.fields.push_back(text_field(info, info.code, FieldRole::name, std::move(names)));

  const std::vector<std::string> bases = short_names_of(layer);
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    const Column& column = layer.columns[i];
    if (const auto* measure = std::get_if<Measure>(&column)) add_measure(table, *measure, bases[i]);
    if (const auto* category = std::get_if<Category>(&column)) add_category(table, *category, bases[i]);
    if (const auto* text = std::get_if<TextColumn>(&column)) {
      table.fields.push_back(text_field(text->info, bases[i], FieldRole::value, text->values));
    }
    if (const auto* days = std::get_if<DayColumn>(&column))
      table.fields.push_back(day_field(*days, bases[i]));
  }
  return table;
}

}  // namespace maillage
