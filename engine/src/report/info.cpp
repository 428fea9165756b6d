#include "maillage/report/info.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "maillage/base/counted.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/read/source.hpp"
#include "report/facts_text.hpp"
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

std::string one_text(const SourceFacts& facts) {
  std::string text = facts_summary(facts);
  const auto line = [&text](std::string_view what, const std::string& value) {
    text += fact_line(what, value);
  };
  for (const ColumnFact& column : facts.columns) {
    if (column.code.empty()) continue;
    line("figure",
         fmt::format(
             "{} = {}{}{}{}", column.name, column.code, column.unit.empty() ? "" : ", " + column.unit,
             column.year > 0 ? fmt::format(", {}", column.year) : "",
             column.rounding > 0 ? fmt::format(", rounded to {}", plain_number(column.rounding)) : ""));
  }
  line("not used", not_used(facts));
  for (const MarkerFact& marker : facts.markers)
    line("marker", fmt::format("{} = {}, {}", marker.text.empty() ? "(empty)" : "\"" + marker.text + "\"",
                               to_string(marker.meaning), counted(marker.cells, "cell")));
  for (const auto& [quirk, value] : facts.quirks)
    line("noticed", value.empty() ? quirk : quirk + ": " + value);
  line("also fits", join(facts.also, ", "));
  line("note", facts.note);
  for (const NearMiss& miss : facts.near_misses) line("near miss", miss.sentence);
  return text;
}

Json one_json(const SourceFacts& facts) {
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
            {"vintage_reason", facts.vintage_reason},
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
  json["put_right"] = facts.put_right;
  json["also"] = facts.also;
  json["near_misses"] = Json::array();
  for (const NearMiss& miss : facts.near_misses) json["near_misses"].push_back(miss.sentence);
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
        report.sources.push_back(describe(source, diagnostics));
      }
    } catch (const Error& error) {
      if (error.failure() == Failure::interrupted) throw;
      report.faults.push_back({file, error});
    }
  }
  if (report.sources.empty() && !report.faults.empty()) throw report.faults.front().error;
  return report;
}

std::string info_text(const InfoReport& report) {
  std::string text;
  for (const SourceFacts& facts : report.sources) text += (text.empty() ? "" : "\n") + one_text(facts);
  for (const UnreadFile& fault : report.faults)
    text += fmt::format("\n{}\n{}", fault.file,
                        fact_line("is", fmt::format("not readable: {}", fault.error.what())));
  return text;
}

std::string info_json(const InfoReport& report) {
  Json list = Json::array();
  for (const SourceFacts& facts : report.sources) list.push_back(one_json(facts));
  for (const UnreadFile& fault : report.faults)
    list.push_back({{"file", fault.file}, {"fault", fault.error.what()}});
  return list.dump(1) + "\n";
}

}  // namespace maillage
