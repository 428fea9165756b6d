#include "join/territory/reference_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>

#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/registers.hpp"
#include "maillage/zoning/districts.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

int rank_of(const Input& input) {
  switch (input.layout().kind) {
    case SourceKind::zones:
      return 0;
    case SourceKind::membership:
      // Groups below the EPCI (EPT) are those of one métropole only.
      return input.recognition.parent(Level::ept) == nullptr ? 1 : 3;
    case SourceKind::boundaries:
      return 2;
    case SourceKind::indicators:
      return 3;
    default:
      return 4;
  }
}

bool lists_communes(const Input& input) {
  return input.layout().level == Level::commune && rank_of(input) <= 3 && !input.keys.codes.empty();
}

std::vector<Zone> zones_of(const Input& input, Diagnostics& diagnostics) {
  const Keys& keys = input.keys;
  std::vector<std::uint32_t> by_code(keys.codes.size());
  std::iota(by_code.begin(), by_code.end(), 0U);
  std::ranges::stable_sort(by_code, {}, [&](std::uint32_t row) { return std::string_view(keys.codes[row]); });
  std::vector<Zone> zones;
  std::vector<std::string> twice;
  for (const std::uint32_t row : by_code) {
    const std::string& code = keys.codes[row];
    if (city_of_district(code) != nullptr) continue;
    const bool again = !zones.empty() && zones.back().code == code;
    // Features of one commune are parts of it.
    if (again && input.source.geometry == Geometry::polygons &&
        (input.keys.names.empty() || fold(input.keys.names[row]) == fold(zones.back().name)))
      continue;
    if (again)
      twice.push_back(fmt::format("{} (row {})", code, input.source.table.line_of(keys.rows[row])));
    else
      zones.push_back({code, keys.names.empty() || keys.names[row].empty() ? code : keys.names[row]});
  }
  if (!twice.empty())
    diagnostics.add({.severity = Severity::problem,
                     .code = "duplicate-code",
                     .place = {.file = input.name()},
                     .found = message("{} whose code an earlier row has: {}{}", counted(twice.size(), "row"),
                                      twice.front(), twice.size() > 1 ? std::string(", …") : Message()),
                     .expected = message("each commune once"),
                     .advice = message("the first row stands, the others are left out: no row is multiplied"),
                     .count = static_cast<std::int64_t>(twice.size()),
                     .zones = twice});
  return zones;
}

}  // namespace

CommuneHistory history_from(const std::vector<Input>& inputs, Diagnostics& diagnostics) {
  std::vector<CommuneEvent> events;
  for (const Input& input : inputs) {
    if (input.layout().kind != SourceKind::movements) continue;
    std::vector<CommuneEvent> read = commune_events(input.source.table, input.recognition, diagnostics);
    events.insert(events.end(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
  }
  return {std::move(events), diagnostics};
}

namespace {

// A list that is complete tells its day by itself: since when no event has changed it.
std::optional<Day> day_of_codes(const Input& input, const CommuneHistory& history) {
  if (input.recognition.vintage || history.events().empty()) return input.recognition.vintage;
  const VintageGuess guess = detect_vintage(input.keys.codes, history, input.keys.codes);
  if (guess.days.empty()) return std::nullopt;
  const Period last = guess.last();
  return last.until == no_end ? last.from : day_before(last.until);
}

// A list may come in several files of one kind and one day, one a département. Files that do not tell their day
// are one list when they have no commune in common.
bool add_list(const Input& input, const Input& best, std::vector<Zone>& zones, Diagnostics& diagnostics) {
  if (input.layout().id != best.layout().id || input.recognition.vintage != best.recognition.vintage ||
      input.layout().id == described_layout)
    return false;
  std::map<std::string, std::string> names;
  for (const Zone& zone : zones) names.emplace(zone.code, zone.name);
  Diagnostics of_file;
  std::vector<Zone> others = zones_of(input, of_file);
  const auto is_there = [&](const Zone& zone) { return names.contains(zone.code); };
  if (!input.recognition.vintage && std::ranges::any_of(others, is_there)) return false;
  const auto contradicts = [&](const Zone& zone) {
    return is_there(zone) && fold(names.at(zone.code)) != fold(zone.name);
  };
  const auto apart = std::ranges::find_if(others, contradicts);
  if (apart != others.end())
    diagnostics.add({.severity = Severity::problem,
                     .code = "two-lists",
                     .place = {.file = input.name(), .zone = apart->code},
                     .found = message("{} is {} here and {} in {}", apart->code, apart->name,
                                      names.at(apart->code), best.name()),
                     .expected = message("one name where two lists of one day overlap"),
                     .advice = message("the other list stands")});
  std::erase_if(others, is_there);
  if (others.empty()) return false;
  zones.insert(zones.end(), others.begin(), others.end());
  std::ranges::sort(zones, {}, &Zone::code);
  return true;
}

}  // namespace

ReferenceList choose_reference(const Study& study, const std::vector<Input>& inputs,
                               const CommuneHistory& history, Diagnostics& diagnostics) {
  const Input* best = nullptr;
  const auto day_of = [](const Input& input) { return input.recognition.vintage.value_or(first_day); };
  const auto better = [&](const Input& a, const Input& b) {
    if (study.geography) {
      const bool a_fits = a.recognition.vintage == study.geography,
                 b_fits = b.recognition.vintage == study.geography;
      if (a_fits != b_fits) return a_fits;
    }
    if (rank_of(a) != rank_of(b)) return rank_of(a) < rank_of(b);
    if (day_of(a) != day_of(b)) return day_of(a) > day_of(b);
    return a.keys.codes.size() > b.keys.codes.size();
  };
  for (const Input& input : inputs)
    if (lists_communes(input) && (best == nullptr || better(input, *best))) best = &input;
  if (best == nullptr)
    throw Error(
        Failure::usage,
        message("no source lists the communes; add a COG list (communes.csv), an EPCI membership table "
                "or the boundaries of the communes to `sources`"));
  const std::optional<Day> own_day = day_of_codes(*best, history);
  if (study.geography && own_day && *own_day > *study.geography)
    throw Error(
        Failure::usage,
        message("geography = {} is asked, but the communes at hand are those of {} ({}); going back in time "
                "is not possible yet",
                *study.geography, *own_day, best->name()));
  const Day day = study.geography.value_or(own_day.value_or(study.at));
  std::string file = std::filesystem::path(best->name()).filename().string();
  std::vector<Zone> zones = zones_of(*best, diagnostics);
  for (const Input& input : inputs)
    if (&input != best && lists_communes(input) && add_list(input, *best, zones, diagnostics))
      file += " + " + std::filesystem::path(input.name()).filename().string();
  const std::optional<Day> stated = study.geography ? study.geography : own_day;
  const std::string edition = stated ? say(study.lang, "communes of {} ({})", day_text(day, study.lang), file)
                                     : fmt::format("communes ({})", file);
  return {best, day, stated, edition, make_zoning(Level::commune, day, edition, std::move(zones))};
}

std::optional<Day> vintage_of(const Input& input, const CommuneHistory& history, const Zoning& communes_now) {
  if (input.recognition.vintage) return input.recognition.vintage;
  if (history.events().empty() || input.layout().level != Level::commune) return std::nullopt;
  std::vector<std::string> now;
  for (const Zone& zone : communes_now.zones()) now.push_back(zone.code);
  std::vector<std::string> codes;
  for (const std::string& code : input.keys.codes) {
    const City* city = city_of_district(code);
    codes.emplace_back(city != nullptr ? std::string(city->code) : code);
  }
  const VintageGuess guess = detect_vintage(codes, history, now);
  if (guess.days.empty()) return std::nullopt;
  return std::min(day_before(guess.last().until), communes_now.at());
}

}  // namespace maillage
