#include "formats/toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "maillage/base/date.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
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

bool TomlReader::truth(std::string_view key, bool fallback) {
  const toml::node* found = node(key);
  if (found == nullptr) return fallback;
  const auto value = found->value_exact<bool>();
  if (!value) fail(found, message("{} must be true or false", full(key)));
  return *value;
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
