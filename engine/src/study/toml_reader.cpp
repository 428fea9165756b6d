#include "study/toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

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

namespace {

// What a French hand writes for a key.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> in_french{
    {{"territoire", "territory"},
     {"territoires", "territories"},
     {"titre", "title"},
     {"date", "at"},
     {"au", "at"},
     {"jour", "at"},
     {"langue", "lang"},
     {"source", "sources"},
     {"fichiers", "sources"},
     {"registre", "register"},
     {"complet_pour", "complete_for"},
     {"sortie", "output"},
     {"format", "formats"},
     {"niveau", "level"},
     {"niveaux", "levels"},
     {"themes", "themes"},
     {"chemin", "path"},
     {"fichier", "path"},
     {"couche", "layer"},
     {"onglet", "layer"},
     {"colonnes", "columns"},
     {"cle", "key"},
     {"nom", "name"},
     {"millesime", "vintage"},
     {"annee", "year"},
     {"unite", "unit"},
     {"arrondi", "rounding"}}};

std::optional<std::string> meant_by(std::string_view key, const std::vector<std::string>& known) {
  const std::string plain = fold(key);
  for (const auto& [french, english] : in_french)
    if (plain == fold(french) && std::ranges::find(known, english) != known.end())
      return std::string(english);
  return closest(key, known);
}

}  // namespace

TomlReader::TomlReader(const toml::table& table, std::string file, std::string path)
    : table_(table), file_(std::move(file)), path_(std::move(path)) {}

std::string TomlReader::full(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

Message TomlReader::place_of(const toml::node* at) const {
  const toml::source_position place = at != nullptr ? at->source().begin : table_.source().begin;
  return message("{}, line {}, column {}", file_, place.line, place.column);
}

void TomlReader::fail(const toml::node* at, const Message& what) const {
  throw Error(Failure::usage, message("{}: {}", place_of(at), what));
}

const toml::node* TomlReader::node(std::string_view key) {
  asked_.emplace(key);
  return table_.get(key);
}

std::string TomlReader::text(std::string_view key, std::string fallback) {
  const toml::node* found = node(key);
  if (found == nullptr) return fallback;
  const auto value = found->value_exact<std::string>();
  if (!value) fail(found, message("{} must be a text between quotes", full(key)));
  return *value;
}

std::optional<double> TomlReader::number(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  const auto value = found->value<double>();
  if (!value || !found->is_number()) fail(found, message("{} must be a number", full(key)));
  return value;
}

int TomlReader::whole(std::string_view key, int fallback) {
  const toml::node* found = node(key);
  if (found == nullptr) return fallback;
  const auto value = found->value_exact<std::int64_t>();
  if (!value || *value < 0 || *value > 1'000'000'000)
    fail(found, message("{} must be a whole number, 0 or more", full(key)));
  return static_cast<int>(*value);
}

std::optional<Day> TomlReader::day(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (const auto date = found->value<toml::date>())
    return parse_day(fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day));
  if (const auto words = found->value_exact<std::string>())
    if (const auto parsed = parse_day(*words)) return parsed;
  fail(found, message("{} is no day; days are written year-month-day, without quotes: {} = 2023-12-31",
                      full(key), key));
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return {};
  if (const auto one = found->value_exact<std::string>()) return {*one};
  const toml::array* list = found->as_array();
  if (list == nullptr) fail(found, message("{} must be a text or a list of texts", full(key)));
  std::vector<std::string> values;
  for (const toml::node& element : *list) {
    const auto value = element.value_exact<std::string>();
    if (!value)
      fail(&element,
           message("{}: every element must be a text between quotes (codes keep their zeros)", full(key)));
    values.push_back(*value);
  }
  return values;
}

std::string TomlReader::one_of(std::string_view key, std::vector<std::string> choices, std::string fallback) {
  const std::string value = text(key, std::move(fallback));
  if (std::ranges::find(choices, value) != choices.end()) return value;
  const auto near = closest(value, choices);
  fail(table_.get(key), message("{} = \"{}\" is none of {}{}", full(key), value, join(choices, ", "),
                                near ? message("; did you mean \"{}\"?", *near) : Message()));
}

std::optional<TomlReader> TomlReader::table(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_table()) fail(found, message("{} must be a table: [{}]", full(key), full(key)));
  return TomlReader(*found->as_table(), file_, full(key));
}

std::vector<std::string> TomlReader::keys() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : table_) names.emplace_back(key.str());
  return names;
}

void TomlReader::finish() const {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& [key, value] : table_) {
    if (asked_.contains(key.str())) continue;
    const auto near = meant_by(key.str(), known);
    const toml::source_position place = key.source().begin;
    throw Error(Failure::usage, message("{}, line {}, column {}: unknown key \"{}\"{}", file_, place.line,
                                        place.column, full(key.str()),
                                        near ? message("; did you mean \"{}\"?", full(*near))
                                             : message("; known here: {}", join(known, ", "))));
  }
}

}  // namespace maillage
