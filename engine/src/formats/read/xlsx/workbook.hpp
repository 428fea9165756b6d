// What the sheets of a workbook share: their names and parts, the texts, and what the styles of cells make of numbers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace maillage {

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

// Error{io}: missing file. Error{unreadable}: no workbook, or cut or damaged.
[[nodiscard]] Workbook open_workbook(const std::filesystem::path& path);

// The text of a part; none: the workbook has no such part. Error{unreadable} when it cannot be unpacked whole.
[[nodiscard]] std::optional<std::string> part_of(const Workbook& workbook, const std::string& part);

[[nodiscard]] std::vector<std::string> shared_texts(const Workbook& workbook);
[[nodiscard]] std::vector<NumberLook> looks_of_styles(const Workbook& workbook);

// What a format code does with numbers: "0.0%", "dd/mm/yyyy", "[h]:mm" (a length of time: a number).
[[nodiscard]] NumberLook look_of_format(std::string_view code);

}  // namespace maillage
