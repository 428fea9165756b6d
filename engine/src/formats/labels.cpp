#include "maillage/formats/labels.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "formats/toml_text.hpp"
#include "maillage/formats/geodata.hpp"

namespace maillage {
namespace {

using Dictionary = std::map<std::string, std::string, std::less<>>;

Dictionary read_dictionary() {
  Dictionary english;
  for (const GeodataFile& file : geodata_files()) {
    if (file.path != "labels.toml") continue;
    const toml::table all = parse_geodata(file.path, file.text);
    for (const std::string_view part : {"labels", "fields"})
      for (const auto& [french, text] : *all[part].as_table())
        english.emplace(french.str(), text.value_or(std::string()));
  }
  return english;
}

void put_in_english(std::string& text) {
  static const Dictionary english = read_dictionary();
  if (const auto found = english.find(text); found != english.end()) text = found->second;
}

}  // namespace

void put_in_english(ColumnInfo& info, std::span<const Indicator> indicators) {
  const auto known = std::ranges::find_if(indicators, [&](const Indicator& indicator) {
    return !indicator.label_en.empty() && indicator.info.label == info.label;
  });
  if (known != indicators.end())
    info.label = known->label_en;
  else
    put_in_english(info.label);
  put_in_english(info.field);
}

}  // namespace maillage
