#include "join/territory_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "join/territory.hpp"
#include "maillage/base/counted.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
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
                                               : members.epci.group_of(code));
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
std::string known_there(const TerritoryPart& part, const std::vector<Input>& inputs,
                        const Geography& geography, const Members& members) {
  const std::set<std::string> codes = known_codes(part.level, geography, members);
  if (codes.empty())
    return part.level == Level::epci ? "no source says which EPCI each commune belongs to"
                                     : fmt::format("no source says the {} of each commune", part.level.code);
  const auto names = known_names(part.level, inputs, geography);
  const std::vector<std::string> all(codes.begin(), codes.end());
  if (all.size() <= few) return "known there: " + join(with_names(all, names), ", ");
  std::vector<std::string> near;
  for (const std::string& code : all)
    if (near.size() < most_near && slips_between(part.code, code) == 1 &&
        (part.level != Level::commune || departement_of(code) == departement_of(part.code)))
      near.push_back(code);
  const std::string range =
      fmt::format("{} are known there, from {} to {}", all.size(), all.front(), all.back());
  return near.empty() ? range
                      : fmt::format("did you mean {}? {}", join(with_names(near, names), " or "), range);
}

std::string history_of(const TerritoryPart& part, const Geography& geography) {
  if (part.level != Level::commune) return {};
  return suggest(part.code, {*geography.all, geography.has_history ? geography.history.get() : nullptr});
}

}  // namespace

void require_territory(const Study& study, const std::vector<Input>& inputs, const Geography& geography,
                       const Members& members) {
  std::vector<std::string> failures;
  for (std::size_t i = 0; i < study.territory.size(); ++i) {
    const TerritoryPart& part = study.territory[i];
    if (members.communes_of_part[i] > 0) continue;
    const std::string told = history_of(part, geography);
    failures.push_back(fmt::format("{}: territory \"{}{}\" {} of the {} of {}; {}", part.place,
                                   part.level == Level::nation ? "france" : part.level.code,
                                   part.code.empty() ? std::string() : ":" + part.code,
                                   part.level == Level::commune ? "is none" : "holds none",
                                   counted(geography.all->size(), "commune"), geography.source,
                                   told.empty() ? known_there(part, inputs, geography, members) : told));
  }
  if (!failures.empty()) throw Error(Failure::usage, join(failures, "\n"));
}

}  // namespace maillage
