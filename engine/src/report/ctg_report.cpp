#include "maillage/report/ctg_report.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>
#include <vector>

#include "join/levels.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/geojson_writer.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/run/run.hpp"
#include "maillage/themes/ctg/layers.hpp"
#include "maillage/themes/ctg/time.hpp"
#include "maillage/themes/ctg/words.hpp"
#include "report/text_table.hpp"
#include "run/base_sentence.hpp"
#include "run/missing_list.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json cell_json(const Cell& cell) {
  return {{"value", cell.is_known() ? number(tidy(cell.value)) : Json(nullptr)},
          {"low", number(tidy_down(cell.bounds.lower))},
          {"high", number(tidy_up(cell.bounds.upper))},
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

template <ZoneIndex Index>
Json codes_json(const std::vector<Index>& zones, const Zoning& zoning) {
  Json codes = Json::array();
  for (const Index zone : zones) codes.push_back(zoning.code(number(zone)));
  return codes;
}

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

std::string sentence_of(const Run& run) {
  return ctg_sentence(run.ctg->field, run.ctg->answer,
                      {.lang = run.study.lang, .by = run.study.ctg->contract});
}

std::string population_text(const Cell& cell, Lang lang) {
  return cell.is_known() ? figure_text(cell.value, 0, lang) : "?";
}

std::string status_word(CtgStatus status, Lang lang) {
  switch (status) {
    case CtgStatus::covered:
      return say(lang, "covered");
    case CtgStatus::not_covered:
      return say(lang, "not covered");
    case CtgStatus::unknown:
      break;
  }
  return say(lang, "unknown");
}

std::string commune_table(const CtgReport& report) {
  const Run& run = report.run;
  const bool french = run.study.lang == Lang::fr;
  TextTable table(
      french ? std::vector<std::string>{"code", "commune", "EPCI", "habitants", "état", "motif"}
             : std::vector<std::string>{"code", "commune", "EPCI", "inhabitants", "status", "reason"});
  table.align_right(3);
  const std::vector<CommuneIndex> communes = report.rows == CtgRows::all
                                                 ? zones_to<CommuneIndex>(run.ctg->field.communes->size())
                                                 : run.ctg->answer.missing;
  for (const CtgRow& row : ctg_rows(run.ctg->field, run.ctg->reg, run.ctg->answer, communes, run.study.lang))
    table.add({row.code, row.name, row.epci_name, population_text(row.population, run.study.lang),
               std::string(status_word(row.status, run.study.lang)), row.reason_text});
  return table.text();
}

Layer layer_of(const Run& run, const Level& level) {
  for (Layer& layer : ctg_layers(run.ctg->field, run.ctg->reg, run.ctg->answer, run.study.lang))
    if (layer.zoning->level() == level) {
      if (level != Level::epci) return std::move(layer);
      return with_zones(layer, numbers(run.ctg->field.counted_epci));
    }
  throw Error(Failure::usage,
              message("--by {}: the territory of the study holds no whole {}", level.code, level.code));
}

bool is_missing(const Category& status, std::size_t zone) {
  const std::string_view label = status.label(zone);
  return label != "covered" && label != "expiring" && label != "commune_only";
}

Layer rows_of(const CtgReport& report) {
  Layer layer = layer_of(report.run, report.level);
  if (report.rows != CtgRows::missing) return layer;
  const Category& status = *find_category(layer, "ctg_status");
  std::vector<std::size_t> zones;
  for (std::size_t zone = 0; zone < layer.zoning->size(); ++zone)
    if (is_missing(status, zone)) zones.push_back(zone);
  return with_zones(layer, zones);
}

struct TalliesByZone {
  const ZoningRef& zoning;
  const std::vector<CtgTally>& tallies;
};

TalliesByZone tallies_of(const CtgField& field, const CtgAnswer& answer, const Level& level) {
  if (level == Level::epci) return {field.epci, answer.by_epci};
  for (std::size_t i = 0; i < field.others.size(); ++i)
    if (const ZoningRef& zones = field.others[i].from_communes.to(); zones->level() == level)
      return {zones, answer.by_other[i]};
  return {field.departements, answer.by_departement};
}

std::string group_table(const CtgReport& report) {
  const Run& run = report.run;
  const Level level = report.level;
  const bool french = run.study.lang == Lang::fr;
  const Layer layer = rows_of(report);
  const CtgField& field = run.ctg->field;
  const CtgAnswer& answer = run.ctg->answer;
  const auto& [zoning, tallies] = tallies_of(field, answer, level);
  // Under definition B an EPCI may be bound and none of its communes covered: the state is that of the EPCI.
  const bool of_itself = level == Level::epci && answer.question.definition == CtgDefinition::party;
  TextTable table(
      french ? std::vector<std::string>{"code", "nom", of_itself ? "état de l'EPCI lui-même" : "état",
                                        "habitants couverts", "communes couvertes",
                                        level == Level::epci ? "motif" : ""}
             : std::vector<std::string>{"code", "name", of_itself ? "status of the EPCI itself" : "status",
                                        "inhabitants covered", "communes covered",
                                        level == Level::epci ? "reason" : ""});
  table.align_right(3);
  table.align_right(4);
  const Category* status = find_category(layer, "ctg_status");
  for (std::size_t i = 0; i < layer.zoning->size(); ++i) {
    const std::size_t zone = *zoning->find(layer.zoning->code(i));
    const CtgTally& tally = tallies[zone];
    table.add({zoning->code(zone), zoning->name(zone),
               std::string(ctg_status_label(status->label(i), run.study.lang)),
               share_text(tally.inhabitants_rate, run.study.lang),
               fmt::format("{} / {}", tally.covered, tally.communes),
               level == Level::epci
                   ? epci_reason_text(answer.epci[zone_at<EpciIndex>(zone)], run.ctg->reg, run.study.lang)
                   : std::string()});
  }
  std::string text = table.text();
  for (const CtgLevel& other : field.others)
    if (other.from_communes.to()->level() == level && other.across > 0)
      text += across_text(other, run.study.lang) + "\n";
  return text;
}

// "13 conventions signées entre les deux dates ; 2 autres, sans date de signature, y prennent effet."
std::string agreements_text(const CtgFlow& flow, Lang lang) {
  std::string text = flow.signed_between.empty()
                         ? say(lang, "0 agreements of the territory signed in between")
                         : say(lang, "{} {0|agreement|agreements} of the territory signed in between",
                               flow.signed_between.size());
  if (!flow.begun_between.empty())
    text += say(lang, "; {} without a date of signature took effect", flow.begun_between.size());
  return text + ".";
}

std::string geojson_text(const CtgReport& report, Diagnostics& diagnostics) {
  const Run& run = report.run;
  const auto drawn = run.shapes.drawn.find(report.level);
  if (drawn == run.shapes.drawn.end())
    throw Error(Failure::usage, message("no source of the study has the shapes of the communes: geojson "
                                        "cannot be written; use csv or json"));
  const ZoningRef all = printed_zoning(run.geography, run.counted, report.level);
  const Layer wanted = rows_of(report);
  std::vector<std::size_t> zones;
  for (const Zone& zone : wanted.zoning->zones()) zones.push_back(*all->find(zone.code));
  const Shapes shapes = project(select(*drawn->second, zones), wgs84);
  std::ostringstream out;
  write_geojson(out, wanted, &shapes, {}, diagnostics);
  return out.str();
}

}  // namespace

std::string ctg_report_text(const CtgReport& report, const std::string& format, Diagnostics& diagnostics) {
  const bool is_missing_list = report.rows == CtgRows::missing && report.level == Level::commune;
  if (format == "csv")
    return csv_text(flatten(is_missing_list ? missing_list(report.run) : rows_of(report)), CsvFlavour::gis);
  if (format == "json") return ctg_json(report.run, rows_of(report), sentence_of(report.run)).dump(1) + "\n";
  if (format == "geojson") return geojson_text(report, diagnostics);
  const std::string text = sentence_of(report.run) + "\n" + base_sentence(report.run) + "\n";
  if (report.level != Level::commune) return text + "\n" + group_table(report);
  const bool nothing_to_list = report.rows == CtgRows::answer ||
                               (report.rows == CtgRows::missing && report.run.ctg->answer.missing.empty());
  return nothing_to_list ? text : text + "\n" + commune_table(report);
}

std::string ctg_curve_text(const Run& run, Day from, const std::string& format) {
  const bool french = run.study.lang == Lang::fr;
  const auto points = ctg_curve(run.ctg->field, run.ctg->reg, run.study.ctg->question, from, run.study.at);
  if (format == "json") return ctg_curve_json(points).dump(1) + "\n";
  if (format == "csv") {
    std::string text =
        "day,inhabitants_rate,inhabitants_rate_low,inhabitants_rate_high,communes_covered,communes_unknown,"
        "epci_covered,epci_counted\n";
    for (const CtgPoint& point : points)
      text +=
          fmt::format("{},{},{},{},{},{},{},{}\n", to_iso(point.day),
                      plain_number(tidy(point.tally.inhabitants_rate.value)),
                      plain_number(tidy_down(point.tally.inhabitants_rate.bounds.lower)),
                      plain_number(tidy_up(point.tally.inhabitants_rate.bounds.upper)), point.tally.covered,
                      point.tally.unknown, point.epci_tally.covered, point.epci_tally.counted);
    return text;
  }
  TextTable table(french ? std::vector<std::string>{"depuis le", "habitants", "communes", "EPCI"}
                         : std::vector<std::string>{"since", "inhabitants", "communes", "EPCI"});
  for (std::size_t column = 1; column < 4; ++column) table.align_right(column);
  for (const CtgPoint& point : points)
    table.add({french ? to_french(point.day) : to_iso(point.day),
               share_text(point.tally.inhabitants_rate, run.study.lang),
               fmt::format("{} / {}", point.tally.covered, point.tally.communes),
               fmt::format("{} / {}", point.epci_tally.covered, point.epci_tally.counted)});
  return table.text();
}

std::string ctg_flow_text(const Run& run, Day since, const std::string& format, Diagnostics& diagnostics) {
  const CtgFlow flow =
      ctg_flow(run.ctg->field, run.ctg->reg, run.study.ctg->question, since, run.study.at, diagnostics);
  if (format == "json") return ctg_flow_json(run, flow).dump(1) + "\n";
  const Lang lang = run.study.lang;
  const auto points = [&](const Cell& cell) {
    if (!cell.bounds.exact())
      return say(lang, "between {} and {} points", figure_text(rounded_down(cell.bounds.lower, 1), 1, lang),
                 figure_text(rounded_up(cell.bounds.upper, 1), 1, lang));
    return lang == Lang::fr
               ? fmt::format("{}{} points", cell.value > 0 ? "+" : "", french_number(cell.value, 1))
               : fmt::format("{:+.1f} points", cell.value);
  };
  TextTable table({"", day_text(since, lang), day_text(run.study.at, lang), say(lang, "change"),
                   say(lang, "entries"), say(lang, "exits"), say(lang, "unclear")});
  for (std::size_t column = 1; column < 7; ++column) table.align_right(column);
  table.add({say(lang, "inhabitants"), share_text(flow.tally_before.inhabitants_rate, run.study.lang),
             share_text(flow.tally_after.inhabitants_rate, run.study.lang), points(flow.inhabitants_change),
             "", "", ""});
  table.add({"communes", fmt::format("{}", flow.tally_before.covered),
             fmt::format("{}", flow.tally_after.covered), points(flow.communes_change),
             fmt::format("{}", flow.entries.size()), fmt::format("{}", flow.exits.size()),
             fmt::format("{}", flow.unclear.size())});
  table.add({"EPCI", fmt::format("{}", flow.epci_before.covered), fmt::format("{}", flow.epci_after.covered),
             points(flow.epci_change), fmt::format("{}", flow.epci_entries.size()),
             fmt::format("{}", flow.epci_exits.size()), ""});
  return table.text() + agreements_text(flow, run.study.lang) + "\n";
}

}  // namespace maillage
