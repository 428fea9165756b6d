#include "study/toml_file.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "maillage/base/date.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "study/missing_file.hpp"
#include "study/windows_path.hpp"

namespace maillage {
namespace {

std::string read_text(const std::filesystem::path& file) {
  require_file(file);
  require_regular(file);
  std::ifstream in(file, std::ios::binary);
  if (!in)
    throw Error(
        Failure::io,
        message("{}: cannot be opened; expected a study file (see `maillage help study`)", file.string()));
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// "at = 31/12/2023" is no TOML, though everybody reads it.
std::optional<Message> day_advice(const std::string& text, std::size_t line_number) {
  const std::vector<std::string_view> lines = split(text, '\n');
  if (line_number == 0 || line_number > lines.size()) return std::nullopt;
  const std::string_view line = lines[line_number - 1];
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view key = trim(line.substr(0, equals));
  const std::string_view value = trim(line.substr(equals + 1, line.find('#') - equals - 1));
  if (value.empty() || value.find_first_not_of("0123456789/.-") != std::string_view::npos ||
      std::ranges::count_if(value, [](char c) { return c == '/' || c == '.' || c == '-'; }) != 2)
    return std::nullopt;
  if (const auto whole_year = with_whole_year(value))
    return message("the year of {} has two digits; days are written year-month-day: {} = {}", value, key,
                   std::string(to_iso(*parse_day(*whole_year))));
  const auto day = parse_day(value);
  return day ? message("days are written year-month-day: {} = {}", key, std::string(to_iso(*day)))
             : message("{} is no day of the calendar; days are written year-month-day: {} = 2023-12-31",
                       value, key);
}

// "C:\Users\Caf\ctg.csv": in TOML a backslash between double quotes begins an escape.
std::optional<Message> path_advice(const std::string& text, std::size_t line_number) {
  const std::vector<std::string_view> lines = split(text, '\n');
  if (line_number == 0 || line_number > lines.size()) return std::nullopt;
  const std::string_view line = lines[line_number - 1];
  const std::size_t backslash = line.find('\\');
  if (backslash == std::string_view::npos || line.substr(0, backslash).find('"') == std::string_view::npos)
    return std::nullopt;
  return backslash_advice();
}

// Each point of a key ("a.b.c") is a table in a table, and the parser sets no bound to them. Strings and comments are
// skipped as TOML ends them.
void refuse_deep_keys(std::string_view text, const std::string& file) {
  constexpr std::size_t most = 64;
  std::size_t points = 0, line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      const std::string_view mark =
          text.substr(i, 3) == std::string(3, c) ? text.substr(i, 3) : text.substr(i, 1);
      const bool lines = mark.size() == 3;
      for (i += mark.size(); i < text.size() && text.substr(i, mark.size()) != mark; ++i) {
        if (text[i] == '\n' && !lines) break;
        if (text[i] == '\n') ++line;
        if (text[i] == '\\' && c == '"') ++i;
      }
      if (i < text.size() && text[i] == '\n')
        --i;
      else
        i += mark.size() - 1;
    } else if (c == '#') {
      while (i + 1 < text.size() && text[i + 1] != '\n') ++i;
    } else if (c == '.') {
      if (++points > most)
        throw Error(Failure::usage,
                    message("{}, line {}: a key of more than {} parts; a study has no key so deep", file,
                            line, most));
    } else if (c == '\n' || std::string_view("=[]{},").find(c) != std::string_view::npos) {
      points = 0;
      line += c == '\n' ? 1U : 0U;
    }
  }
}

void refuse_large(std::string_view text, const std::string& file) {
  constexpr std::size_t most = std::size_t{16} << 20U;
  if (text.size() > most)
    throw Error(Failure::usage, message("{}: {} bytes; a study file has at most {}: is it the right file?",
                                        file, text.size(), most));
}

}  // namespace

toml::table read_toml(const std::filesystem::path& path) {
  const std::string text = read_text(path), file = path.string();
  refuse_large(text, file);
  refuse_deep_keys(text, file);
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    const toml::source_position place = error.source().begin;
    auto advice = day_advice(text, place.line);
    if (!advice) advice = path_advice(text, place.line);
    throw Error(Failure::usage, message("{}, line {}, column {}: {}", file, place.line, place.column,
                                        advice.value_or(std::string(error.description()))));
  }
}

}  // namespace maillage
