#include "maillage/formats/read/xlsx_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/read/gdal_reading.hpp"
#include "formats/read/layer_choice.hpp"
#include "formats/read/xlsx/xml.hpp"
#include "formats/read/xlsx/zip_part.hpp"
#include "maillage/base/date.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

struct SheetPart {
  std::string name;
  std::string part;  // "xl/worksheets/sheet1.xml"
};

enum class NumberLook : std::uint8_t { number, percent, date, date_time, time };

struct Workbook {
  std::filesystem::path path;
  std::vector<SheetPart> sheets;
  bool from_1904 = false;  // days are counted from 1904-01-01
};

constexpr std::string_view book = "xl/workbook.xml";
// A part of a gigabyte is a bomb: the largest sheet that Excel writes full holds less.
constexpr std::uint64_t largest_part = std::uint64_t{1} << 30U;

[[noreturn]] void damaged(const Workbook& workbook, std::string_view part) {
  throw Error(Failure::unreadable,
              message("{}: its part {} cannot be read; the workbook may be cut or damaged: "
                      "fetch it again, or save it anew in a spreadsheet",
                      name_of(workbook.path), part));
}

// The text of a part; none: the workbook has no such part. Error{unreadable} when it cannot be unpacked whole.
std::optional<std::string> part_of(const Workbook& workbook, const std::string& part) {
  ZipPart read = read_zip_part(workbook.path, part, largest_part);
  switch (read.state) {
    case ZipPart::State::absent:
      return std::nullopt;
    case ZipPart::State::whole:
      return std::move(read.text);
    case ZipPart::State::too_large:
      throw Error(Failure::unreadable,
                  message("{}: its part {} unpacks to {} bytes, more than any sheet holds",
                          name_of(workbook.path), part, read.size));
    case ZipPart::State::damaged:
      break;
  }
  damaged(workbook, part);
}

std::string required_part(const Workbook& workbook, const std::string& part) {
  auto text = part_of(workbook, part);
  if (!text) damaged(workbook, part);
  return *std::move(text);
}

// Targets are written from the folder of the book, or from the root.
std::string part_at(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

struct Sheet {
  std::string name;
  std::string relation;
};

std::map<std::string, std::string, std::less<>> sheets_by_relation(const Workbook& workbook) {
  constexpr std::string_view part = "xl/_rels/workbook.xml.rels";
  std::map<std::string, std::string, std::less<>> found;
  const bool is_whole =
      walk_xml(required_part(workbook, std::string(part)),
               {.opens =
                    [&](std::string_view name, const XmlAttributes& attributes) {
                      if (name == "Relationship" && attributes.at("Type").ends_with("/worksheet"))
                        found.emplace(attributes.at("Id"), part_at(attributes.at("Target")));
                    },
                .closes = {},
                .text = {}});
  if (!is_whole) damaged(workbook, part);
  return found;
}

std::size_t number_in(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// The formats that every spreadsheet knows by their number.
NumberLook look_of_known_format(std::size_t id) {
  if (id == 9 || id == 10) return NumberLook::percent;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58)) return NumberLook::date;
  if (id == 22) return NumberLook::date_time;
  if (id >= 18 && id <= 21) return NumberLook::time;
  return NumberLook::number;
}

// What a format code does with numbers: "0.0%", "dd/mm/yyyy", "[h]:mm" (a length of time: a number).
NumberLook look_of_format(std::string_view code) {
  bool day = false, hour = false;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      // A colour, a language or a condition; of hours, minutes or seconds it counts a length of time.
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string inside = to_lower_ascii(code.substr(i + 1, end - i - 1));
      if (!inside.empty() && inside.find_first_not_of("hms") == std::string::npos) return NumberLook::number;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '%') {
      return NumberLook::percent;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      day = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      hour = true;
    } else if ((c == 'E' || c == 'e') && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) {
      return NumberLook::number;
    } else if (c == 'm' || c == 'M') {
      day = day || !hour;  // of "mm:ss" it is not known yet; the seconds come after
    }
  }
  if (day && hour) {
    const bool has_date = code.find_first_of("yYdD") != std::string_view::npos;
    return has_date ? NumberLook::date_time : NumberLook::time;
  }
  return hour ? NumberLook::time : day ? NumberLook::date : NumberLook::number;
}

// Error{io}: missing file. Error{unreadable}: no workbook, or cut or damaged.
Workbook open_workbook(const std::filesystem::path& path) {
  if (kind_of_file(path) != FileKind::workbook)
    throw Error(Failure::unreadable,
                message("{}: is no XLSX workbook; it may be cut: fetch it again", name_of(path)));
  Workbook workbook{.path = path, .sheets = {}};
  std::vector<Sheet> listed;
  const bool is_whole = walk_xml(
      required_part(workbook, std::string(book)),
      {.opens =
           [&](std::string_view name, const XmlAttributes& attributes) {
             if (name == "sheet")
               listed.push_back({std::string(attributes.at("name")), std::string(attributes.at("id"))});
             if (name == "workbookPr") {
               const std::string_view base = attributes.at("date1904");
               workbook.from_1904 = base == "1" || base == "true";
             }
           },
       .closes = {},
       .text = {}});
  if (!is_whole) damaged(workbook, book);
  const auto parts = sheets_by_relation(workbook);
  for (Sheet& sheet : listed)
    if (const auto part = parts.find(sheet.relation); part != parts.end())
      workbook.sheets.push_back({std::move(sheet.name), part->second});
  if (workbook.sheets.empty())
    throw Error(Failure::unreadable, message("{}: a workbook without a sheet of cells", name_of(path)));
  return workbook;
}

std::vector<std::string> shared_texts(const Workbook& workbook) {
  constexpr std::string_view part = "xl/sharedStrings.xml";
  const auto xml = part_of(workbook, std::string(part));
  std::vector<std::string> texts;
  if (!xml) return texts;
  bool in_text = false, aloud = false;  // readings of Japanese texts are no part of them
  const bool is_whole = walk_xml(*xml, {.opens =
                                            [&](std::string_view name, const XmlAttributes&) {
                                              if (name == "si") texts.emplace_back();
                                              if (name == "rPh") aloud = true;
                                              in_text = name == "t" && !aloud && !texts.empty();
                                            },
                                        .closes =
                                            [&](std::string_view name) {
                                              if (name == "rPh") aloud = false;
                                              in_text = false;
                                            },
                                        .text =
                                            [&](std::string_view text) {
                                              if (in_text) texts.back() += text;
                                            }});
  if (!is_whole) damaged(workbook, part);
  return texts;
}

std::vector<NumberLook> looks_of_styles(const Workbook& workbook) {
  constexpr std::string_view part = "xl/styles.xml";
  const auto xml = part_of(workbook, std::string(part));
  std::vector<NumberLook> looks;
  if (!xml) return looks;
  std::map<std::size_t, NumberLook> stated;
  bool of_cells = false;
  const bool is_whole =
      walk_xml(*xml, {.opens =
                          [&](std::string_view name, const XmlAttributes& attributes) {
                            if (name == "numFmt")
                              stated[number_in(attributes.at("numFmtId"))] =
                                  look_of_format(attributes.at("formatCode"));
                            if (name == "cellXfs") of_cells = true;
                            if (name != "xf" || !of_cells) return;
                            const std::size_t id = number_in(attributes.at("numFmtId"));
                            const auto own = stated.find(id);
                            looks.push_back(own != stated.end() ? own->second : look_of_known_format(id));
                          },
                      .closes =
                          [&](std::string_view name) {
                            if (name == "cellXfs") of_cells = false;
                          },
                      .text = {}});
  if (!is_whole) damaged(workbook, part);
  return looks;
}

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

  [[noreturn]] void refuse(const Message& what) const {
    throw Error(Failure::unreadable, message("{}: sheet {}, {}; the file may be damaged: fetch it again",
                                             name_of(workbook_.path), sheet_, what));
  }

  void start_row(std::string_view number) {
    std::int64_t row = row_ + 1;
    std::from_chars(number.data(), number.data() + number.size(), row);
    if (row <= row_ || row > most_rows) refuse(message("row {} after row {}", number, row_));
    for (++row_; row_ < row; ++row_) grid.end_row(row_);
    next_column_ = width_ = 0;
  }

  void start_cell(const XmlAttributes& attributes) {
    place_ = {row_, next_column_};
    if (const std::string_view reference = attributes.at("r"); !reference.empty())
      place_ = place_in(reference);
    if (place_.row != row_ || place_.column < width_ || place_.column >= most_columns)
      refuse(message("row {}: a cell called {}", row_, attributes.at("r")));
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
      refuse(message("cell {} asks for the shared text {} of {}", text_of(place_), value_, texts_.size()));
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
         .found = message("{} without value", counted(found.formulas, "formula")),
         .expected = message("the results that a spreadsheet stores beside its formulas"),
         .advice =
             message("open and save the workbook in a spreadsheet; until then these cells have no figure"),
         .count = static_cast<std::int64_t>(found.formulas)});
  if (found.percents > 0)
    diagnostics.add({.severity = Severity::note,
                     .code = "percent-cells",
                     .place = {.file = file, .layer = sheet, .row = found.first_percent},
                     .found = message("{} formatted as percents", counted(found.percents, "cell")),
                     .expected = Message(),
                     .advice = message("read as percents: {} is {}", found.before, found.after),
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
                message("{}: sheet {} cannot be read to its end; the file may be damaged: "
                        "fetch it again",
                        name_of(path), sheet.name));
  cells.grid.widen();
  report(cells.found, name_of(path), sheet.name, diagnostics);
  return std::move(cells.grid);
}

}  // namespace maillage
