# maillage_embed(<target> <folder>): compiles every *.toml below the folder into the target, so that the
# program needs no data folder at run time. engine/src/formats/geodata.hpp declares how to reach them.
function(maillage_embed target folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*.toml)
  list(SORT files)
  set(entries "")
  foreach(file IN LISTS files)
    file(READ ${folder}/${file} text)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${file})
    string(APPEND entries "    {\"${file}\", R\"~embedded~(${text})~embedded~\"},\n")
  endforeach()
  list(LENGTH files count)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/geodata.cpp @ONLY CONTENT
"#include \"maillage/formats/geodata.hpp\"

#include <array>

namespace maillage {
namespace {
constexpr std::array<GeodataFile, @count@> files{{
@entries@}};
}  // namespace

std::span<const GeodataFile> geodata_files() { return files; }
}  // namespace maillage
")
  target_sources(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated/geodata.cpp)
endfunction()
