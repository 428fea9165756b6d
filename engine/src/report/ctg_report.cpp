#include "maillage/report/ctg_report.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <map>
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
#include "maillage/themes/ctg/expiry.hpp"
#include "maillage/themes/ctg/layers.hpp"
#include "maillage/themes/ctg/time.hpp"
#include "maillage/themes/ctg/words.hpp"
#include "report/ctg_words.hpp"
#include "report/text_table.hpp"
#include "run/base_sentence.hpp"
#include "run/missing_list.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

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
        entry[field.name] = number_json(value);
    }
    rows.push_back(std::move(entry));
  }
  return rows;
}

Json ctg_json(const Run& run, const Layer& rows, const std::string& sentence) {
  const CtgAnswer& answer = run.ctg->answer;
  const CtgField& field = run.ctg->field;
  const Level& level = rows.zoning->level();
  Json json{{"at", to_iso(answer.question.at)},
            {"definition", letter_of(answer.question)},
            {"epci_policy", field.epci_policy},
            {"population", field.population_label},
            {"geography", run.geography.edition},
            {"sentence", sentence},
            {"tally", tally_json(answer.tally)},
            {"epci", epci_json(answer.epci_tally)},
            {"rows", rows_json(rows)}};
  if (level != Level::commune) json["left_out"] = codes_json(left_out(field, level), *field.communes);
  return json;
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

std::string commune_table(const CtgReport& report) {
  const Run& run = report.run;
  const CtgField& field = run.ctg->field;
  const Lang lang = run.study.lang;
  std::vector<std::string> header{say(lang, "code"), say(lang, "commune"), "EPCI", say(lang, "inhabitants")};
  for (const Measure* count : field.counts) header.push_back(count_heading(*count, lang));
  header.push_back(say(lang, "status"));
  header.push_back(say(lang, "reason"));
  TextTable table(header);
  for (std::size_t column = 3; column < 4 + field.counts.size(); ++column) table.align_right(column);
  const std::vector<CommuneIndex> communes =
      report.rows == CtgRows::all ? zones_to<CommuneIndex>(field.communes->size()) : run.ctg->answer.missing;
  for (const CtgRow& row : ctg_rows(field, run.ctg->reg, run.ctg->answer, communes, lang)) {
    std::vector<std::string> cells{row.code, row.name, row.epci_name, population_text(row.population, lang)};
    for (const Cell& count : row.counts) cells.push_back(count_text(count, lang));
    cells.push_back(status_word(row.status, lang));
    cells.push_back(row.reason_text);
    table.add(std::move(cells));
  }
  return table.text();
}

// Communes that are not covered, and those of which it is unknown: the counts of the latter are bounds.
struct Missing {
  std::vector<CommuneIndex> surely, perhaps;
};

void add_missing(Missing& missing, const CtgAnswer& answer, CommuneIndex commune) {
  (answer.communes[commune].status == CtgStatus::unknown ? missing.perhaps : missing.surely)
      .push_back(commune);
}

// One line per EPCI with communes that lack an agreement, and the whole.
std::string missing_subtotals(const Run& run) {
  const CtgField& field = run.ctg->field;
  const Lang lang = run.study.lang;
  std::map<std::string, Missing> by_epci;  // by code; communes without EPCI under none
  std::map<std::string, std::string> names;
  Missing all;
  for (const CommuneIndex commune : run.ctg->answer.missing) {
    const EpciIndex epci = field.epci_of[commune];
    const bool in_one = number(epci) < field.epci->size();
    const std::string code = in_one ? field.epci->code(number(epci)) : std::string();
    names[code] = in_one            ? field.epci->name(number(epci))
                  : epci == no_epci ? say(lang, "in no EPCI")
                                    : say(lang, "EPCI unknown");
    add_missing(by_epci[code], run.ctg->answer, commune);
    add_missing(all, run.ctg->answer, commune);
  }
  std::vector<std::string> header{say(lang, "EPCI code"), "EPCI", say(lang, "not covered"),
                                  say(lang, "unknown"), say(lang, "inhabitants")};
  for (const Measure* count : field.counts) header.push_back(count_heading(*count, lang));
  TextTable table(header);
  for (std::size_t column = 2; column < header.size(); ++column) table.align_right(column);
  const auto add = [&](const std::string& code, const std::string& name, const Missing& missing) {
    std::vector<std::string> cells{code, name, number_text(missing.surely.size(), lang),
                                   number_text(missing.perhaps.size(), lang)};
    cells.push_back(count_text(ctg_sum(*field.population, missing.surely, missing.perhaps), lang));
    for (const Measure* count : field.counts)
      cells.push_back(count_text(ctg_sum(*count, missing.surely, missing.perhaps), lang));
    table.add(std::move(cells));
  };
  for (const auto& [code, missing] : by_epci) add(code, names[code], missing);
  if (by_epci.size() > 1) add("", say(lang, "in all"), all);
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
  if (const std::string left = left_out_text(field, level, run.study.lang); !left.empty())
    text += left + "\n";
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
  if (nothing_to_list) return text;
  const std::string rows = text + "\n" + commune_table(report);
  return report.rows == CtgRows::missing ? rows + "\n" + missing_subtotals(report.run) : rows;
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
  TextTable table({"", day_text(since, lang), day_text(run.study.at, lang), say(lang, "change"),
                   say(lang, "entries"), say(lang, "exits"), say(lang, "unclear")});
  for (std::size_t column = 1; column < 7; ++column) table.align_right(column);
  table.add({say(lang, "inhabitants"), share_text(flow.tally_before.inhabitants_rate, run.study.lang),
             share_text(flow.tally_after.inhabitants_rate, run.study.lang),
             points_text(flow.inhabitants_change, lang), "", "", ""});
  table.add({"communes", fmt::format("{}", flow.tally_before.covered),
             fmt::format("{}", flow.tally_after.covered), points_text(flow.communes_change, lang),
             fmt::format("{}", flow.entries.size()), fmt::format("{}", flow.exits.size()),
             fmt::format("{}", flow.unclear.size())});
  table.add({"EPCI", fmt::format("{}", flow.epci_before.covered), fmt::format("{}", flow.epci_after.covered),
             points_text(flow.epci_change, lang), fmt::format("{}", flow.epci_entries.size()),
             fmt::format("{}", flow.epci_exits.size()), ""});
  return table.text() + agreements_text(flow, run.study.lang) + "\n";
}

}  // namespace maillage
