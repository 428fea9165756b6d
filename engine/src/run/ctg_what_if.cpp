#include "maillage/run/ctg_what_if.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::string_view option = "--what-if";

// The nearest code, else the zone that is called so.
std::optional<std::string> meant(const Zoning& zones, std::string_view word) {
  const std::string name = fold(word);
  for (const Zone& zone : zones.zones())
    if (!name.empty() && fold(zone.name).find(name) != std::string::npos)
      return fmt::format("{} {}", zone.code, zone.name);
  std::vector<std::string> codes;
  for (const Zone& zone : zones.zones()) codes.push_back(zone.code);
  const auto near = closest(word, codes);
  return near ? std::optional(fmt::format("{} {}", *near, zones.name(*zones.find(*near)))) : std::nullopt;
}

bool is_of_territory(const CtgField& field, std::size_t epci) {
  const EpciIndex zone = zone_at<EpciIndex>(epci);
  return std::ranges::find(field.counted_epci, zone) != field.counted_epci.end() ||
         std::ranges::find(field.epci_of, zone) != field.epci_of.end();
}

void report_covered(const Zoning& zones, std::size_t zone, const CtgSituation& situation, Diagnostics& news) {
  news.add({.severity = Severity::warning,
            .code = "what-if-covered",
            .place = {.file = std::string(option), .zone = zones.code(zone)},
            .found = situation.covered_until
                         ? message("{} {} is covered until {} already", zones.code(zone), zones.name(zone),
                                   *situation.covered_until)
                         : message("{} {} is covered already", zones.code(zone), zones.name(zone)),
            .expected = message("a zone that is not covered on the day asked"),
            .advice = message("its signature changes nothing on that day")});
}

// One row for "epci:200067106".
AgreementRow row_of(const CtgRun& ctg, std::string_view word, Day at, Diagnostics& news) {
  const std::size_t colon = word.find(':');
  const std::string kind(word.substr(0, colon));
  if (colon == std::string_view::npos || (kind != "epci" && kind != "commune"))
    throw Error(
        Failure::usage,
        message("{} {}: write a file of rows as in the register, or epci:SIREN, commune:CODE", option, word));
  const std::string code(trim(word.substr(colon + 1)));
  const bool of_epci = kind == "epci";
  const Zoning& zones = of_epci ? *ctg.field.epci : *ctg.field.communes;
  const auto zone = zones.find(code);
  if (!zone || (of_epci && !is_of_territory(ctg.field, *zone))) {
    const auto near = meant(zones, code);
    throw Error(Failure::usage, message("{} {}: no {} of the territory has this code{}", option, word,
                                        of_epci ? std::string("EPCI") : std::string("commune"),
                                        near ? message("; did you mean {}?", *near) : Message()));
  }
  if (of_epci) {
    const CtgEpci& answer = ctg.answer.epci[zone_at<EpciIndex>(*zone)];
    if (answer.status == EpciStatus::covered) report_covered(zones, *zone, answer, news);
  } else {
    const CtgCommune& answer = ctg.answer.communes[zone_at<CommuneIndex>(*zone)];
    if (answer.status == CtgStatus::covered) report_covered(zones, *zone, answer, news);
  }
  AgreementRow row;
  row.id = fmt::format("{}:{}", kind, code);
  row.party_code = code;
  row.party_type = of_epci ? "EPCI" : "COM";
  row.date_signature = row.date_effect = to_iso(at);
  row.date_end = to_iso(day_before(add_months(at, 48)));
  row.status = "signed";
  row.file = option;
  return row;
}

bool names_zones(const std::string& what) {
  return what.starts_with("epci:") || what.starts_with("commune:");
}

// What the run has reported is not news.
void keep_news(const Diagnostics& all, const Diagnostics& known, Diagnostics& news) {
  for (const Diagnostic& item : all.items) {
    const bool is_known = std::ranges::any_of(known.items, [&](const Diagnostic& other) {
      return other.code == item.code && other.place.file == item.place.file &&
             other.place.row == item.place.row && other.place.zone == item.place.zone &&
             other.found == item.found;
    });
    if (!is_known) news.add(item);
  }
}

}  // namespace

CtgWhatIf suppose(const Run& run, const std::string& what, Diagnostics& news) {
  Study study = run.study;
  if (names_zones(what)) {
    for (const std::string_view word : split(what, ','))
      study.ctg->supposed.push_back(row_of(*run.ctg, trim(word), study.at, news));
  } else {
    SourceSpec file;
    file.path = what;
    file.given = what;
    study.ctg->registers.push_back(std::move(file));
  }
  Diagnostics all;
  CtgWhatIf result;
  result.with = run_ctg(study, run.geography, run.counted, run.figures, all);
  keep_news(all, run.diagnostics, news);
  result.effect = ctg_effect(run.ctg->field, run.ctg->answer, result.with->answer);
  return result;
}

}  // namespace maillage
