#include "maillage/formats/write/workbook_writer.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/read/xlsx_reader.hpp"
#include "maillage/formats/style/styles.hpp"
#include "maillage/formats/write/field_dictionary.hpp"
#include "maillage/measure/unit.hpp"

namespace maillage {
namespace {

constexpr std::size_t most_rows = 1048575;  // below the header
constexpr std::size_t most_columns = 16384;
constexpr std::size_t longest_text = 32767;  // characters of a cell
constexpr std::size_t longest_name = 31;     // characters of the name of a sheet

std::string first_characters(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size() && seen < characters; ++seen) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  }
  return std::string(text.substr(0, end));
}

// Names of sheets: without the characters that no sheet may have, no two alike whatever their case.
class SheetNames {
 public:
  std::string take(std::string_view title) {
    std::string clean;
    for (const char c : title)
      clean += std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : ' ';
    while (clean.starts_with('\'')) clean.erase(0, 1);
    while (clean.ends_with('\'')) clean.pop_back();
    std::string name = first_characters(trim(clean), longest_name);
    for (int n = 2; name.empty() || !taken_.insert(fold(name)).second; ++n) {
      const std::string number = fmt::format(" {}", n);
      name = first_characters(trim(clean), longest_name - number.size()) + number;
    }
    return name;
  }

 private:
  std::set<std::string> taken_;
};

// As formulas and links name a sheet.
std::string link_to(std::string_view sheet) {
  std::string text = "internal:'";
  for (const char c : sheet) text += c == '\'' ? std::string("''") : std::string(1, c);
  return text + "'!A1";
}

// What a sheet shows of a field.
struct SheetColumn {
  FlatField field;
  std::string header;
};

std::string words_of_status(const StyleBook& book, std::string_view column, std::string_view status) {
  std::vector<std::string> words;
  for (const std::string_view part : split(status, '+')) words.push_back(word_of(book, column, part));
  return join(words, ", ");
}

// A status where every figure is known, and a code that has its text beside it.
bool says_nothing(const FlatField& field, const Layer& layer) {
  if (find_text(layer, field.name + "_text") != nullptr) return true;
  return field.role == FieldRole::status &&
         std::ranges::all_of(std::get<std::vector<std::string>>(field.values),
                             [](const std::string& status) { return status == "known"; });
}

// The figure with its unit, unless its label ends with one; its bounds and status are known by the figure.
std::string header_of(const FlatField& field, Lang lang) {
  const std::string unit = unit_text(field.unit, lang);
  const bool is_said = unit.empty() || field.role != FieldRole::value || field.label.ends_with(')') ||
                       fold(field.label).find(fold(unit)) != std::string::npos;
  return is_said ? field.label : fmt::format("{} ({})", field.label, unit);
}

std::vector<SheetColumn> columns_of(const Layer& layer, const StyleBook& book) {
  std::vector<SheetColumn> columns;
  std::set<std::string> headers;
  for (FlatField& field : flatten(layer).fields) {
    if (says_nothing(field, layer)) continue;
    const bool is_status = field.role == FieldRole::status;
    const std::string code = is_status ? field.name.substr(0, field.name.rfind("_status")) : field.name;
    if (is_status || find_category(layer, code) != nullptr)
      for (std::string& text : std::get<std::vector<std::string>>(field.values))
        if (!text.empty()) text = words_of_status(book, code, text);
    std::string header = header_of(field, layer.lang);
    if (!headers.insert(header).second) header += fmt::format(" [{}]", field.name);
    columns.push_back({std::move(field), std::move(header)});
  }
  return columns;
}

double width_of(const FlatField& field) {
  if (field.role == FieldRole::code) return 12;
  if (field.role == FieldRole::name) return 30;
  if (field.role == FieldRole::status) return 16;
  return field.type == FieldType::text ? 26 : 15;
}

class Workbook {
 public:
  Workbook(const std::filesystem::path& path, Day date) : path_(path), folder_(path.parent_path().string()) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.empty() ? nullptr : folder_.data();
    book_ = workbook_new_opt(path.string().c_str(), &options);
    if (book_ == nullptr) refuse();
    lxw_doc_properties properties{};
    properties.created = std::chrono::duration_cast<std::chrono::seconds>(date.time_since_epoch()).count();
    require(workbook_set_properties(book_, &properties));
    header_ = workbook_add_format(book_);
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_align(header_, LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(header_, LXW_BORDER_THIN);
    format_set_bg_color(header_, 0xE6F0F8);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "dd/mm/yyyy");
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  ~Workbook() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }

  lxw_worksheet* add_sheet(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr) refuse();
    return sheet;
  }

  // Rows are given from the first down.
  void put_text(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& text,
                lxw_format* format = nullptr) {
    if (!text.empty())
      require(worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                                     text.c_str(), format));
  }
  void put_number(lxw_worksheet* sheet, std::size_t row, std::size_t column, double value,
                  lxw_format* format) {
    if (std::isfinite(value))
      require(worksheet_write_number(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                                     value, format));
  }
  void put_day(lxw_worksheet* sheet, std::size_t row, std::size_t column, Day day) {
    const std::chrono::year_month_day date(day);
    lxw_datetime cell{};
    cell.year = static_cast<int>(date.year());
    cell.month = static_cast<int>(static_cast<unsigned>(date.month()));
    cell.day = static_cast<int>(static_cast<unsigned>(date.day()));
    require(worksheet_write_datetime(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                                     &cell, day_));
  }
  void set_width(lxw_worksheet* sheet, std::size_t column, double width) {
    const auto at = static_cast<lxw_col_t>(column);
    require(worksheet_set_column(sheet, at, at, width, nullptr));
  }

  // Thousands apart, as many decimals as the column.
  lxw_format* number_format(int decimals) {
    lxw_format*& format = numbers_[decimals];
    if (format == nullptr) {
      format = workbook_add_format(book_);
      const std::string code =
          decimals == 0 ? "#,##0" : "#,##0." + std::string(static_cast<std::size_t>(decimals), '0');
      format_set_num_format(format, code.c_str());
    }
    return format;
  }
  [[nodiscard]] lxw_format* header() const { return header_; }
  [[nodiscard]] lxw_format* wrapped() const { return wrapped_; }

  void close() {
    lxw_workbook* const book = book_;
    book_ = nullptr;
    require(workbook_close(book));
  }

 private:
  void require(lxw_error error) const {
    if (error != LXW_NO_ERROR)
      throw Error(Failure::io,
                  message("{}: cannot be written: {}", name_of(path_), std::string(lxw_strerror(error))));
  }
  [[noreturn]] void refuse() const {
    throw Error(Failure::io, message("{}: cannot be written", name_of(path_)));
  }

  std::filesystem::path path_;
  std::string folder_;
  lxw_workbook* book_ = nullptr;
  lxw_format* header_ = nullptr;
  lxw_format* wrapped_ = nullptr;
  lxw_format* day_ = nullptr;
  std::map<int, lxw_format*> numbers_;
};

void put_headers(Workbook& book, lxw_worksheet* sheet, std::span<const SheetColumn> columns) {
  for (std::size_t column = 0; column < columns.size(); ++column) {
    book.set_width(sheet, column, width_of(columns[column].field));
    book.put_text(sheet, 0, column, columns[column].header, book.header());
  }
}

// Filters over the table, code and name in sight.
void make_readable(lxw_worksheet* sheet, std::size_t rows, std::size_t columns, int frozen_columns) {
  worksheet_freeze_panes(sheet, 1, static_cast<lxw_col_t>(frozen_columns));
  worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(rows), static_cast<lxw_col_t>(columns - 1));
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
}

void report_cut(const FlatField& field, std::size_t row, const std::string& file, Diagnostics& diagnostics) {
  diagnostics.add({.severity = Severity::warning,
                   .code = "text-cut",
                   .place = {.file = file, .row = static_cast<std::int64_t>(row) + 1, .column = field.name},
                   .found = message("a text longer than {} characters", longest_text),
                   .expected = message("no more than a cell holds"),
                   .advice = message("it is cut here, and whole in csv and gpkg")});
}

void put_rows(Workbook& book, lxw_worksheet* sheet, std::span<const SheetColumn> columns, std::size_t rows,
              const std::string& file, Diagnostics& diagnostics) {
  for (std::size_t row = 0; row < rows; ++row) {
    if (row % 1024 == 0) stop_point();
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const FlatField& field = columns[column].field;
      if (const auto* numbers = std::get_if<std::vector<double>>(&field.values)) {
        book.put_number(sheet, row + 1, column, (*numbers)[row],
                        book.number_format(std::clamp(field.decimals, 0, 10)));
        continue;
      }
      const std::string& text = std::get<std::vector<std::string>>(field.values)[row];
      const std::optional<Day> day = field.type == FieldType::date ? parse_day(text) : std::nullopt;
      if (day) {
        book.put_day(sheet, row + 1, column, *day);
      } else if (std::string shown = first_characters(text, longest_text); shown.size() < text.size()) {
        report_cut(field, row, file, diagnostics);
        book.put_text(sheet, row + 1, column, shown);
      } else {
        book.put_text(sheet, row + 1, column, text);
      }
    }
  }
}

void refuse_beyond_sheet(const Layer& layer, std::size_t columns) {
  if (layer.zoning->size() > most_rows || columns > most_columns)
    throw Error(Failure::usage,
                message("{}: {} and {} are more than a sheet of a workbook holds; leave xlsx out of formats, "
                        "gpkg and csv hold them",
                        layer.name(), counted(layer.zoning->size(), "row"), counted(columns, "column")));
}

void put_contents(Workbook& book, lxw_worksheet* sheet, std::span<const OutputLayer> outputs,
                  std::span<const std::string> names, Lang lang) {
  book.set_width(sheet, 0, 34);
  book.set_width(sheet, 1, 34);
  book.set_width(sheet, 2, 12);
  book.put_text(sheet, 0, 0, say(lang, "Sheet"), book.header());
  book.put_text(sheet, 0, 1, say(lang, "Layer in the other files"), book.header());
  book.put_text(sheet, 0, 2, say(lang, "Rows"), book.header());
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const std::string link = link_to(names[i]);
    worksheet_write_url_opt(sheet, static_cast<lxw_row_t>(i + 1), 0, link.c_str(), nullptr, names[i].c_str(),
                            nullptr);
    book.put_text(sheet, i + 1, 1, outputs[i].layer->name());
    book.put_number(sheet, i + 1, 2, static_cast<double>(outputs[i].layer->zoning->size()),
                    book.number_format(0));
  }
  const std::size_t below = outputs.size() + 2;
  book.put_text(
      sheet, below, 0,
      say(lang, "An empty cell is a figure that is missing, never a zero: the status beside it says why."));
  book.put_text(
      sheet, below + 1, 0,
      say(lang, "Two bounds stand beside a figure that is not exact: the true one lies between them."));
}

void put_notes(Workbook& book, lxw_worksheet* sheet, std::span<const OutputLayer> outputs,
               std::span<const std::string> names, Lang lang) {
  book.set_width(sheet, 0, 34);
  book.set_width(sheet, 1, 120);
  book.put_text(sheet, 0, 0, say(lang, "Sheet"), book.header());
  book.put_text(sheet, 0, 1, say(lang, "To read with the figures"), book.header());
  std::size_t row = 1;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    for (const std::string& note : outputs[i].layer->notes) {
      book.put_text(sheet, row, 0, names[i], book.wrapped());
      book.put_text(sheet, row++, 1, note, book.wrapped());
    }
  worksheet_freeze_panes(sheet, 1, 0);
}

void put_fields(Workbook& book, lxw_worksheet* sheet, std::span<const OutputLayer> outputs,
                const std::string& file, Diagnostics& diagnostics) {
  std::vector<SheetColumn> columns;
  FlatTable dictionary = field_dictionary(outputs);
  for (FlatField& field : dictionary.fields) {
    std::string header = field.name;
    columns.push_back({std::move(field), std::move(header)});
  }
  put_headers(book, sheet, columns);
  put_rows(book, sheet, columns, dictionary.rows, file, diagnostics);
  make_readable(sheet, dictionary.rows, columns.size(), 0);
}

// Read again: every sheet has its rows.
void require_written(std::span<const OutputLayer> outputs, std::span<const std::string> names,
                     const std::filesystem::path& path) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    stop_point();
    Diagnostics of_reading;
    const Grid grid = read_sheet(path, names[i], of_reading);
    if (grid.rows() != outputs[i].layer->zoning->size() + 1)
      throw Error(Failure::io,
                  message("{}: was not written whole; check the folder and the free space", name_of(path)));
  }
}

void write_whole(std::span<const OutputLayer> outputs, std::span<const std::string> names,
                 const std::filesystem::path& path, Day date, Lang lang, SheetNames& taken,
                 Diagnostics& diagnostics) {
  const std::string file = path.filename().string();
  const StyleBook& words = style_book(lang);
  Workbook book(path, date);
  put_contents(book, book.add_sheet(taken.take(say(lang, "Contents"))), outputs, names, lang);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const Layer& layer = *outputs[i].layer;
    const std::vector<SheetColumn> columns = columns_of(layer, words);
    refuse_beyond_sheet(layer, columns.size());
    lxw_worksheet* sheet = book.add_sheet(names[i]);
    put_headers(book, sheet, columns);
    put_rows(book, sheet, columns, layer.zoning->size(), file, diagnostics);
    make_readable(sheet, layer.zoning->size(), columns.size(), 2);
    // Codes are digits on purpose.
    const std::string all = fmt::format("A1:A{}", layer.zoning->size() + 1);
    worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all.c_str());
  }
  put_fields(book, book.add_sheet(taken.take(say(lang, "Fields"))), outputs, file, diagnostics);
  put_notes(book, book.add_sheet(taken.take(say(lang, "Notes"))), outputs, names, lang);
  book.close();
}

}  // namespace

void write_workbook(std::span<const OutputLayer> outputs, const std::filesystem::path& path, Day date,
                    Diagnostics& diagnostics) {
  const Lang lang = outputs.empty() ? Lang::fr : outputs.front().layer->lang;
  SheetNames taken;
  std::vector<std::string> names;
  for (const OutputLayer& output : outputs)
    names.push_back(taken.take(output.layer->title.empty() ? output.layer->name() : output.layer->title));
  std::error_code ignored;
  try {
    write_whole(outputs, names, path, date, lang, taken, diagnostics);
    require_written(outputs, names, path);
  } catch (...) {
    std::filesystem::remove(path, ignored);
    throw;
  }
}

}  // namespace maillage
