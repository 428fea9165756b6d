#include "maillage/formats/recognise/keys.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "formats/recognise/code_forms.hpp"
#include "formats/recognise/code_repair.hpp"
#include "formats/recognise/label_words.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::string_view nation_code = "FR";

struct Filter {
  std::size_t column;
  std::string_view value;
};

std::vector<Filter> filters_of(const Table& table, const Layout& layout) {
  std::vector<Filter> filters;
  for (const auto& [name, value] : layout.only) {
    if (const auto column = table.column(name)) filters.push_back({*column, value});
  }
  return filters;
}

bool has_figures(const Table& table, std::size_t row, const Recognition& recognition) {
  return std::ranges::any_of(recognition.columns, [&](const BoundColumn& column) {
    return column.rule->role == "measure" && !trim(table.cell(row, column.column)).empty();
  });
}

// Mayotte: département 976 and CODCOM 601 make 97601.
std::string from_codcom(const Table& table, std::size_t row, const Recognition& recognition,
                        std::string_view codcom) {
  const BoundColumn* departement = recognition.parent(Level::departement);
  if (departement == nullptr || codcom.size() != 3) return std::string(codcom);
  const std::string_view code = trim(table.cell(row, departement->column));
  return std::string(code) + std::string(codcom.substr(code.size() == 3 ? 1 : 0));
}

std::string from_region_name(std::string_view name) {
  const std::string wanted = fold(name);
  for (const auto& [code, region] : region_names()) {
    if (fold(region) == wanted) return code;
  }
  return std::string(name);
}

void report_rebuilt(const Table& table, const BoundColumn& key, const Keys& keys, Diagnostics& diagnostics) {
  if (key.rule->rebuild.empty() || keys.rows.empty()) return;
  diagnostics.add({.severity = Severity::note,
                   .code = "keys-rebuilt",
                   .place = {.file = table.file,
                             .layer = table.layer,
                             .row = table.line_of(keys.rows.front()),
                             .column = table.columns[key.column]},
                   .found = message("\"{}\"", table.cell(keys.rows.front(), key.column)),
                   .expected = message("the code of the zone"),
                   .advice = message("codes are rebuilt ({}): \"{}\"", key.rule->rebuild, keys.codes.front()),
                   .count = static_cast<std::int64_t>(keys.rows.size())});
}

class KeyReader {
 public:
  KeyReader(const Table& table, const Recognition& recognition, int year)
      : table_(table),
        recognition_(recognition),
        key_(recognition.find("key")),
        name_(recognition.find("name")),
        year_(recognition.find("year")),
        form_(form_of(recognition.layout->level)),
        filters_(filters_of(table, *recognition.layout)) {
    keys_.year = year_ == nullptr ? any_year : year;
  }

  Keys run(Diagnostics& diagnostics) {
    for (std::size_t row = 0; row < table_.rows(); ++row) sort_row(row);
    if (key_ == nullptr) return std::move(keys_);
    std::vector<std::int64_t> lines;
    for (const std::uint32_t row : keys_.rows) lines.push_back(table_.line_of(row));
    repair_codes(keys_.codes, lines, form_,
                 {.file = table_.file, .layer = table_.layer, .column = table_.columns[key_->column]},
                 diagnostics);
    report_rebuilt(table_, *key_, keys_, diagnostics);
    set_postal_codes_apart(diagnostics);
    return std::move(keys_);
  }

 private:
  // They would be found as the codes of other communes: 17300 is La Rochelle's, and the post of Rochefort.
  void set_postal_codes_apart(Diagnostics& diagnostics) {
    const std::string& column = table_.columns[key_->column];
    if (form_ != CodeForm::commune || !are_postal_codes(keys_.codes, column)) return;
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "postal-codes",
         .place = {.file = table_.file,
                   .layer = table_.layer,
                   .row = table_.line_of(keys_.rows.front()),
                   .column = column},
         .found = message("\"{}\" and others that read as postal codes", keys_.codes.front()),
         .expected = message("Insee codes of communes"),
         .advice =
             message("a postal code is that of several communes, or of another one's Insee code: no row is "
                     "matched; add a column of Insee codes"),
         .count = static_cast<std::int64_t>(keys_.codes.size())});
    for (std::string& code : keys_.codes)
      if (has_form(code, CodeForm::commune)) code = as_postal_code(code);
  }

  void sort_row(std::size_t row) {
    const auto index = static_cast<std::uint32_t>(row);
    if (keys_.year != any_year && year_in_text(table_.cell(row, year_->column)) != keys_.year) {
      keys_.other_years.push_back(index);
    } else if (std::ranges::any_of(filters_, [&](const Filter& filter) {
                 return trim(table_.cell(row, filter.column)) != filter.value;
               })) {
      keys_.filtered.push_back(index);
    } else {
      sort_zone(row, index);
    }
  }

  void sort_zone(std::size_t row, std::uint32_t index) {
    const Layout& layout = *recognition_.layout;
    if (layout.level == Level::nation) return keep(row, index, std::string(nation_code));
    const std::string_view text = trim(table_.cell(row, key_->column));
    if (text.empty()) {
      (has_figures(table_, row, recognition_) ? keys_.unlocated : keys_.blank).push_back(index);
      return;
    }
    if (!has_form(text, form_) || form_ == CodeForm::any) {
      if (is_placeholder(layout, text)) return keys_.unlocated.push_back(index);
      if (is_total(layout, text)) return keys_.totals.push_back(index);
    }
    keep(row, index, rebuilt(row, text));
  }

  [[nodiscard]] std::string rebuilt(std::size_t row, std::string_view text) const {
    if (key_->rule->rebuild == "mayotte-codcom") return from_codcom(table_, row, recognition_, text);
    if (key_->rule->rebuild == "region-name") return from_region_name(text);
    return std::string(text);
  }

  void keep(std::size_t row, std::uint32_t index, std::string code) {
    keys_.codes.push_back(std::move(code));
    keys_.names.emplace_back(name_ == nullptr ? std::string_view{} : trim(table_.cell(row, name_->column)));
    keys_.rows.push_back(index);
  }

  const Table& table_;
  const Recognition& recognition_;
  const BoundColumn* key_;
  const BoundColumn* name_;
  const BoundColumn* year_;
  CodeForm form_;
  std::vector<Filter> filters_;
  Keys keys_;
};

bool is_no_parent(const Layout& layout, std::string_view code) {
  return code == "NR" || code == "NC" || to_lower_ascii(code) == "null" || is_placeholder(layout, code);
}

}  // namespace

Keys keys_of(const Table& table, const Recognition& recognition, Diagnostics& diagnostics, int year) {
  if (recognition.find("key") == nullptr && recognition.layout->level != Level::nation) {
    throw Error(Failure::usage,
                message("{}: layout {} has no key column", table.file, recognition.layout->id));
  }
  return KeyReader(table, recognition, year).run(diagnostics);
}

std::vector<std::string> codes_of(const Table& table, const BoundColumn& column, const Layout& layout,
                                  std::span<const std::uint32_t> rows, Diagnostics& diagnostics) {
  std::vector<std::string> codes;
  std::vector<std::int64_t> lines;
  const CodeForm form = form_of(column.rule->coded_as.value_or(column.rule->level));
  std::int64_t lists = 0;
  for (const std::uint32_t row : rows) {
    std::string_view code = trim(table.cell(row, column.column));
    if (!has_form(code, form) && is_no_parent(layout, code)) code = {};
    const std::size_t slash = code.find('/');
    if (slash != std::string_view::npos && has_form(trim(code.substr(0, slash)), form)) {
      code = trim(code.substr(0, slash));
      ++lists;
    }
    codes.emplace_back(code);
    lines.push_back(table.line_of(row));
  }
  const Place place{.file = table.file, .layer = table.layer, .column = table.columns[column.column]};
  if (lists > 0) {
    diagnostics.add({.severity = Severity::note,
                     .code = "several-parents",
                     .place = place,
                     .found = message("{} cells that list several codes", lists),
                     .expected = message("one code"),
                     .advice = message("the first is taken"),
                     .count = lists});
  }
  repair_codes(codes, lines, form, place, diagnostics);
  return codes;
}

std::vector<std::uint32_t> table_rows(const Keys& keys, const Matching& matching) {
  std::vector<std::uint32_t> rows;
  rows.reserve(matching.row_of.size());
  for (const std::uint32_t row : matching.row_of) rows.push_back(row == no_row ? no_row : keys.rows[row]);
  return rows;
}

std::vector<int> years_of(const Table& table, const Recognition& recognition) {
  const BoundColumn* column = recognition.find("year");
  if (column == nullptr) return {};
  std::set<int> years;
  std::string_view last;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view text = table.cell(row, column->column);
    if (text == last) continue;
    last = text;
    if (const int year = year_in_text(text); year != any_year) years.insert(year);
  }
  return {years.begin(), years.end()};
}

}  // namespace maillage
