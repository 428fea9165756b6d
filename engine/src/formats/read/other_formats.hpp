// Files that are not read here, each with its way out.
#pragma once

#include <filesystem>
#include <string_view>

namespace maillage {

// Error{unreadable} when the first bytes (or, for parts of a Shapefile, the name) are those of a format that is
// known and not read: OpenDocument, GML, KML, MapInfo, SpatiaLite and other SQLite, Parquet and Arrow, a .dbf or
// .prj alone, R and old Excel files, PDF.
void refuse_other_formats(const std::filesystem::path& path, std::string_view head);

}  // namespace maillage
