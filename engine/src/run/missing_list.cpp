#include "run/missing_list.hpp"

#include <algorithm>

#include "maillage/base/phrases.hpp"
#include "maillage/themes/ctg/layers.hpp"
#include "maillage/themes/ctg/words.hpp"

namespace maillage {

Layer missing_list(const Run& run) {
  std::vector<CtgRow> rows =
      ctg_rows(run.ctg->field, run.ctg->reg, run.ctg->answer, run.ctg->answer.missing, run.study.lang);
  std::ranges::sort(rows, {}, &CtgRow::code);  // the order of a zoning
  std::vector<Zone> zones;
  for (const CtgRow& row : rows) zones.push_back({row.code, row.name});
  Layer layer{.theme = "ctg_missing",
              .zoning = make_zoning(Level::commune, run.study.at, "ctg", std::move(zones))};
  const auto add_text = [&](std::string code, std::string label, auto text_of) {
    TextColumn column{{.code = std::move(code), .label = std::move(label)}, {}};
    for (const CtgRow& row : rows) column.values.emplace_back(text_of(row));
    layer.columns.emplace_back(std::move(column));
  };
  const auto add_day = [&](std::string code, std::string label, std::optional<Day> CtgRow::*day) {
    DayColumn column{{.code = std::move(code), .label = std::move(label)}, {}};
    for (const CtgRow& row : rows) column.values.push_back(row.*day);
    layer.columns.emplace_back(std::move(column));
  };
  add_text("epci", say(run.study.lang, "EPCI code"), [](const CtgRow& row) { return row.epci; });
  add_text("epci_name", "EPCI", [](const CtgRow& row) { return row.epci_name; });
  add_text("departement", "Département", [](const CtgRow& row) { return row.departement; });
  Measure population({.code = "population", .label = "Population"}, Kind::count, rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) population.set(i, rows[i].population);
  layer.columns.emplace_back(std::move(population));
  for (std::size_t of = 0; of < run.ctg->field.counts.size(); ++of) {
    Measure count(run.ctg->field.counts[of]->info, Kind::count, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) count.set(i, rows[i].counts[of]);
    layer.columns.emplace_back(std::move(count));
  }
  add_text("ctg_covered", say(run.study.lang, "Coverage"),
           [](const CtgRow& row) { return to_string(row.status); });
  add_text("ctg_reason", say(run.study.lang, "Reason (code)"),
           [](const CtgRow& row) { return to_string(row.reason); });
  add_text("reason", say(run.study.lang, "Reason"), [](const CtgRow& row) { return row.reason_text; });
  add_text("agreement", say(run.study.lang, "Agreement"), [](const CtgRow& row) { return row.agreement; });
  add_day("last_end", say(run.study.lang, "Last end"), &CtgRow::last_end);
  add_day("next_start", say(run.study.lang, "Next start"), &CtgRow::next_start);
  return layer;
}

}  // namespace maillage
