#include "maillage/report/ctg_expiry_report.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "join/levels.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/formats/write/geojson_writer.hpp"
#include "maillage/geometry/project.hpp"
#include "report/calendar.hpp"
#include "report/ctg_words.hpp"
#include "report/text_table.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

// An agreement that ends, or an EPCI in which some do, on one day.
struct Line {
  Day last;
  std::optional<Day> latest;
  bool presumed = false;
  std::string code;   // of the EPCI
  std::string epci;   // its name
  std::string ids;    // of the agreements
  std::string label;  // of one agreement
  std::vector<std::string> parties;
  std::set<CommuneIndex> bound, uncovered, unclear;
};

std::string zone_name(const CtgField& field, const Party& party) {
  if (const auto epci = field.epci->find(party.code); epci && party.type == PartyType::epci)
    return field.epci->name(*epci);
  if (const auto commune = field.communes->find(party.code)) return field.communes->name(*commune);
  return party.name.empty() ? party.code : party.name;
}

std::vector<std::string> parties_of(const CtgField& field, const Agreement& agreement) {
  std::vector<std::string> names;
  for (const Party& party : agreement.parties)
    if (party.role != Role::cosigner) names.push_back(zone_name(field, party));
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

Line line_of(const CtgRun& ctg, const CtgExpiry& end) {
  const Agreement& agreement = ctg.reg.agreements[end.agreement];
  Line line{.last = end.last,
            .latest = end.latest,
            .presumed = end.presumed,
            .ids = agreement.id,
            .label = agreement.label,
            .parties = parties_of(ctg.field, agreement)};
  line.bound.insert(end.bound.begin(), end.bound.end());
  line.uncovered.insert(end.uncovered.begin(), end.uncovered.end());
  line.unclear.insert(end.unclear.begin(), end.unclear.end());
  return line;
}

// Communes in no EPCI, or in one that nothing says, have the lines without code.
void add_to_epci(std::map<std::pair<Day, std::string>, Line>& lines, const CtgRun& ctg, const CtgExpiry& end,
                 const std::vector<CommuneIndex>& communes, std::set<CommuneIndex> Line::*to) {
  for (const CommuneIndex commune : communes) {
    const std::uint32_t epci = number(ctg.field.epci_of[commune]);
    const bool in_one = epci < ctg.field.epci->size();
    Line& line = lines[{end.last, in_one ? ctg.field.epci->code(epci) : std::string()}];
    line.last = end.last;
    line.presumed = line.presumed || end.presumed;
    if (end.latest) line.latest = std::max(*end.latest, line.latest.value_or(*end.latest));
    if (in_one) line.code = ctg.field.epci->code(epci), line.epci = ctg.field.epci->name(epci);
    const std::string& id = ctg.reg.agreements[end.agreement].id;
    if (std::ranges::find(line.parties, id) == line.parties.end()) line.parties.push_back(id);
    (line.*to).insert(commune);
  }
}

std::vector<Line> lines_of(const CtgExpiryReport& report) {
  const CtgRun& ctg = *report.run.ctg;
  std::vector<Line> lines;
  if (report.rows == ExpiryRows::agreement) {
    for (const CtgExpiry& end : report.expiries.ends) lines.push_back(line_of(ctg, end));
    return lines;
  }
  std::map<std::pair<Day, std::string>, Line> by_epci;
  for (const CtgExpiry& end : report.expiries.ends) {
    add_to_epci(by_epci, ctg, end, end.bound, &Line::bound);
    add_to_epci(by_epci, ctg, end, end.uncovered, &Line::uncovered);
    add_to_epci(by_epci, ctg, end, end.unclear, &Line::unclear);
  }
  for (auto& [key, line] : by_epci) {
    line.ids = join(line.parties, ", ");
    line.parties.clear();
    if (line.epci.empty()) line.epci = say(report.run.study.lang, "in no EPCI");
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<const Measure*> counts_of(const CtgField& field) {
  std::vector<const Measure*> counts{field.population};
  counts.insert(counts.end(), field.counts.begin(), field.counts.end());
  return counts;
}

Cell sum_of(const Measure& count, const std::set<CommuneIndex>& surely,
            const std::set<CommuneIndex>& perhaps) {
  return ctg_sum(count, std::vector(surely.begin(), surely.end()),
                 std::vector(perhaps.begin(), perhaps.end()));
}

std::string people_text(const CtgField& field, std::span<const CommuneIndex> communes, Lang lang) {
  return count_text(ctg_sum(*field.population, communes, {}), lang);
}

// "Du 31/12/2023 au 31/12/2025, 3 conventions prennent fin ; 12 communes (34 000 habitants) ne sont alors …"
std::string sentence_of(const CtgExpiryReport& report) {
  const Lang lang = report.run.study.lang;
  const CtgExpiries& soon = report.expiries;
  const CtgField& field = report.run.ctg->field;
  const std::string from = day_text(soon.from, lang), to = day_text(soon.to, lang);
  std::set<std::uint32_t> agreements;
  for (const CtgExpiry& end : soon.ends) agreements.insert(end.agreement);
  if (agreements.empty()) return say(lang, "From {} to {}, no agreement of the territory ends.", from, to);
  std::string text =
      say(lang, "From {} to {}, {} {2|agreement ends|agreements end}", from, to, agreements.size());
  if (soon.uncovered.empty() && soon.unclear.empty())
    return text +
           say(lang, "; each of {0|its|their} communes is then covered by another.", agreements.size());
  if (!soon.uncovered.empty())
    text += say(lang, "; {} ({} inhabitants) {2|is|are} then covered by no other",
                counted(soon.uncovered.size(), "commune", lang), people_text(field, soon.uncovered, lang),
                soon.uncovered.size());
  if (!soon.unclear.empty())
    text += say(lang, "; of {} ({} inhabitants) it is then unknown",
                counted(soon.unclear.size(), "commune", lang), people_text(field, soon.unclear, lang));
  return text + ".";
}

std::string end_text(const Line& line, Lang lang) {
  const std::string last = day_text(line.last, lang);
  if (!line.latest) return line.presumed ? say(lang, "{} (presumed)", last) : last;
  const std::string latest = day_text(*line.latest, lang);
  return line.presumed ? say(lang, "{} (presumed, at the latest {})", last, latest)
                       : say(lang, "{} (at the latest {})", last, latest);
}

std::string fallen_text(const Line& line, Lang lang) {
  const auto least = line.uncovered.size();
  if (line.unclear.empty()) return number_text(least, lang);
  return say(lang, "{} to {}", number_text(least, lang), number_text(least + line.unclear.size(), lang));
}

std::string table_text(const CtgExpiryReport& report, const std::vector<Line>& lines) {
  const Lang lang = report.run.study.lang;
  const bool by_epci = report.rows == ExpiryRows::epci;
  std::vector<std::string> header{say(lang, "last day"), say(lang, "agreement")};
  header.push_back(by_epci ? "EPCI" : say(lang, "parties"));
  header.push_back(say(lang, "communes bound"));
  header.push_back(say(lang, "uncovered"));
  const std::vector<const Measure*> counts = counts_of(report.run.ctg->field);
  for (const Measure* count : counts) header.push_back(count_heading(*count, lang));
  TextTable table(header);
  for (std::size_t column = 3; column < header.size(); ++column) table.align_right(column);
  for (const Line& line : lines) {
    std::vector<std::string> cells{
        end_text(line, lang), line.ids,
        by_epci ? fmt::format("{} {}", line.code, line.epci) : listed(line.parties, 2, lang),
        number_text(line.bound.size(), lang), fallen_text(line, lang)};
    for (const Measure* count : counts)
      cells.push_back(count_text(sum_of(*count, line.uncovered, line.unclear), lang));
    table.add(std::move(cells));
  }
  return table.text();
}

FlatField text_field(std::string name, std::vector<std::string> values) {
  FlatField field;
  field.name = std::move(name);
  field.values = std::move(values);
  return field;
}

FlatField number_field(std::string name, std::vector<double> values) {
  FlatField field;
  field.name = std::move(name);
  field.type = FieldType::real;
  field.values = std::move(values);
  return field;
}

template <class Value>
std::vector<Value> column_of(const std::vector<Line>& lines, auto value_of) {
  std::vector<Value> values;
  for (const Line& line : lines) values.push_back(value_of(line));
  return values;
}

std::string csv_rows(const CtgExpiryReport& report, const std::vector<Line>& lines) {
  FlatTable table{.rows = lines.size()};
  const auto text = [&](std::string name, auto value_of) {
    table.fields.push_back(text_field(std::move(name), column_of<std::string>(lines, value_of)));
  };
  const auto number = [&](std::string name, auto value_of) {
    table.fields.push_back(number_field(std::move(name), column_of<double>(lines, value_of)));
  };
  text("last_day", [](const Line& line) { return to_iso(line.last); });
  text("end_basis", [](const Line& line) { return std::string(line.presumed ? "presumed" : "stated"); });
  text("latest_day", [](const Line& line) { return line.latest ? to_iso(*line.latest) : std::string(); });
  if (report.rows == ExpiryRows::epci) {
    text("epci", [](const Line& line) { return line.code; });
    text("epci_name", [](const Line& line) { return line.epci; });
    text("agreements", [](const Line& line) { return line.ids; });
  } else {
    text("agreement", [](const Line& line) { return line.ids; });
    text("label", [](const Line& line) { return line.label; });
    text("parties", [](const Line& line) { return join(line.parties, "; "); });
  }
  number("communes_bound", [](const Line& line) { return static_cast<double>(line.bound.size()); });
  number("communes_uncovered", [](const Line& line) { return static_cast<double>(line.uncovered.size()); });
  number("communes_unclear", [](const Line& line) { return static_cast<double>(line.unclear.size()); });
  for (const Measure* count : counts_of(report.run.ctg->field)) {
    const auto sum = [count](const Line& line) { return sum_of(*count, line.uncovered, line.unclear); };
    const std::string& code = count->info.code;
    number(code, [&](const Line& line) { return tidy(sum(line).value); });
    number(code + "_low", [&](const Line& line) { return tidy_down(sum(line).bounds.lower); });
    number(code + "_high", [&](const Line& line) { return tidy_up(sum(line).bounds.upper); });
  }
  return csv_text(table, CsvFlavour::gis);
}

std::string json_text(const CtgExpiryReport& report, const std::vector<Line>& lines) {
  const CtgField& field = report.run.ctg->field;
  const auto counts_json = [&](Json& entry, const auto& surely, const auto& perhaps) {
    for (const Measure* count : counts_of(field))
      entry[count->info.code] = cell_json(ctg_sum(*count, std::vector(surely.begin(), surely.end()),
                                                  std::vector(perhaps.begin(), perhaps.end())));
  };
  Json ends = Json::array();
  for (const Line& line : lines) {
    Json entry{{"last_day", to_iso(line.last)},
               {"end_basis", line.presumed ? "presumed" : "stated"},
               {"latest_day", line.latest ? Json(to_iso(*line.latest)) : Json(nullptr)}};
    if (report.rows == ExpiryRows::epci) {
      entry["epci"] = line.code;
      entry["epci_name"] = line.epci;
      entry["agreements"] = line.ids;
    } else {
      entry["agreement"] = line.ids;
      entry["label"] = line.label;
      entry["parties"] = line.parties;
    }
    entry["bound"] = codes_json(line.bound, *field.communes);
    entry["uncovered"] = codes_json(line.uncovered, *field.communes);
    entry["unclear"] = codes_json(line.unclear, *field.communes);
    counts_json(entry, line.uncovered, line.unclear);
    ends.push_back(std::move(entry));
  }
  Json json{{"from", to_iso(report.expiries.from)},
            {"to", to_iso(report.expiries.to)},
            {"definition", letter_of(report.run.ctg->answer.question)},
            {"population", field.population_label},
            {"sentence", sentence_of(report)},
            {"ends", std::move(ends)},
            {"uncovered", codes_json(report.expiries.uncovered, *field.communes)},
            {"unclear", codes_json(report.expiries.unclear, *field.communes)}};
  counts_json(json, report.expiries.uncovered, report.expiries.unclear);
  return json.dump(1) + "\n";
}

// Each commune once, with the first row that leaves it uncovered, else unknown.
std::string geojson_text(const CtgExpiryReport& report, Diagnostics& diagnostics) {
  const Run& run = report.run;
  const auto drawn = run.shapes.drawn.find(Level::commune);
  if (drawn == run.shapes.drawn.end())
    throw Error(Failure::usage, message("no source of the study has the shapes of the communes: geojson "
                                        "cannot be written; use csv or json"));
  struct Fall {
    const CtgExpiry* end;
    bool surely;
  };
  std::map<CommuneIndex, Fall> falls;
  for (const bool surely : {true, false})
    for (const CtgExpiry& end : report.expiries.ends)
      for (const CommuneIndex commune : surely ? end.uncovered : end.unclear)
        falls.try_emplace(commune, Fall{&end, surely});
  const CtgField& field = run.ctg->field;
  std::vector<Zone> zones;
  TextColumn agreement{{.code = "agreement", .label = say(run.study.lang, "Agreement")}, {}};
  TextColumn after{{.code = "after", .label = say(run.study.lang, "Coverage")}, {}};
  DayColumn last{{.code = "last_day", .label = say(run.study.lang, "last day")}, {}};
  std::vector<Measure> counts;
  for (const Measure* count : counts_of(field)) counts.emplace_back(count->info, Kind::count, falls.size());
  for (const auto& [commune, fall] : falls) {
    for (std::size_t i = 0; i < counts.size(); ++i)
      counts[i].set(zones.size(), counts_of(field)[i]->at(number(commune)));
    zones.push_back(field.communes->zones()[number(commune)]);
    agreement.values.push_back(run.ctg->reg.agreements[fall.end->agreement].id);
    after.values.emplace_back(to_string(fall.surely ? CtgStatus::not_covered : CtgStatus::unknown));
    last.values.emplace_back(fall.end->last);
  }
  const ZoningRef all = printed_zoning(run.geography, run.counted, Level::commune);
  std::vector<std::size_t> places;
  for (const Zone& zone : zones) places.push_back(*all->find(zone.code));
  Layer layer{.theme = "ctg_expiring",
              .zoning = make_zoning(Level::commune, run.study.at, "ctg", std::move(zones))};
  layer.columns.emplace_back(std::move(last));
  layer.columns.emplace_back(std::move(after));
  layer.columns.emplace_back(std::move(agreement));
  for (Measure& count : counts) layer.columns.emplace_back(std::move(count));
  const Shapes shapes = project(select(*drawn->second, places), wgs84);
  std::ostringstream out;
  write_geojson(out, layer, &shapes, {}, diagnostics);
  return out.str();
}

std::string ics_text(const CtgExpiryReport& report, const std::vector<Line>& lines) {
  const Lang lang = report.run.study.lang;
  std::vector<CalendarDay> days;
  for (const Line& line : lines) {
    const std::string what = report.rows == ExpiryRows::epci ? line.epci
                             : line.label.empty()            ? listed(line.parties, 2, lang)
                                                             : line.label;
    CalendarDay day{.id = fmt::format("{}-{}-{}", line.code, line.ids, to_iso(line.last)), .day = line.last};
    std::ranges::replace(day.id, ' ', '_');
    day.title = line.presumed ? say(lang, "Presumed end: {}", what) : say(lang, "End: {}", what);
    day.text = say(lang, "Agreement {}, last day {}.", line.ids, end_text(line, lang));
    for (const Measure* count : counts_of(report.run.ctg->field))
      day.text += fmt::format("\n{} ({}): {}", say(lang, "uncovered"), count_heading(*count, lang),
                              count_text(sum_of(*count, line.uncovered, line.unclear), lang));
    day.text += fmt::format("\n{} (communes): {}", say(lang, "uncovered"), fallen_text(line, lang));
    days.push_back(std::move(day));
  }
  return calendar_text(days, report.run.study.title, report.expiries.from);
}

}  // namespace

std::string ctg_expiry_text(const CtgExpiryReport& report, const std::string& format,
                            Diagnostics& diagnostics) {
  const std::vector<Line> lines = lines_of(report);
  if (format == "csv") return csv_rows(report, lines);
  if (format == "json") return json_text(report, lines);
  if (format == "ics") return ics_text(report, lines);
  if (format == "geojson") return geojson_text(report, diagnostics);
  const std::string sentence = sentence_of(report) + "\n";
  return lines.empty() ? sentence : sentence + "\n" + table_text(report, lines);
}

}  // namespace maillage
