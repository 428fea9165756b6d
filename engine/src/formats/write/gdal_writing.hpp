// What both GDAL writers need: options that last as long as one write, errors as ours, coordinate systems.
#pragma once

#include <gdal_priv.h>
#include <ogr_feature.h>
#include <ogr_spatialref.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "maillage/formats/flat_table.hpp"
#include "maillage/zoning/shapes.hpp"

namespace maillage {

// While it lives, GDAL reports to it instead of stderr, and the options hold for this thread.
class GdalWriting {
 public:
  GdalWriting(const std::filesystem::path& path,
              std::initializer_list<std::pair<const char*, std::string>> options);
  ~GdalWriting();
  GdalWriting(const GdalWriting&) = delete;
  GdalWriting& operator=(const GdalWriting&) = delete;

  void require(bool done) const;  // Error{io} with GDAL's own words
  void check() const { require(first_error_.empty()); }

 private:
  static void CPL_STDCALL take(CPLErr level, CPLErrorNum number, const char* message);

  std::string path_;
  std::string first_error_;
  std::vector<std::pair<std::string, std::string>> before_;
  std::vector<std::string> unset_;
};

[[nodiscard]] OGRSpatialReference reference_of(Crs crs);

// One cell; a longer text is cut between two characters.
void set_cell(OGRFeature& feature, int index, const FlatField& field, std::size_t row,
              std::size_t longest_text);

}  // namespace maillage
