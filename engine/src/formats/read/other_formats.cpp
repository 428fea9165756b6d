#include "formats/read/other_formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const Message& what, const Message& way_out) {
  throw Error(Failure::unreadable, message("{}: is {}, which is not read; {}", name_of(path), what, way_out));
}

// `ogr2ogr -f GPKG communes.gpkg communes.kml`
Message converted(const std::filesystem::path& path) {
  std::filesystem::path made = path.filename();
  made.replace_extension(".gpkg");
  return message("save it as GeoPackage in QGIS (Export, Save features as), or: ogr2ogr -f GPKG {} {}",
                 made.generic_string(), path.filename().generic_string());
}

bool is_geopackage(std::string_view head) {
  constexpr std::size_t application_id = 68;
  return head.size() > application_id + 4 && head.substr(application_id, 2) == "GP";
}

void refuse_zipped(const std::filesystem::path& path, std::string_view head, const std::string& extension) {
  const std::string_view start = head.substr(0, 200);
  if (extension == ".ods" || start.find("opendocument.spreadsheet") != std::string_view::npos)
    refuse(path, message("an OpenDocument sheet"),
           message("open it in LibreOffice and save it as .xlsx or .csv"));
  if (extension == ".kmz") refuse(path, std::string("KMZ"), converted(path));
  if (extension == ".odt" || extension == ".docx")
    refuse(path, message("a text document"),
           message("copy its table into a sheet and save it as .xlsx or .csv"));
}

void refuse_xml(const std::filesystem::path& path, std::string_view head, const std::string& extension) {
  const std::string start = to_lower_ascii(head.substr(0, 2000));
  if (start.find('<') == std::string::npos) return;
  if (extension == ".kml" || start.find("<kml") != std::string::npos)
    refuse(path, std::string("KML"), converted(path));
  if (extension == ".gml" || start.find("opengis.net/gml") != std::string::npos)
    refuse(path, std::string("GML"), converted(path));
}

}  // namespace

void refuse_other_formats(const std::filesystem::path& path, std::string_view head) {
  const std::string extension = to_lower_ascii(path.extension().string());
  if (head.starts_with("PK\x03\x04")) return refuse_zipped(path, head, extension);
  if (head.starts_with("SQLite format 3") && extension != ".gpkg" && !is_geopackage(head))
    refuse(path, message("a SQLite database"),
           message("export the table as CSV, or its layer as GeoPackage: ogr2ogr -f GPKG out.gpkg {}",
                   path.filename().generic_string()));
  if (head.starts_with("PAR1") || head.starts_with("ARROW1"))
    refuse(path, std::string(head.starts_with("PAR1") ? "Parquet" : "Arrow"),
           message("save it as CSV: in R, write.csv2(arrow::read_parquet(…)); in Python, "
                   "pandas.read_parquet(…).to_csv(…); "
                   "with shapes, as GeoPackage"));
  if (to_lower_ascii(head.substr(0, 6)) == "!table" || extension == ".mif" || extension == ".mid")
    refuse(path, message("a MapInfo table"), converted(path));
  if (extension == ".dbf")
    refuse(
        path, message("a dBase table"),
        message(
            "name the .shp beside it when it is part of a Shapefile; otherwise open it in a spreadsheet and "
            "save it "
            "as .xlsx or .csv"));
  constexpr std::array<std::string_view, 4> beside{".shx", ".prj", ".cpg", ".qpj"};
  if (std::ranges::find(beside, extension) != beside.end())
    refuse(path, message("a part of a Shapefile"), message("name the .shp beside it"));
  if (extension == ".rds" || extension == ".rdata" || extension == ".rda")
    refuse(path, message("a file of R"),
           message("save the table as CSV: write.csv2(table, \"table.csv\", row.names = FALSE)"));
  const std::string_view start = trim(head.substr(0, 100));
  if (start.starts_with('<') || start.starts_with("\xEF\xBB\xBF<")) refuse_xml(path, head, extension);
}

}  // namespace maillage
