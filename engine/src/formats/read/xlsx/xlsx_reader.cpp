#include "maillage/formats/read/xlsx_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "formats/read/layer_choice.hpp"
#include "formats/read/xlsx/workbook.hpp"
#include "formats/read/xlsx/xml.hpp"
#include "maillage/base/counted.hpp"
#include "maillage/base/date.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

struct CellPlace {
  std::int64_t row = 1;
  std::size_t column = 0;  // from 0
};

constexpr std::size_t most_columns = 16384;
constexpr std::int64_t most_rows = 1048576;

std::string letters_of(std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters;
}

std::string text_of(const CellPlace& place) {
  return letters_of(place.column) + std::to_string(place.row);
}

// "AB12": column 27, row 12.
CellPlace place_in(std::string_view reference) {
  CellPlace place;
  std::size_t i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && place.column <= most_columns;
       ++i)
    place.column = place.column * 26 + static_cast<std::size_t>(reference[i] - 'A') + 1;
  if (place.column > 0) --place.column;
  std::from_chars(reference.data() + i, reference.data() + reference.size(), place.row);
  return place;
}

// Twelve digits: 0.58 x 100 is 58, without the noise of the multiplication.
std::string as_percent(double share) {
  return fmt::format("{:.12g}%", share * 100);
}

// Spreadsheets count days from 1900 with a 29 February that never was, or from 1904. None: no day of a calendar.
std::optional<std::string> as_day(double serial, NumberLook look, bool from_1904) {
  constexpr double last = 2958465;  // 9999-12-31
  if (!(serial >= 0) || serial > last) return std::nullopt;
  constexpr std::int64_t seconds_of_day = 86400;
  auto whole = static_cast<std::int64_t>(std::floor(serial));
  auto seconds = static_cast<std::int64_t>(std::llround((serial - std::floor(serial)) * seconds_of_day));
  if (seconds == seconds_of_day) {
    ++whole;
    seconds = 0;
  }
  const std::string time = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (look == NumberLook::time) return time;
  using std::chrono::days;
  constexpr std::int64_t false_leap_day = 60;
  const Day first = from_1904                ? Day{std::chrono::year{1904} / 1 / 1}
                    : whole < false_leap_day ? Day{std::chrono::year{1899} / 12 / 31}
                                             : Day{std::chrono::year{1899} / 12 / 30};
  const std::string day = to_iso(first + days{whole});
  return look == NumberLook::date ? day : day + "T" + time;
}

struct Findings {
  std::size_t formulas = 0;  // without a stored value
  CellPlace first_formula;
  std::size_t percents = 0;
  std::int64_t first_percent = 0;
  std::string before, after;
};

// The cells of one sheet as they open and close.
class SheetCells {
 public:
  SheetCells(const Workbook& workbook, std::string sheet)
      : workbook_(workbook),
        sheet_(std::move(sheet)),
        texts_(shared_texts(workbook)),
        looks_(looks_of_styles(workbook)) {}

  void opens(std::string_view name, const XmlAttributes& attributes) {
    part_ = Part::none;
    if (name == "row") {
      start_row(attributes.at("r"));
    } else if (name == "c") {
      start_cell(attributes);
    } else if (name == "v") {
      part_ = Part::value;
      has_value_ = true;
    } else if (name == "f") {
      part_ = Part::formula;
      has_formula_ = true;
    } else if (name == "rPh") {
      aloud_ = true;
    } else if (name == "t" && !aloud_) {
      part_ = Part::value;
      has_value_ = true;
    }
  }

  void closes(std::string_view name) {
    part_ = Part::none;
    if (name == "c") add(cell_text());
    if (name == "rPh") aloud_ = false;
    if (name == "row") end_row();
  }

  void text(std::string_view text) {
    if (part_ == Part::value) value_ += text;
    if (part_ == Part::formula) formula_ += text;
  }

  Grid grid;
  Findings found;

 private:
  enum class Part : std::uint8_t { none, value, formula };

  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(Failure::unreadable, fmt::format("{}: sheet {}, {}; the file may be damaged: fetch it again",
                                                 name_of(workbook_.path), sheet_, what));
  }

  void start_row(std::string_view number) {
    std::int64_t row = row_ + 1;
    std::from_chars(number.data(), number.data() + number.size(), row);
    if (row <= row_ || row > most_rows) refuse(fmt::format("row {} after row {}", number, row_));
    for (++row_; row_ < row; ++row_) grid.end_row(row_);
    next_column_ = width_ = 0;
  }

  void start_cell(const XmlAttributes& attributes) {
    place_ = {row_, next_column_};
    if (const std::string_view reference = attributes.at("r"); !reference.empty())
      place_ = place_in(reference);
    if (place_.row != row_ || place_.column < width_ || place_.column >= most_columns)
      refuse(fmt::format("row {}: a cell called {}", row_, attributes.at("r")));
    next_column_ = place_.column + 1;
    type_ = attributes.at("t");
    style_ = 0;
    const std::string_view style = attributes.at("s");
    std::from_chars(style.data(), style.data() + style.size(), style_);
    value_.clear();
    formula_.clear();
    has_value_ = has_formula_ = aloud_ = false;
  }

  std::string cell_text() {
    if (has_formula_ && !has_value_) {
      if (found.formulas++ == 0) found.first_formula = place_;
      return "=" + (formula_.empty() ? "…" : formula_);
    }
    if (type_ == "s") return has_value_ ? shared_text() : std::string();
    if (!type_.empty() && type_ != "n") return value_;
    return number_text();
  }

  [[nodiscard]] std::string shared_text() const {
    std::size_t index = texts_.size();
    std::from_chars(value_.data(), value_.data() + value_.size(), index);
    if (index >= texts_.size())
      refuse(
          fmt::format("cell {} asks for the shared text {} of {}", text_of(place_), value_, texts_.size()));
    return texts_[index];
  }

  std::string number_text() {
    const auto number = parse_number(value_, Decimal::point);
    if (!number) return value_;
    const NumberLook look = style_ < looks_.size() ? looks_[style_] : NumberLook::number;
    if (look == NumberLook::percent) {
      const std::string percent = as_percent(*number);
      if (found.percents++ == 0) {
        found.first_percent = place_.row;
        found.before = plain_number(*number);
        found.after = percent;
      }
      return percent;
    }
    if (look != NumberLook::number)
      if (auto day = as_day(*number, look, workbook_.from_1904)) return *std::move(day);
    return all_digits(value_) ? value_ : plain_number(*number);
  }

  void add(std::string_view text) {
    if (text.empty()) return;
    for (; width_ < place_.column; ++width_) grid.add_cell({});
    grid.add_cell(text);
    ++width_;
  }

  void end_row() { grid.end_row(row_); }

  const Workbook& workbook_;
  std::string sheet_;
  std::vector<std::string> texts_;
  std::vector<NumberLook> looks_;
  std::int64_t row_ = 0;
  std::size_t width_ = 0;  // cells of this row so far
  std::size_t next_column_ = 0;
  CellPlace place_;
  std::string type_, value_, formula_;
  std::size_t style_ = 0;
  bool has_value_ = false, has_formula_ = false, aloud_ = false;
  Part part_ = Part::none;
};

void report(const Findings& found, const std::string& file, const std::string& sheet,
            Diagnostics& diagnostics) {
  if (found.formulas > 0)
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "formula-without-value",
         .place = {.file = file,
                   .layer = sheet,
                   .row = found.first_formula.row,
                   .column = letters_of(found.first_formula.column)},
         .found = fmt::format("{} without value", counted(found.formulas, "formula")),
         .expected = "the results that a spreadsheet stores beside its formulas",
         .advice = "open and save the workbook in a spreadsheet; until then these cells have no figure",
         .count = static_cast<std::int64_t>(found.formulas)});
  if (found.percents > 0)
    diagnostics.add({.severity = Severity::note,
                     .code = "percent-cells",
                     .place = {.file = file, .layer = sheet, .row = found.first_percent},
                     .found = fmt::format("{} formatted as percents", counted(found.percents, "cell")),
                     .expected = "",
                     .advice = fmt::format("read as percents: {} is {}", found.before, found.after),
                     .count = static_cast<std::int64_t>(found.percents)});
}

std::vector<std::string> names_of(const Workbook& workbook) {
  std::vector<std::string> names;
  for (const SheetPart& sheet : workbook.sheets) names.push_back(sheet.name);
  return names;
}

}  // namespace

std::vector<std::string> sheets_of(const std::filesystem::path& path) {
  return names_of(open_workbook(path));
}

Grid read_sheet(const std::filesystem::path& path, std::string_view wanted, Diagnostics& diagnostics) {
  const Workbook workbook = open_workbook(path);
  const SheetPart& sheet =
      workbook.sheets[choose_layer(names_of(workbook), std::string(wanted), name_of(path))];
  SheetCells cells(workbook, sheet.name);
  const auto xml = part_of(workbook, sheet.part);
  const bool is_whole =
      xml && walk_xml(*xml, {.opens = [&](std::string_view name,
                                          const XmlAttributes& attributes) { cells.opens(name, attributes); },
                             .closes = [&](std::string_view name) { cells.closes(name); },
                             .text = [&](std::string_view text) { cells.text(text); }});
  if (!is_whole)
    throw Error(Failure::unreadable,
                fmt::format("{}: sheet {} cannot be read to its end; the file may be damaged: "
                            "fetch it again",
                            name_of(path), sheet.name));
  cells.grid.widen();
  report(cells.found, name_of(path), sheet.name, diagnostics);
  return std::move(cells.grid);
}

}  // namespace maillage
