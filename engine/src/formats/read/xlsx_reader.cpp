#include "maillage/formats/read/xlsx_reader.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>

#include "formats/read/gdal_reading.hpp"
#include "formats/read/layer_choice.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

// While it lives, GDAL takes no first row for a header and no text for a number.
class PlainSheets {
 public:
  PlainSheets() {
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "DISABLE");
    CPLSetThreadLocalConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
  }
  ~PlainSheets() {
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", nullptr);
    CPLSetThreadLocalConfigOption("OGR_XLSX_FIELD_TYPES", nullptr);
  }
  PlainSheets(const PlainSheets&) = delete;
  PlainSheets& operator=(const PlainSheets&) = delete;
};

GDALDatasetUniquePtr open_workbook(const std::filesystem::path& path, const GdalMessages& messages) {
  const FileKind kind = kind_of_file(path);
  if (kind != FileKind::workbook)
    throw Error(Failure::unreadable, name_of(path) + ": is no XLSX workbook; it may be cut: fetch it again");
  return open_vector(path.string(), path, kind, {}, messages);
}

bool fits(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(),
                    [](char c, char p) { return p == '9' ? c >= '0' && c <= '9' : c == p; });
}

// GDAL writes dates with slashes.
std::string iso_date(std::string_view text) {
  std::string iso(text.substr(0, 19));
  iso[4] = iso[7] = '-';
  if (iso.size() > 10) iso[10] = 'T';
  return iso;
}

// A number is stored with 17 digits, the tail of which is noise: 0.10000000000000001.
bool is_noisy_number(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 16 && text.find('.') != std::string_view::npos &&
         text.find_first_not_of("0123456789.-E+") == std::string_view::npos;
}

std::string cell_text(std::string_view text) {
  if (fits(text, "9999/99/99") || fits(text.substr(0, 19), "9999/99/99 99:99:99")) return iso_date(text);
  if (is_noisy_number(text))
    if (const auto number = parse_number(text, Decimal::point)) return plain_number(*number);
  return std::string(text);
}

}  // namespace

std::vector<std::string> sheets_of(const std::filesystem::path& path) {
  const GdalMessages messages;
  const PlainSheets plain;
  const auto workbook = open_workbook(path, messages);
  std::vector<std::string> names;
  for (OGRLayer* sheet : workbook->GetLayers()) names.emplace_back(sheet->GetName());
  return names;
}

Grid read_sheet(const std::filesystem::path& path, std::string_view wanted) {
  const GdalMessages messages;
  const PlainSheets plain;
  const auto workbook = open_workbook(path, messages);
  std::vector<std::string> names;
  for (OGRLayer* sheet : workbook->GetLayers()) names.emplace_back(sheet->GetName());
  OGRLayer* sheet =
      workbook->GetLayer(static_cast<int>(choose_layer(names, std::string(wanted), name_of(path))));
  Grid grid;
  sheet->ResetReading();
  for (OGRFeatureUniquePtr row(sheet->GetNextFeature()); row; row.reset(sheet->GetNextFeature())) {
    if (row->GetFID() % 1024 == 0) stop_point();
    for (int field = 0; field < row->GetFieldCount(); ++field)
      grid.add_cell(row->IsFieldSetAndNotNull(field) ? cell_text(row->GetFieldAsString(field))
                                                     : std::string());
    grid.end_row(row->GetFID());
  }
  if (messages.failed())
    throw Error(Failure::unreadable,
                fmt::format("{}: sheet {} cannot be read to its end{}; the file may be damaged: "
                            "fetch it again",
                            name_of(path), sheet->GetName(), messages.said()));
  return grid;
}

}  // namespace maillage
