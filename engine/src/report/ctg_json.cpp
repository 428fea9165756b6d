#include "report/ctg_json.hpp"

#include <cmath>

#include "maillage/formats/flat_table.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json cell_json(const Cell& cell) {
  return {{"value", cell.is_known() ? number(cell.value) : Json(nullptr)},
          {"low", number(cell.bounds.lower)},
          {"high", number(cell.bounds.upper)},
          {"status", cell.is_known() && !cell.marks.none() ? to_string(cell.marks)
                                                           : std::string(to_string(cell.presence))}};
}

Json tally_json(const CtgTally& tally) {
  return {{"communes", tally.communes},
          {"covered", tally.covered},
          {"not_covered", tally.not_covered()},
          {"unknown", tally.unknown},
          {"population_known", tally.population_known},
          {"inhabitants", cell_json(tally.inhabitants)},
          {"inhabitants_covered", cell_json(tally.inhabitants_covered)},
          {"inhabitants_rate", cell_json(tally.inhabitants_rate)},
          {"communes_rate", cell_json(tally.communes_rate)}};
}

Json epci_json(const CtgEpciTally& tally) {
  return {{"counted", tally.counted},         {"covered", tally.covered}, {"partly", tally.partly},
          {"not_covered", tally.not_covered}, {"unknown", tally.unknown}, {"rate", cell_json(tally.rate)}};
}

Json rows_json(const Layer& layer) {
  const FlatTable table = flatten(layer);
  Json rows = Json::array();
  for (std::size_t row = 0; row < table.rows; ++row) {
    Json entry = Json::object();
    for (const FlatField& field : table.fields) {
      if (const auto* texts = std::get_if<std::vector<std::string>>(&field.values))
        entry[field.name] = (*texts)[row].empty() ? Json(nullptr) : Json((*texts)[row]);
      else if (const double value = std::get<std::vector<double>>(field.values)[row];
               field.type == FieldType::integer && std::isfinite(value))
        entry[field.name] = static_cast<std::int64_t>(value);
      else
        entry[field.name] = number(value);
    }
    rows.push_back(std::move(entry));
  }
  return rows;
}

Json codes_json(const std::vector<std::uint32_t>& zones, const Zoning& zoning) {
  Json codes = Json::array();
  for (const std::uint32_t zone : zones) codes.push_back(zoning.code(zone));
  return codes;
}

}  // namespace

Json ctg_json(const Run& run, const Layer& rows, const std::string& sentence) {
  const CtgAnswer& answer = run.ctg->answer;
  return {{"at", to_iso(answer.question.at)},
          {"definition", letter_of(answer.question.definition)},
          {"epci_policy", run.ctg->field.epci_policy},
          {"population", run.ctg->field.population_label},
          {"geography", run.geography.edition},
          {"sentence", sentence},
          {"tally", tally_json(answer.tally)},
          {"epci", epci_json(answer.epci_tally)},
          {"rows", rows_json(rows)}};
}

Json ctg_curve_json(const std::vector<CtgPoint>& points) {
  Json list = Json::array();
  for (const CtgPoint& point : points)
    list.push_back({{"day", to_iso(point.day)},
                    {"tally", tally_json(point.tally)},
                    {"epci", epci_json(point.epci_tally)}});
  return list;
}

Json ctg_flow_json(const Run& run, const CtgFlow& flow) {
  const auto ids = [&](const std::vector<std::uint32_t>& agreements) {
    Json list = Json::array();
    for (const std::uint32_t index : agreements) list.push_back(run.ctg->reg.agreements[index].id);
    return list;
  };
  return {{"before", to_iso(flow.before)},
          {"after", to_iso(flow.after)},
          {"inhabitants_change", cell_json(flow.inhabitants_change)},
          {"communes_change", cell_json(flow.communes_change)},
          {"epci_change", cell_json(flow.epci_change)},
          {"entries", codes_json(flow.entries, *run.ctg->field.communes)},
          {"exits", codes_json(flow.exits, *run.ctg->field.communes)},
          {"unclear", codes_json(flow.unclear, *run.ctg->field.communes)},
          {"epci_entries", codes_json(flow.epci_entries, *run.ctg->field.epci)},
          {"epci_exits", codes_json(flow.epci_exits, *run.ctg->field.epci)},
          {"signed", ids(flow.signed_between)},
          {"begun", ids(flow.begun_between)}};
}

}  // namespace maillage
