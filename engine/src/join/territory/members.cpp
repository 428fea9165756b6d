#include "join/territory/members.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "join/territory/membership_tables.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

// Fills what is still empty: parent codes of the communes from every source that has such a column.
std::vector<std::string> parents_of(const Zoning& communes, const Level& level,
                                    const std::vector<Input>& inputs, Diagnostics& diagnostics) {
  std::vector<std::string> parents(communes.size());
  for (const Input& input : inputs) {
    const ParentCodes* of_input = is_about_communes(input) ? input.parents_at(level) : nullptr;
    if (of_input == nullptr) continue;
    std::ranges::copy(of_input->found.items, std::back_inserter(diagnostics.items));
    for (std::size_t i = 0; i < of_input->codes.size(); ++i)
      if (const auto zone = communes.find(input.keys.codes[i]); zone && parents[*zone].empty())
        parents[*zone] = of_input->codes[i];
  }
  return parents;
}

}  // namespace

std::string territory_words(const Study& study) {
  std::vector<std::string> words;
  for (const TerritoryPart& part : study.territory)
    words.push_back(part.level == Level::nation ? "France"
                                                : fmt::format("{} {}", part.level.code, part.code));
  return join(words, " + ");
}

namespace {

// Rows of communes whose département, or région, is not that of the others of their code.
void report_other_parent(const Input& input, const ParentCodes& parents, const Level& level,
                         const std::vector<std::size_t>& positions, std::string_view right,
                         Diagnostics& diagnostics) {
  if (positions.empty()) return;
  const std::size_t first = positions.front();
  std::vector<std::string> zones;
  for (const std::size_t position : positions) zones.push_back(input.keys.codes[position]);
  diagnostics.add({.severity = Severity::problem,
                   .code = "parent-contradicts-code",
                   .place = {.file = input.name(),
                             .row = input.source.table.line_of(input.keys.rows[first]),
                             .column = input.source.table.columns[parents.column],
                             .zone = zones.front()},
                   .found = message("{} with another {} than that of their code, for example {} in {}",
                                    counted(zones.size(), "commune"), term(level.code), zones.front(),
                                    parents.codes[first]),
                   .expected = Message(std::string(right)),
                   .advice = message("the code of the commune decides: check these rows"),
                   .count = static_cast<std::int64_t>(zones.size()),
                   .zones = zones});
}

// The Lyon métropole and its département share the codes of 69.
bool is_of(std::string_view departement, std::string_view commune) {
  return departement.empty() || departement.substr(0, 2) == "69" || departement == departement_of(commune);
}

}  // namespace

std::vector<std::string> departements_of(const Zoning& communes, const std::vector<Input>& inputs,
                                         Diagnostics& diagnostics) {
  std::vector<std::string> departements = parents_of(communes, Level::departement, inputs, diagnostics);
  for (std::size_t zone = 0; zone < communes.size(); ++zone)
    if (departements[zone].empty() || !is_of(departements[zone], communes.code(zone)))
      departements[zone] = departement_of(communes.code(zone));
  for (const Input& input : inputs) {
    const ParentCodes* parents = is_about_communes(input) ? input.parents_at(Level::departement) : nullptr;
    if (parents == nullptr) continue;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < parents->codes.size(); ++i)
      if (communes.find(input.keys.codes[i]) && !is_of(parents->codes[i], input.keys.codes[i]))
        others.push_back(i);
    const std::string_view right =
        others.empty() ? std::string_view() : departement_of(input.keys.codes[others.front()]);
    report_other_parent(input, *parents, Level::departement, others, right, diagnostics);
  }
  return departements;
}

std::map<std::string, std::string> regions_of_departements(const Zoning& communes,
                                                           const std::vector<std::string>& departements,
                                                           const std::vector<Input>& inputs,
                                                           Diagnostics& diagnostics) {
  std::map<std::string, std::string> regions;
  for (const Input& input : inputs) {
    if (input.layout().level != Level::departement) continue;
    const ParentCodes* of_input = input.parents_at(Level::region);
    if (of_input == nullptr) continue;
    std::ranges::copy(of_input->found.items, std::back_inserter(diagnostics.items));
    for (std::size_t i = 0; i < of_input->codes.size(); ++i)
      regions.try_emplace(input.keys.codes[i], of_input->codes[i]);
  }
  const std::vector<std::string> by_commune = parents_of(communes, Level::region, inputs, diagnostics);
  std::map<std::string, std::map<std::string, std::size_t>> votes;
  for (std::size_t zone = 0; zone < communes.size(); ++zone)
    if (!by_commune[zone].empty()) ++votes[departements[zone]][by_commune[zone]];
  for (const auto& [departement, of] : votes)
    regions.try_emplace(
        departement, std::ranges::max_element(of, {}, [](const auto& vote) { return vote.second; })->first);
  for (const Input& input : inputs) {
    const ParentCodes* parents = is_about_communes(input) ? input.parents_at(Level::region) : nullptr;
    if (parents == nullptr) continue;
    std::vector<std::size_t> others;
    std::string right;
    for (std::size_t i = 0; i < parents->codes.size(); ++i) {
      const auto zone = communes.find(input.keys.codes[i]);
      const auto region = zone ? regions.find(departements[*zone]) : regions.end();
      if (region == regions.end() || parents->codes[i].empty() || parents->codes[i] == region->second)
        continue;
      if (others.empty()) right = region->second;
      others.push_back(i);
    }
    // A table of another day may have the régions of before 2016 all over.
    if (2 * others.size() < parents->codes.size())
      report_other_parent(input, *parents, Level::region, others, right, diagnostics);
  }
  return regions;
}

std::map<std::string, std::string> names_of(const Level& level, const std::vector<Input>& inputs,
                                            const Input* but) {
  std::map<std::string, std::string> names;
  for (const Input& input : inputs) {
    if (&input == but) continue;
    if (input.layout().level == level)
      for (std::size_t i = 0; i < input.keys.codes.size(); ++i)
        if (!input.keys.names.empty() && !input.keys.names[i].empty())
          names.try_emplace(input.keys.codes[i], input.keys.names[i]);
    const ParentCodes* parents = input.parents_at(level);
    if (parents == nullptr || !parents->names) continue;
    for (std::size_t i = 0; i < parents->codes.size(); ++i) {
      const std::string_view text = trim(input.source.table.cell(input.keys.rows[i], *parents->names));
      if (!parents->codes[i].empty() && !text.empty()) names.try_emplace(parents->codes[i], text);
    }
  }
  return names;
}

namespace {

constexpr std::size_t few = 12;
constexpr std::size_t most_near = 5;

std::set<std::string> known_codes(const Level& level, const Geography& geography, const Members& members) {
  std::set<std::string> codes;
  for (std::size_t zone = 0; zone < geography.all->size(); ++zone) {
    const std::string& code = geography.all->code(zone);
    const std::string& departement = members.departements[zone];
    codes.insert(level == Level::commune       ? code
                 : level == Level::departement ? departement
                 : level == Level::region      ? members.region_of(departement)
                                               : std::string(members.epci.group_of(zone)));
  }
  codes.erase("");
  return codes;
}

std::map<std::string, std::string> known_names(const Level& level, const std::vector<Input>& inputs,
                                               const Geography& geography) {
  if (level != Level::commune) return names_of(level, inputs);
  std::map<std::string, std::string> names;
  for (const Zone& zone : geography.all->zones()) names.emplace(zone.code, zone.name);
  return names;
}

std::vector<std::string> with_names(const std::vector<std::string>& codes,
                                    const std::map<std::string, std::string>& names) {
  std::vector<std::string> texts;
  for (const std::string& code : codes) {
    const auto name = names.find(code);
    texts.push_back(name != names.end() && name->second != code ? fmt::format("{} {}", code, name->second)
                                                                : code);
  }
  return texts;
}

// "did you mean 09 Ariège, 19 Corrèze?"; all of them when they are few.
Message known_there(const TerritoryPart& part, const std::vector<Input>& inputs, const Geography& geography,
                    const Members& members) {
  const std::set<std::string> codes = known_codes(part.level, geography, members);
  if (codes.empty())
    return part.level == Level::epci
               ? message("no source says which EPCI each commune belongs to")
               : message("no source says the {} of each commune", term(part.level.code));
  const auto names = known_names(part.level, inputs, geography);
  const std::vector<std::string> all(codes.begin(), codes.end());
  if (all.size() <= few) return message("known there: {}", join(with_names(all, names), ", "));
  std::vector<std::string> near;
  for (const std::string& code : all)
    if (near.size() < most_near && slips_between(part.code, code) == 1 &&
        (part.level != Level::commune || departement_of(code) == departement_of(part.code)))
      near.push_back(code);
  const Message range = message("{} are known there, from {} to {}", all.size(), all.front(), all.back());
  return near.empty() ? range
                      : message("did you mean {}? {}", joined(with_names(near, names), " or "), range);
}

Message history_of(const TerritoryPart& part, const Geography& geography) {
  if (part.level != Level::commune) return {};
  return suggest(part.code, {*geography.all, geography.has_history ? geography.history.get() : nullptr});
}

bool is_inside(const TerritoryPart& part, const std::string& commune, const std::string& departement,
               std::string_view region, std::string_view epci) {
  if (part.level == Level::commune) return part.code == commune;
  if (part.level == Level::departement) return part.code == departement;
  if (part.level == Level::region) return part.code == region;
  if (part.level == Level::epci) return part.code == epci;
  return true;
}

}  // namespace

bool is_france(const Study& study) {
  return std::ranges::any_of(study.territory,
                             [](const TerritoryPart& part) { return part.level == Level::nation; });
}

Members members_of(const Study& study, const std::vector<Input>& inputs, const Geography& geography,
                   Affiliations epci, Diagnostics& diagnostics) {
  const Zoning& all = *geography.all;
  Members members;
  members.communes_of_part.resize(study.territory.size());
  members.departements = departements_of(all, inputs, diagnostics);
  members.regions = regions_of_departements(all, members.departements, inputs, diagnostics);
  members.epci = std::move(epci);
  for (std::size_t zone = 0; zone < all.size(); ++zone) {
    const std::string& departement = members.departements[zone];
    const std::string& code = all.code(zone);
    members.inside.push_back(0);
    for (std::size_t part = 0; part < study.territory.size(); ++part) {
      if (!is_inside(study.territory[part], code, departement, members.region_of(departement),
                     members.epci.group_of(zone)))
        continue;
      members.inside.back() = 1;
      ++members.communes_of_part[part];
    }
  }
  return members;
}

void require_territory(const Study& study, const std::vector<Input>& inputs, const Geography& geography,
                       const Members& members) {
  std::vector<Message> failures;
  for (std::size_t i = 0; i < study.territory.size(); ++i) {
    const TerritoryPart& part = study.territory[i];
    if (members.communes_of_part[i] > 0) continue;
    const Message history = history_of(part, geography);
    const std::string wanted =
        part.level == Level::nation ? "france" : fmt::format("{}:{}", part.level.code, part.code);
    const Message all = counted(geography.all->size(), "commune");
    const Message why = history.empty() ? known_there(part, inputs, geography, members) : history;
    failures.push_back(part.level == Level::commune
                           ? message("{}: territory \"{}\" is none of the {} of {}; {}", part.place, wanted,
                                     all, geography.source, why)
                           : message("{}: territory \"{}\" holds none of the {} of {}; {}", part.place,
                                     wanted, all, geography.source, why));
  }
  if (!failures.empty()) throw Error(Failure::usage, joined(std::move(failures), "\n"));
}

}  // namespace maillage
