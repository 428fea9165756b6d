// What the program knows as data.
//
// The files of geodata/ (layouts of known sources, codes of figures, names of regions, styles) are compiled
// into the library: the program runs from any folder and needs nothing beside it. A path is relative to
// geodata/, with forward slashes; the order is by path. The texts live as long as the program.
//
//     for (const GeodataFile& file : geodata_files())
//       if (file.path.starts_with("sources/")) load_layouts(file.text);
#pragma once

#include <span>
#include <string_view>

namespace maillage {

struct GeodataFile {
  std::string_view path;
  std::string_view text;
};

[[nodiscard]] std::span<const GeodataFile> geodata_files();

}  // namespace maillage
