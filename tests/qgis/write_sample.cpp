// Writes the sample layers as a GeoPackage and, beside it, what QGIS must show of them.
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "formats/writer_sample.hpp"
#include "maillage/formats/style/styles.hpp"
#include "maillage/formats/write/geopackage_writer.hpp"

using namespace maillage;

namespace {

std::string kind_of(const Style& style) {
  switch (style.kind) {
    case StyleKind::plain:
      return "singleSymbol";
    case StyleKind::categorised:
      return "categorizedSymbol";
    case StyleKind::graduated:
      break;
  }
  return "RuleRenderer";
}

nlohmann::ordered_json expected(const OutputLayer& output) {
  const Style style = style_of(*output.layer, style_book(Lang::fr));
  nlohmann::ordered_json json{{"renderer", kind_of(style)}, {"classes", nlohmann::json::array()}};
  for (const auto* classes : {&style.classes, &style.missing}) {
    for (const StyleClass& item : *classes) {
      json["classes"].push_back(
          {{"label", item.label}, {"zones", item.zones}, {"fill", to_hex(item.look.fill)}});
    }
  }
  for (const FlatField& field : flatten(*output.layer).fields) {
    json["aliases"][field.name] = field.label;
    if (field.role == FieldRole::status) json["status"].push_back(field.name);
  }
  return json;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path path = arguments[1];
  const Shapes shapes = sample::squares();
  const Layer ctg = sample::ctg_layer();
  const Layer childcare = sample::childcare_layer();
  Layer quantiles = sample::childcare_layer(Level::commune);
  quantiles.references.clear();
  Layer plain = sample::childcare_layer(Level::departement);
  plain.style = "places_total";
  Layer partial = sample::ctg_layer();
  partial.theme = "ctg_partial";
  std::get<Category>(partial.columns[0]).set_missing(1, Presence::secret_primary);
  std::get<Category>(partial.columns[0]).set_missing(2, Presence::not_available);
  const std::array<OutputLayer, 5> layers{{{&ctg, &shapes},
                                           {&childcare, &shapes},
                                           {&quantiles, &shapes},
                                           {&plain, &shapes},
                                           {&partial, &shapes}}};
  write_geopackage(layers, path, sample::day());
  nlohmann::ordered_json json;
  for (const OutputLayer& output : layers) json[output.layer->name()] = expected(output);
  std::ofstream(std::filesystem::path(path).replace_extension(".json")) << json.dump(1) << "\n";
}
