#include "maillage/formats/recognise/levels.hpp"

#include <algorithm>

#include "formats/toml_text.hpp"
#include "maillage/base/error.hpp"
#include "maillage/formats/geodata.hpp"

namespace maillage {
namespace {

std::vector<Level> read_levels() {
  const auto files = geodata_files();
  const auto file = std::ranges::find(files, "levels.toml", &GeodataFile::path);
  if (file == files.end()) throw Error(Failure::internal, "geodata/levels.toml is not compiled in");
  std::vector<Level> all(named_levels().begin(), named_levels().end());
  for (const auto& [code, words] : parse_geodata(file->path, file->text))
    all.push_back(
        {std::string(code.str()), text_at(*words.as_table(), "one"), text_at(*words.as_table(), "many")});
  return all;
}

}  // namespace

const std::vector<Level>& levels() {
  static const std::vector<Level> all = read_levels();
  return all;
}

}  // namespace maillage
