#include "formats/read/sheet_marks.hpp"

#include <cpl_minixml.h>
#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "formats/read/gdal_reading.hpp"
#include "maillage/base/counted.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

constexpr std::string_view book_folder = "xl/";

struct CellPlace {
  std::int64_t row = 0;
  std::size_t column = 0;  // from 0
};

struct SheetMarks {
  std::unordered_set<std::uint64_t> percents;
  std::unordered_map<std::uint64_t, std::string> formulas;  // without a stored value
  CellPlace first_formula;
};

std::uint64_t key_of(std::int64_t row, std::size_t column) {
  return static_cast<std::uint64_t>(row) << 16U | static_cast<std::uint64_t>(column & 0xFFFFU);
}

std::optional<std::string> part_of(const std::filesystem::path& path, const std::string& part) {
  const std::string name = "/vsizip/{" + path.string() + "}/" + part;
  const auto size = size_of(name);
  return size ? first_bytes(name, *size) : std::nullopt;
}

class XmlTree {
 public:
  explicit XmlTree(const std::string& text) : root_(CPLParseXMLString(text.c_str())) {
    CPLStripXMLNamespace(root_, nullptr, 1);
  }
  ~XmlTree() { CPLDestroyXMLNode(root_); }
  XmlTree(const XmlTree&) = delete;
  XmlTree& operator=(const XmlTree&) = delete;

  // Elements of that name below `parent`, which is looked for anywhere.
  [[nodiscard]] std::vector<const CPLXMLNode*> children(const char* parent, std::string_view name) const {
    std::vector<const CPLXMLNode*> found;
    const CPLXMLNode* node = root_ != nullptr ? CPLSearchXMLNode(root_, parent) : nullptr;
    for (const CPLXMLNode* child = node != nullptr ? node->psChild : nullptr; child != nullptr;
         child = child->psNext)
      if (child->eType == CXT_Element && name == child->pszValue) found.push_back(child);
    return found;
  }

 private:
  CPLXMLNode* root_;
};

std::string attribute(const CPLXMLNode* node, const char* name) {
  return CPLGetXMLValue(const_cast<CPLXMLNode*>(node), name, "");
}

std::string part_of_sheet(const std::filesystem::path& path, const std::string& sheet) {
  const auto book = part_of(path, "xl/workbook.xml");
  const auto relations = part_of(path, "xl/_rels/workbook.xml.rels");
  if (!book || !relations) return {};
  const XmlTree sheets(*book), targets(*relations);
  std::string id;
  for (const CPLXMLNode* node : sheets.children("=sheets", "sheet"))
    if (attribute(node, "name") == sheet) id = attribute(node, "id");
  for (const CPLXMLNode* node : targets.children("=Relationships", "Relationship")) {
    if (id.empty() || attribute(node, "Id") != id) continue;
    const std::string target = attribute(node, "Target");
    return target.starts_with('/') ? target.substr(1) : std::string(book_folder) + target;
  }
  return {};
}

// A "%" that is neither quoted nor escaped multiplies by a hundred.
bool formats_percents(std::string_view format) {
  bool quoted = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '"') quoted = !quoted;
    if (format[i] == '\\')
      ++i;
    else if (format[i] == '%' && !quoted)
      return true;
  }
  return false;
}

// Positions of the styles of cells that print percents.
std::set<std::size_t> percent_styles(const std::filesystem::path& path) {
  const auto text = part_of(path, "xl/styles.xml");
  if (!text) return {};
  const XmlTree styles(*text);
  std::set<std::string> formats{"9", "10"};
  for (const CPLXMLNode* node : styles.children("=numFmts", "numFmt"))
    if (formats_percents(attribute(node, "formatCode"))) formats.insert(attribute(node, "numFmtId"));
  std::set<std::size_t> found;
  std::size_t position = 0;
  for (const CPLXMLNode* node : styles.children("=cellXfs", "xf")) {
    if (formats.contains(attribute(node, "numFmtId"))) found.insert(position);
    ++position;
  }
  return found;
}

std::string_view value_of(std::string_view tag, std::string_view name) {
  const std::string start = fmt::format(" {}=\"", name);
  const std::size_t at = tag.find(start);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + start.size();
  return tag.substr(begin, tag.find('"', begin) - begin);
}

template <typename Number>
Number number_in(std::string_view text, Number fallback) {
  std::from_chars(text.data(), text.data() + text.size(), fallback);
  return fallback;
}

// "AB12": column 27, row 12.
CellPlace place_in(std::string_view reference) {
  CellPlace place;
  std::size_t i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z'; ++i)
    place.column = place.column * 26 + static_cast<std::size_t>(reference[i] - 'A') + 1;
  if (place.column > 0) --place.column;
  place.row = number_in<std::int64_t>(reference.substr(i), 0);
  return place;
}

std::string formula_text(std::string_view cell) {
  const std::size_t open = cell.find('>', cell.find("<f"));
  const std::size_t close = cell.find("</f>");
  return close == std::string_view::npos || open > close
             ? "=…"
             : "=" + std::string(cell.substr(open + 1, close - open - 1));
}

// Walks over <c r="B2" s="5"><f>…</f><v>…</v></c>, the only elements that matter here.
SheetMarks marks_in(std::string_view xml, const std::set<std::size_t>& percents) {
  SheetMarks marks;
  CellPlace next;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    if (xml.substr(at, 5) == "<row " || xml.substr(at, 5) == "<row>") {
      const std::string_view tag = xml.substr(at, xml.find('>', at) - at);
      next = {number_in<std::int64_t>(value_of(tag, "r"), next.row + 1), 0};
      continue;
    }
    if (xml.substr(at, 3) != "<c " && xml.substr(at, 3) != "<c>") continue;
    const std::size_t tag_end = xml.find('>', at);
    if (tag_end == std::string_view::npos) break;
    const std::string_view tag = xml.substr(at, tag_end - at);
    const std::string_view reference = value_of(tag, "r");
    const CellPlace place = reference.empty() ? next : place_in(reference);
    next = {place.row, place.column + 1};
    if (tag.ends_with('/')) continue;
    const std::size_t end = xml.find("</c>", tag_end);
    const std::string_view cell = xml.substr(tag_end + 1, end - tag_end - 1);
    const bool has_value = cell.find("<v") != std::string_view::npos;
    const std::string_view type = value_of(tag, "t");
    if (!has_value && cell.find("<f") != std::string_view::npos) {
      if (marks.formulas.empty()) marks.first_formula = place;
      marks.formulas.emplace(key_of(place.row, place.column), formula_text(cell));
    } else if (has_value && (type.empty() || type == "n") &&
               percents.contains(number_in<std::size_t>(value_of(tag, "s"), 0))) {
      marks.percents.insert(key_of(place.row, place.column));
    }
    if (end == std::string_view::npos) break;
    at = end;
  }
  return marks;
}

std::string letters_of(std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters;
}

// Twelve digits: 0.58 x 100 is 58, without the noise of the multiplication.
std::string as_percent(double share) {
  return fmt::format("{:.12g}%", share * 100);
}

struct FirstPercent {
  std::int64_t count = 0;
  std::int64_t line = 0;
  std::string before, after;
};

void report(const SheetMarks& marks, const FirstPercent& percent, const std::string& file,
            const std::string& sheet, Diagnostics& diagnostics) {
  if (!marks.formulas.empty())
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "formula-without-value",
         .place = {.file = file,
                   .layer = sheet,
                   .row = marks.first_formula.row,
                   .column = letters_of(marks.first_formula.column)},
         .found = fmt::format("{} without value", counted(marks.formulas.size(), "formula")),
         .expected = "the results that a spreadsheet stores beside its formulas",
         .advice = "open and save the workbook in a spreadsheet; until then these cells have no figure",
         .count = static_cast<std::int64_t>(marks.formulas.size())});
  if (percent.count > 0)
    diagnostics.add({.severity = Severity::note,
                     .code = "percent-cells",
                     .place = {.file = file, .layer = sheet, .row = percent.line},
                     .found = fmt::format("{} formatted as percents",
                                          counted(static_cast<std::size_t>(percent.count), "cell")),
                     .expected = "",
                     .advice = fmt::format("read as percents: {} is {}", percent.before, percent.after),
                     .count = percent.count});
}

}  // namespace

Grid with_sheet_marks(Grid grid, const std::filesystem::path& path, const std::string& sheet,
                      Diagnostics& diagnostics) {
  const std::string part = part_of_sheet(path, sheet);
  const auto xml = part.empty() ? std::nullopt : part_of(path, part);
  if (!xml) return grid;
  const std::set<std::size_t> percents = percent_styles(path);
  if (percents.empty() && xml->find("<f") == std::string::npos) return grid;
  const SheetMarks marks = marks_in(*xml, percents);
  if (marks.percents.empty() && marks.formulas.empty()) return grid;
  Grid settled;
  FirstPercent first;
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    const std::int64_t line = grid.line_of(row);
    for (std::size_t column = 0; column < grid.width(row); ++column) {
      const std::string_view text = grid.cell(row, column);
      const std::uint64_t key = key_of(line, column);
      const auto share = marks.percents.contains(key) ? parse_number(text, Decimal::point) : std::nullopt;
      if (const auto formula = marks.formulas.find(key); formula != marks.formulas.end()) {
        settled.add_cell(formula->second);
      } else if (share) {
        const std::string percent = as_percent(*share);
        if (first.count++ == 0) first = {1, line, std::string(text), percent};
        settled.add_cell(percent);
      } else {
        settled.add_cell(text);
      }
    }
    settled.end_row(line);
  }
  settled.end = grid.end;
  report(marks, first, name_of(path), sheet, diagnostics);
  return settled;
}

}  // namespace maillage
