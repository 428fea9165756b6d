#include "formats/read/gdal_crs.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "formats/read/crs_names.hpp"
#include "maillage/base/error.hpp"

namespace maillage {
namespace {

struct Release {
  void operator()(OGRSpatialReference* reference) const { reference->Release(); }
};
using Reference = std::unique_ptr<OGRSpatialReference, Release>;

std::optional<Crs> authority_crs(const OGRSpatialReference& reference) {
  const char* authority = reference.GetAuthorityName(nullptr);
  const char* code = reference.GetAuthorityCode(nullptr);
  if (!authority || !code) return std::nullopt;
  return crs_of_name(std::string(authority) + ":" + code);
}

}  // namespace

Crs crs_of_reference(const OGRSpatialReference* reference, const std::string& file) {
  constexpr const char* advice = "state crs = <EPSG code> for this source (2154: Lambert-93, 4326: degrees)";
  if (!reference)
    throw Error(
        Failure::unreadable,
        fmt::format("{}: says nothing of its CRS (a Shapefile says it in its .prj); {}", file, advice));
  if (const auto crs = authority_crs(*reference)) return *crs;
  // ESRI's .prj names no code: PROJ looks for the system that it describes.
  constexpr int good_enough = 70;
  const Reference best(reference->FindBestMatch(good_enough, "EPSG", nullptr));
  if (best)
    if (const auto crs = authority_crs(*best)) return *crs;
  const char* name = reference->GetName();
  throw Error(Failure::unreadable,
              fmt::format("{}: its CRS \"{}\" matches no EPSG code; {}", file, name ? name : "", advice));
}

}  // namespace maillage
