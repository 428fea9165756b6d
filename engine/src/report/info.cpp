#include "maillage/report/info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/themes/theme.hpp"
#include "report/facts_text.hpp"
#include "report/text_table.hpp"
#include "study/missing_file.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

// Of a file that some layout explains: columns that no rule explains, and those known and set aside.
std::string not_used(const SourceFacts& facts) {
  std::vector<std::string> names;
  if (!facts.layout.empty())
    for (const ColumnFact& column : facts.columns)
      if (column.role.empty() || column.role == "ignored") names.push_back(column.name);
  return join(names, ", ");
}

// The themes whose layers show something of the file.
std::vector<std::string> themes_of(const SourceFacts& facts) {
  std::vector<std::string> names;
  if (!facts.kind) return names;
  const auto gives = [&](std::string_view need) {
    if (need == "ctg") return *facts.kind == SourceKind::agreements;
    if (need == "qpv") return *facts.level == Level::qpv;
    return std::ranges::any_of(facts.columns, [&](const ColumnFact& column) { return column.code == need; });
  };
  const bool says_where = *facts.kind == SourceKind::boundaries || *facts.kind == SourceKind::zones ||
                          *facts.kind == SourceKind::membership || *facts.kind == SourceKind::movements;
  const bool says_how_many = std::ranges::any_of(
      facts.columns, [](const ColumnFact& column) { return column.code == "population"; });
  if ((says_where || says_how_many) && *facts.level != Level::custom && *facts.level != Level::grid)
    names.emplace_back("territory");
  for (const Theme& theme : themes_with(indicators()))
    if (theme.name != "territory" && std::ranges::any_of(theme.needs, gives)) names.emplace_back(theme.name);
  return names;
}

std::string one_text(const SourceFacts& facts, Lang lang) {
  std::string text = facts_summary(facts, lang);
  const auto line = [&](const Message& what, const Message& value) { text += fact_line(what, value, lang); };
  line(message("theme"), join(themes_of(facts), ", "));
  if (!facts.other_levels.empty())
    line(message("also of"), message("{}: a study reads them with level = \"{}\"",
                                     join(facts.other_levels, ", "), facts.other_levels.front()));
  for (const ColumnFact& column : facts.columns) {
    if (column.code.empty()) continue;
    line(
        message("figure"),
        message("{} = {}{}{}{}", column.name, column.code,
                column.unit.empty() ? Message() : message(", {}", term(column.unit)),
                column.year > 0 ? message(", {}", column.year) : Message(),
                column.rounding > 0 ? message(", rounded to {}", plain_number(column.rounding)) : Message()));
  }
  line(message("not used"), not_used(facts));
  for (const MarkerFact& marker : facts.markers)
    line(message("marker"),
         message("{} = {}, {}", marker.text.empty() ? message("(empty)") : message("\"{}\"", marker.text),
                 term(to_string(marker.meaning)), counted(marker.cells, "cell")));
  for (const auto& [quirk, value] : facts.quirks)
    line(message("noticed"), value.empty() ? Message(quirk) : message("{}: {}", quirk, value));
  if (!facts.also.empty())
    line(message("also fits"),
         message("{}: a study says which it is, layout = \"{}\"", join(facts.also, ", "), facts.layout));
  line(message("note"), facts.note);
  for (const NearMiss& miss : facts.near_misses) line(message("near miss"), miss.sentence);
  for (std::size_t i = 0; i < facts.description.size(); ++i)
    line(i == 0 ? message("to describe") : Message(), facts.description[i]);
  return text;
}

// One line for each file or layer, readable or not.
std::string overview(const InfoReport& report, Lang lang) {
  TextTable table(
      {say(lang, "file"), say(lang, "rows"), say(lang, "vintage"), say(lang, "theme"), say(lang, "is")});
  table.align_right(1);
  for (const SourceFacts& facts : report.sources)
    table.add({facts.layer.empty() ? facts.file : say(lang, "{}, layer {}", facts.file, facts.layer),
               fmt::format("{}", facts.rows), facts.vintage ? text_of(*facts.vintage, lang) : "",
               join(themes_of(facts), ", "),
               facts.layout.empty() ? say(lang, "NOT RECOGNISED, see below")
                                    : fmt::format("{} [{}]", facts.title, facts.layout)});
  for (const UnreadFile& fault : report.faults)
    table.add({fault.file, "", "", "", say(lang, "NOT READABLE, see below")});
  return table.text() + "\n";
}

Json one_json(const SourceFacts& facts, Lang lang) {
  const auto day = [](const std::optional<Day>& value) {
    return value ? Json(to_iso(*value)) : Json(nullptr);
  };
  Json json{{"file", facts.file},
            {"layer", facts.layer},
            {"format", facts.format},
            {"layout", facts.layout},
            {"title", facts.title},
            {"producer", facts.producer},
            {"kind", facts.kind ? Json(to_string(*facts.kind)) : Json(nullptr)},
            {"level", facts.level ? Json(facts.level->code) : Json(nullptr)},
            {"vintage", day(facts.vintage)},
            {"vintage_reason", text_of(facts.vintage_reason, lang)},
            {"observed", day(facts.observed)},
            {"key", facts.key},
            {"rows", facts.rows},
            {"zones", facts.zones},
            {"filtered", facts.filtered},
            {"totals", facts.totals},
            {"unlocated", facts.unlocated},
            {"blank", facts.blank},
            {"years", facts.years},
            {"geometry", facts.geometry},
            {"shapes", facts.shapes},
            {"points", facts.points},
            {"epsg", facts.epsg}};
  json["columns"] = Json::array();
  for (const ColumnFact& column : facts.columns)
    json["columns"].push_back({{"name", column.name},
                               {"role", column.role},
                               {"code", column.code},
                               {"unit", column.unit},
                               {"year", column.year},
                               {"rounding", column.rounding}});
  json["markers"] = Json::array();
  for (const MarkerFact& marker : facts.markers)
    json["markers"].push_back(
        {{"text", marker.text}, {"meaning", to_string(marker.meaning)}, {"cells", marker.cells}});
  json["quirks"] = Json::object();
  for (const auto& [quirk, value] : facts.quirks) json["quirks"][quirk] = value;
  json["put_right"] = Json::array();
  for (const Message& repair : facts.put_right) json["put_right"].push_back(text_of(repair, lang));
  json["also"] = facts.also;
  json["other_levels"] = facts.other_levels;
  json["themes"] = themes_of(facts);
  json["near_misses"] = Json::array();
  for (const NearMiss& miss : facts.near_misses) json["near_misses"].push_back(text_of(miss.sentence, lang));
  json["description"] = facts.description;
  return json;
}

}  // namespace

InfoReport info_report(const std::vector<std::string>& files, const std::string& layer,
                       Diagnostics& diagnostics) {
  InfoReport report;
  for (const std::string& file : files) {
    try {
      require_file(file);
      std::vector<std::string> layers{layer};
      if (layer.empty()) layers = layers_of(file);
      for (const std::string& name : layers.size() > 1 ? layers : std::vector<std::string>{layer}) {
        Source source = read_source(file, {.layer = name}, diagnostics);
        source.table.file = file;
        const auto recognition = recognise(source.table);
        report.sources.push_back(describe(source, recognition, diagnostics));
      }
    } catch (const Error& error) {
      if (error.failure() == Failure::interrupted) throw;
      report.faults.push_back({file, error});
    }
  }
  if (report.sources.empty() && report.faults.size() == 1) throw report.faults.front().error;
  return report;
}

std::string info_text(const InfoReport& report, Lang lang) {
  std::string text;
  const bool several = report.sources.size() + report.faults.size() > 1;
  for (const SourceFacts& facts : report.sources) text += (text.empty() ? "" : "\n") + one_text(facts, lang);
  for (const UnreadFile& fault : report.faults)
    text += fmt::format("\n{}\n{}", fault.file,
                        fact_line(message("is"), message("not readable: {}", fault.error.message()), lang));
  return several ? overview(report, lang) + text : text;
}

std::string info_json(const InfoReport& report, Lang lang) {
  Json list = Json::array();
  for (const SourceFacts& facts : report.sources) list.push_back(one_json(facts, lang));
  for (const UnreadFile& fault : report.faults)
    list.push_back({{"file", fault.file}, {"fault", text_of(fault.error.message(), lang)}});
  return list.dump(1) + "\n";
}

}  // namespace maillage
