#include "maillage/formats/ctg_data.hpp"

#include <algorithm>

#include "formats/toml_text.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/geodata.hpp"

namespace maillage {
namespace {

const toml::table& ctg_table() {
  static const toml::table table = [] {
    const auto files = geodata_files();
    const auto file = std::ranges::find(files, "ctg.toml", &GeodataFile::path);
    if (file == files.end()) throw Error(Failure::internal, message("geodata/ctg.toml is not compiled in"));
    return parse_geodata(file->path, file->text);
  }();
  return table;
}

std::vector<CtgTheme> read_themes() {
  std::vector<CtgTheme> themes;
  for (const auto& [code, words] : *ctg_table()["themes"].as_table())
    themes.push_back({std::string(code.str()), text_at(*words.as_table(), "label"),
                      text_at(*words.as_table(), "label_en"), texts_at(*words.as_table(), "words")});
  return themes;
}

CtgPath read_path() {
  const toml::table& path = *ctg_table()["path"].as_table();
  CtgPath result{text_at(path, "source"), {}};
  for (const toml::node& pair : *path["shares"].as_array()) {
    const toml::array& values = *pair.as_array();
    result.shares.emplace_back(values[0].value_or(0), values[1].value_or(0.0));
  }
  return result;
}

}  // namespace

const std::vector<CtgTheme>& ctg_themes() {
  static const std::vector<CtgTheme> themes = read_themes();
  return themes;
}

const CtgPath& ctg_path() {
  static const CtgPath path = read_path();
  return path;
}

}  // namespace maillage
