#include <array>

#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/shapefile_writer.hpp"

namespace maillage {

void write_field_dictionary(std::span<const OutputLayer> outputs, const std::filesystem::path& csv) {
  constexpr std::array<const char*, 10> columns{"layer", "short_name", "code",     "label",  "unit",
                                                "type",  "decimals",   "observed", "source", "champ"};
  std::array<std::vector<std::string>, columns.size()> cells;
  for (const OutputLayer& output : outputs) {
    for (const FlatField& field : flatten(*output.layer).fields) {
      const std::array<std::string, columns.size()> row{
          output.layer->name(),
          field.short_name,
          field.name,
          field.label,
          field.unit,
          std::string(to_string(field.type)),
          std::to_string(field.decimals),
          field.observed ? to_iso(*field.observed) : std::string(),
          field.source,
          field.champ};
      for (std::size_t i = 0; i < columns.size(); ++i) cells[i].push_back(row[i]);
    }
  }
  FlatTable table;
  table.rows = cells[0].size();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    FlatField field;
    field.name = columns[i];
    field.values = std::move(cells[i]);
    table.fields.push_back(std::move(field));
  }
  write_csv(table, CsvFlavour::gis, csv);
}

}  // namespace maillage
