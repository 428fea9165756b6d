#include "formats/write/gdal_writing.hpp"

#include <cpl_conv.h>

#include <cmath>

#include "formats/gdal_fatal.hpp"
#include "formats/write/dbf_fields.hpp"
#include "maillage/base/error.hpp"

namespace maillage {

GdalWriting::GdalWriting(const std::filesystem::path& path,
                         std::initializer_list<std::pair<const char*, std::string>> options)
    : path_(path.string()) {
  for (const auto& [name, value] : options) {
    const char* before = CPLGetThreadLocalConfigOption(name, nullptr);
    if (before != nullptr) {
      before_.emplace_back(name, before);
    } else {
      unset_.emplace_back(name);
    }
    CPLSetThreadLocalConfigOption(name, value.c_str());
  }
  CPLPushErrorHandlerEx(&GdalWriting::take, this);
}

GdalWriting::~GdalWriting() {
  CPLPopErrorHandler();
  for (const auto& [name, value] : before_) CPLSetThreadLocalConfigOption(name.c_str(), value.c_str());
  for (const std::string& name : unset_) CPLSetThreadLocalConfigOption(name.c_str(), nullptr);
}

void CPL_STDCALL GdalWriting::take(CPLErr level, CPLErrorNum, const char* message) {
  end_when_fatal(level);
  auto* self = static_cast<GdalWriting*>(CPLGetErrorHandlerUserData());
  if (level < CE_Failure || !self->first_error_.empty()) return;
  self->first_error_ = message == nullptr || *message == '\0' ? "unknown failure" : message;
}

void GdalWriting::require(bool done) const {
  if (done) return;
  throw Error(Failure::io, message("{}: cannot be written{}; check the folder and the free space", path_,
                                   (first_error_.empty() ? std::string() : ": " + first_error_)));
}

OGRSpatialReference reference_of(Crs crs) {
  OGRSpatialReference reference;
  if (reference.importFromEPSG(crs.epsg) != OGRERR_NONE) {
    throw Error(Failure::internal, message("PROJ does not know EPSG:{}", crs.epsg));
  }
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

void set_cell(OGRFeature& feature, int index, const FlatField& field, std::size_t row,
              std::size_t longest_text) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&field.values)) {
    const std::string& text = (*texts)[row];
    if (text.empty()) {
      feature.SetFieldNull(index);
    } else if (text.size() <= longest_text) {
      feature.SetField(index, text.c_str());
    } else {
      feature.SetField(index, std::string(cut_utf8(text, longest_text)).c_str());
    }
    return;
  }
  const double value = std::get<std::vector<double>>(field.values)[row];
  if (!std::isfinite(value)) {
    feature.SetFieldNull(index);
  } else if (field.type == FieldType::integer) {
    feature.SetField(index, static_cast<GIntBig>(value));
  } else {
    feature.SetField(index, value);
  }
}

}  // namespace maillage
