#include "formats/read/gdal_cells.hpp"

#include <fmt/format.h>

#include <iterator>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

void append_date(std::string& text, const OGRFeature& feature, int field, OGRFieldType type) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
  float second = 0;
  if (!feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone)) return;
  const auto out = std::back_inserter(text);
  if (type != OFTTime) fmt::format_to(out, "{:04}-{:02}-{:02}", year, month, day);
  if (type == OFTDateTime) text += 'T';
  if (type != OFTDate) fmt::format_to(out, "{:02}:{:02}:{:02}", hour, minute, static_cast<int>(second));
}

}  // namespace

void append_field(std::string& text, const OGRFeature& feature, int field) {
  if (!feature.IsFieldSetAndNotNull(field)) return;
  const OGRFieldDefn& definition = *feature.GetFieldDefnRef(field);
  switch (definition.GetType()) {
    case OFTInteger:
    case OFTInteger64: {
      const GIntBig value = feature.GetFieldAsInteger64(field);
      if (definition.GetSubType() == OFSTBoolean)
        text += value != 0 ? "true" : "false";
      else
        fmt::format_to(std::back_inserter(text), "{}", value);
      break;
    }
    case OFTReal:
      text += plain_number(feature.GetFieldAsDouble(field));
      break;
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      append_date(text, feature, field, definition.GetType());
      break;
    default:
      text += feature.GetFieldAsString(field);
  }
}

}  // namespace maillage
