// Fields of OGR features as text cells.
#pragma once

#include <ogr_feature.h>

#include <string>

namespace maillage {

// Appends the field's text: nothing for NULL, whole numbers without decimals, dates as 2023-12-31.
void append_field(std::string& text, const OGRFeature& feature, int field);

}  // namespace maillage
