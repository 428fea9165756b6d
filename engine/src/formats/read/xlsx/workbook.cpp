#include "formats/read/xlsx/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>

#include "formats/read/gdal_reading.hpp"
#include "formats/read/xlsx/xml.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

constexpr std::string_view book = "xl/workbook.xml";
// A part of a gigabyte is a bomb: the largest sheet that Excel writes full holds less.
constexpr std::uint64_t largest_part = std::uint64_t{1} << 30U;

[[noreturn]] void damaged(const Workbook& workbook, std::string_view part) {
  throw Error(Failure::unreadable,
              fmt::format("{}: its part {} cannot be read; the workbook may be cut or damaged: "
                          "fetch it again, or save it anew in a spreadsheet",
                          name_of(workbook.path), part));
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

// The formats that every spreadsheet knows without being told.
NumberLook look_of_known_format(std::size_t id) {
  if (id == 9 || id == 10) return NumberLook::percent;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58)) return NumberLook::date;
  if (id == 22) return NumberLook::date_time;
  if (id >= 18 && id <= 21) return NumberLook::time;
  return NumberLook::number;
}

}  // namespace

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
      day = day || !hour;  // of "mm:ss" nobody knows yet; the seconds come after
    }
  }
  if (day && hour) {
    const bool has_date = code.find_first_of("yYdD") != std::string_view::npos;
    return has_date ? NumberLook::date_time : NumberLook::time;
  }
  return hour ? NumberLook::time : day ? NumberLook::date : NumberLook::number;
}

std::optional<std::string> part_of(const Workbook& workbook, const std::string& part) {
  const std::string name = "/vsizip/{" + workbook.path.string() + "}/" + part;
  const GdalMessages messages;
  const auto size = size_of(name);
  if (!size) return std::nullopt;
  if (*size > largest_part)
    throw Error(Failure::unreadable,
                fmt::format("{}: its part {} unpacks to {} bytes, more than any sheet holds",
                            name_of(workbook.path), part, *size));
  auto text = first_bytes(name, *size);
  if (!text || text->size() != *size) damaged(workbook, part);
  return text;
}

Workbook open_workbook(const std::filesystem::path& path) {
  if (kind_of_file(path) != FileKind::workbook)
    throw Error(Failure::unreadable, name_of(path) + ": is no XLSX workbook; it may be cut: fetch it again");
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
    throw Error(Failure::unreadable, name_of(path) + ": a workbook without a sheet of cells");
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

}  // namespace maillage
