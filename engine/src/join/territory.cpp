#include "join/territory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "join/membership_tables.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

// The texts of a name column beside a parent column of the same level.
const BoundColumn* parent_name(const Recognition& recognition, const Level& level) {
  for (const BoundColumn& column : recognition.columns)
    if (column.rule->role == "parent_name" && column.rule->level == level) return &column;
  return nullptr;
}

// Fills what is still empty: parent codes of the communes from every source that has such a column.
std::vector<std::string> parents_of(const Zoning& communes, const Level& level,
                                    const std::vector<Input>& inputs, Diagnostics& diagnostics) {
  std::vector<std::string> parents(communes.size());
  for (const Input& input : inputs) {
    const BoundColumn* column = is_about_communes(input) ? input.recognition.parent(level) : nullptr;
    if (column == nullptr) continue;
    const std::vector<std::string> codes =
        codes_of(input.source.table, *column, input.layout(), input.keys.rows, diagnostics);
    for (std::size_t i = 0; i < codes.size(); ++i)
      if (const auto zone = communes.find(input.keys.codes[i]); zone && parents[*zone].empty())
        parents[*zone] = codes[i];
  }
  return parents;
}

}  // namespace

std::string territory_words(const Study& study) {
  std::vector<std::string> words;
  for (const TerritoryPart& part : study.territory)
    words.push_back(part.level == Level::nation ? "France"
                                                : fmt::format("{} {}", part.level.code, part.code));
  return join(words, " + ");
}

std::vector<std::string> departements_of(const Zoning& communes, const std::vector<Input>& inputs,
                                         Diagnostics& diagnostics) {
  std::vector<std::string> departements = parents_of(communes, Level::departement, inputs, diagnostics);
  for (std::size_t zone = 0; zone < communes.size(); ++zone)
    if (departements[zone].empty()) departements[zone] = departement_of(communes.code(zone));
  return departements;
}

std::map<std::string, std::string> regions_of_departements(const Zoning& communes,
                                                           const std::vector<std::string>& departements,
                                                           const std::vector<Input>& inputs,
                                                           Diagnostics& diagnostics) {
  std::map<std::string, std::string> regions;
  for (const Input& input : inputs) {
    if (input.layout().level != Level::departement) continue;
    const BoundColumn* column = input.recognition.parent(Level::region);
    if (column == nullptr) continue;
    const auto codes = codes_of(input.source.table, *column, input.layout(), input.keys.rows, diagnostics);
    for (std::size_t i = 0; i < codes.size(); ++i) regions.try_emplace(input.keys.codes[i], codes[i]);
  }
  const std::vector<std::string> by_commune = parents_of(communes, Level::region, inputs, diagnostics);
  for (std::size_t zone = 0; zone < communes.size(); ++zone)
    if (!by_commune[zone].empty()) regions.try_emplace(departements[zone], by_commune[zone]);
  return regions;
}

std::map<std::string, std::string> names_of(const Level& level, const std::vector<Input>& inputs) {
  std::map<std::string, std::string> names;
  for (const Input& input : inputs) {
    if (input.layout().level == level)
      for (std::size_t i = 0; i < input.keys.codes.size(); ++i)
        if (!input.keys.names.empty() && !input.keys.names[i].empty())
          names.try_emplace(input.keys.codes[i], input.keys.names[i]);
    const BoundColumn* code = input.recognition.parent(level);
    const BoundColumn* name = parent_name(input.recognition, level);
    if (code == nullptr || name == nullptr) continue;
    Diagnostics already_reported;
    const auto codes = codes_of(input.source.table, *code, input.layout(), input.keys.rows, already_reported);
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const std::string_view text = trim(input.source.table.cell(input.keys.rows[i], name->column));
      if (!codes[i].empty() && !text.empty()) names.try_emplace(codes[i], text);
    }
  }
  return names;
}

}  // namespace maillage
