#include "maillage/formats/needs.hpp"

#include <algorithm>

#include "formats/toml_text.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/geodata.hpp"

namespace maillage {
namespace {

std::vector<Need> read_needs() {
  const auto files = geodata_files();
  const auto file = std::ranges::find(files, "needs.toml", &GeodataFile::path);
  if (file == files.end()) throw Error(Failure::internal, message("geodata/needs.toml is not compiled in"));
  const toml::table table = parse_geodata(file->path, file->text);
  std::vector<Need> all;
  for (const toml::node& node : *table["need"].as_array()) {
    const toml::table& need = *node.as_table();
    all.push_back({text_at(need, "theme"), text_at(need, "heading"), text_at(need, "heading_en"),
                   text_at(need, "what"), text_at(need, "what_en"), text_at(need, "producer"),
                   text_at(need, "title"), texts_at(need, "layouts"), texts_at(need, "levels")});
  }
  return all;
}

bool holds(const std::vector<std::string>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}

}  // namespace

const std::vector<Need>& needs() {
  static const std::vector<Need> all = read_needs();
  return all;
}

bool meets(const SourceFacts& source, const Need& need) {
  // A layout of several levels has one id for each: "cnaf-txcouv-epci".
  const bool has_layout = std::ranges::any_of(need.layouts, [&](const std::string& id) {
    return source.layout == id || source.layout.starts_with(id + "-");
  });
  if (!has_layout) return false;
  return need.levels.empty() || (source.level && holds(need.levels, source.level->code));
}

}  // namespace maillage
