#include "formats/read/ods_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "formats/read/gdal_reading.hpp"
#include "formats/read/layer_choice.hpp"
#include "formats/read/xlsx/xml.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

constexpr std::size_t most_columns = 16384;
constexpr std::int64_t most_rows = 1048576;

[[noreturn]] void damaged(const std::filesystem::path& path) {
  throw Error(Failure::unreadable,
              message("{}: its sheets cannot be read; the file may be cut or damaged: fetch it "
                      "again, or save it anew in a spreadsheet",
                      name_of(path)));
}

std::string content_of(const std::filesystem::path& path) {
  auto content = part_in_zip(path, "content.xml");
  if (!content) damaged(path);
  return *std::move(content);
}

std::int64_t times(const XmlAttributes& attributes, std::string_view name, std::int64_t most) {
  const std::string_view text = attributes.at(name);
  std::int64_t number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp<std::int64_t>(number, 1, most);
}

// The cells of one sheet as they open and close.
class SheetCells {
 public:
  explicit SheetCells(std::string sheet) : sheet_(std::move(sheet)) {}

  void opens(std::string_view name, const XmlAttributes& attributes) {
    if (name == "table") in_sheet_ = ++depth_ == 1 && attributes.at("name") == sheet_;
    if (!in_sheet_) return;
    if (name == "table-row") {
      rows_ = times(attributes, "number-rows-repeated", most_rows);
      cells_.clear();
    } else if (name == "table-cell" || name == "covered-table-cell") {
      start_cell(attributes);
    } else if (name == "annotation") {
      ++annotations_;
    } else if (name == "p" && annotations_ == 0) {
      if (paragraphs_++ > 0) text_ += '\n';
    } else if (name == "s" && annotations_ == 0) {
      text_.append(static_cast<std::size_t>(times(attributes, "c", 1000)), ' ');
    }
  }

  void closes(std::string_view name) {
    if (name == "table" && --depth_ == 0) in_sheet_ = false;
    if (!in_sheet_) return;
    if (name == "annotation") --annotations_;
    if (name == "table-cell" || name == "covered-table-cell") end_cell();
    if (name == "table-row") end_row();
  }

  void text(std::string_view text) {
    if (in_sheet_ && paragraphs_ > 0 && annotations_ == 0) text_ += text;
  }

  Grid grid;

 private:
  void start_cell(const XmlAttributes& attributes) {
    columns_ = times(attributes, "number-columns-repeated", most_columns);
    type_ = attributes.at("value-type");
    value_ = type_ == "date"      ? attributes.at("date-value")
             : type_ == "boolean" ? attributes.at("boolean-value")
             : type_ == "string"  ? attributes.at("string-value")
                                  : attributes.at("value");
    formula_ = attributes.at("formula");
    text_.clear();
    paragraphs_ = 0;
  }

  [[nodiscard]] std::string cell_text() const {
    if (type_ == "percentage")
      if (const auto share = parse_number(value_, Decimal::point))
        return fmt::format("{:.12g}%", *share * 100);
    if (type_ == "float" || type_ == "currency") {
      const auto number = parse_number(value_, Decimal::point);
      return number && !all_digits(value_) ? plain_number(*number) : value_;
    }
    if (type_ == "date") return value_;
    if (type_ == "boolean") return value_ == "true" ? "1" : "0";
    if (type_.empty() && text_.empty() && !formula_.empty()) return "=" + formula_;
    return text_.empty() ? value_ : text_;
  }

  void end_cell() {
    const std::string cell = cell_text();
    for (std::int64_t i = 0; i < columns_ && cells_.size() < most_columns && !cell.empty(); ++i)
      cells_.push_back(cell);
    if (cell.empty() && cells_.size() < most_columns)
      cells_.resize(std::min(most_columns, cells_.size() + static_cast<std::size_t>(columns_)));
    paragraphs_ = 0;
  }

  void end_row() {
    while (!cells_.empty() && cells_.back().empty()) cells_.pop_back();
    const std::int64_t last = std::min(most_rows, row_ + rows_);
    if (cells_.empty()) {
      row_ = last;  // made when a filled row follows
      return;
    }
    constexpr std::int64_t most_cells = std::int64_t{1} << 26U;
    if ((last - row_) * static_cast<std::int64_t>(cells_.size()) > most_cells)
      throw Error(Failure::unreadable,
                  message("{} rows of {} cells are more than a table holds; remove what is "
                          "written far from it",
                          last - row_, cells_.size()));
    for (; made_ < row_; ++made_) grid.end_row(made_ + 1);
    for (; row_ < last; ++row_, ++made_) {
      for (const std::string& cell : cells_) grid.add_cell(cell);
      grid.end_row(row_ + 1);
    }
  }

  std::string sheet_;
  bool in_sheet_ = false;
  int depth_ = 0, annotations_ = 0, paragraphs_ = 0;
  std::int64_t rows_ = 1, columns_ = 1, row_ = 0, made_ = 0;
  std::string type_, value_, formula_, text_;
  std::vector<std::string> cells_;
};

}  // namespace

std::vector<std::string> sheets_of_ods(const std::filesystem::path& path) {
  std::vector<std::string> names;
  int depth = 0;
  const bool is_whole =
      walk_xml(content_of(path), {.opens =
                                      [&](std::string_view name, const XmlAttributes& attributes) {
                                        if (name == "table" && ++depth == 1)
                                          names.emplace_back(attributes.at("name"));
                                      },
                                  .closes =
                                      [&](std::string_view name) {
                                        if (name == "table") --depth;
                                      },
                                  .text = {}});
  if (!is_whole) damaged(path);
  if (names.empty())
    throw Error(Failure::unreadable, message("{}: a workbook without a sheet of cells", name_of(path)));
  return names;
}

Grid read_ods_sheet(const std::filesystem::path& path, std::string_view wanted) {
  const std::vector<std::string> names = sheets_of_ods(path);
  SheetCells cells(names[choose_layer(names, std::string(wanted), name_of(path))]);
  const bool is_whole = walk_xml(
      content_of(path), {.opens = [&](std::string_view name,
                                      const XmlAttributes& attributes) { cells.opens(name, attributes); },
                         .closes = [&](std::string_view name) { cells.closes(name); },
                         .text = [&](std::string_view text) { cells.text(text); }});
  if (!is_whole) damaged(path);
  cells.grid.widen();
  return std::move(cells.grid);
}

}  // namespace maillage
