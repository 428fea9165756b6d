#include "themes/ctg/parties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

#include "maillage/base/text.hpp"
#include "maillage/zoning/districts.hpp"
#include "maillage/zoning/land.hpp"
#include "maillage/zoning/suggestions.hpp"

namespace maillage {

Day membership_day(const MembershipRegister& memberships, Day asked) {
  const Period known = memberships.known();
  return known.empty() ? asked : std::clamp(asked, known.from, day_before(known.until));
}

namespace {

Day day_of(const CtgField& field) {
  return field.communes->at();
}

void add_bindings(const FieldIndex& index, const LandStretch& stretch, CtgReason doubt,
                  std::vector<LandBinding>& bindings) {
  const auto by_commune = [&](const std::vector<std::uint32_t>& parts) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> communes;
    for (const std::uint32_t part : parts)
      if (index.commune_of_part[part] != no_zone) communes[index.commune_of_part[part]].push_back(part);
    return communes;
  };
  for (auto& [commune, parts] : by_commune(stretch.kept)) {
    const bool whole = parts.size() == index.parts_of[commune];
    bindings.push_back({commune, stretch.period, true, whole, whole ? std::vector<std::uint32_t>() : parts,
                        CtgReason::commune_merged});
  }
  for (auto& [commune, parts] : by_commune(stretch.left))
    bindings.push_back({commune, stretch.period, false, true, {}, doubt});
}

// What became of the code on the way to the day of the field.
Message event_of(const CtgField& field, std::string_view code, Day from) {
  const Day last = std::min(from, day_of(field));
  const auto start = field.history->state(code, last) != nullptr
                         ? std::optional(last)
                         : nearest_day(*field.history, code, last + std::chrono::days{1});
  if (!start || *start > day_of(field)) return {};
  const auto heir = successor(*field.history, code, *start, day_of(field));
  return heir ? to_message(*heir) : Message();
}

bool is_known_outside(const CtgField& field, std::string_view code) {
  if (field.everywhere && field.everywhere->find(code)) return true;
  if (in_overseas_collectivity(code)) return true;
  if (field.memberships == nullptr) return false;
  const std::vector<Membership>& entries = field.memberships->entries();
  const auto entry = std::ranges::lower_bound(entries, code, std::less<>{}, &Membership::member);
  return entry != entries.end() && entry->member == code;
}

bool is_slip_of(std::string_view code, std::string_view known) {
  if (!all_digits(code) || !has_siren_key(known)) return false;
  if (code.size() == known.size())
    return std::inner_product(code.begin(), code.end(), known.begin(), 0, std::plus<>{},
                              std::not_equal_to<>{}) == 1;
  // The SIRET of its seat begins with it.
  if (code.size() == 14) return code.starts_with(known);
  // A digit lost, or one too many.
  const std::size_t longer = std::max(code.size(), known.size());
  return longer - std::min(code.size(), known.size()) == 1 && slips_between(code, known) == 1;
}

// "Ctg CC des Rives" and "CC des Rives" name one territory; blanks and dashes do not count.
std::string name_in(std::string_view label) {
  static const std::set<std::string_view> words{"ctg", "convention", "territoriale", "globale"};
  std::string name;
  const std::string bare = bare_name(label);
  for (const std::string_view word : split(bare, ' '))
    if (!words.contains(word)) name += fmt::format("{}{}", name.empty() ? "" : " ", word);
  name = bare_name(name);
  std::erase(name, ' ');
  return name;
}

std::vector<std::uint32_t> named(const Zoning& zoning, const std::set<std::string>& names) {
  std::vector<std::uint32_t> zones;
  for (std::uint32_t zone = 0; zone < zoning.size(); ++zone)
    if (names.contains(name_in(zoning.name(zone)))) zones.push_back(zone);
  return zones;
}

std::string text_of(const Zoning& zoning, std::uint32_t zone) {
  return fmt::format("{} {}", zoning.code(zone), zoning.name(zone));
}

// The day of the table that is in force on the day asked.
Day table_day(const MembershipRegister& memberships, Day asked) {
  const Day last = membership_day(memberships, asked);
  Day day = memberships.known().from;
  for (const Membership& entry : memberships.entries())
    if (entry.period.from <= last) day = std::max(day, entry.period.from);
  return day;
}

// The EPCI in which the memberships put each part, by the commune that holds it on their day.
std::map<std::string, std::vector<std::uint32_t>, std::less<>> epci_of_parts(
    const CtgField& field, const std::vector<std::uint32_t>& parts, Day day) {
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> epci;
  if (parts.size() < 2) return epci;
  for (const std::uint32_t part : parts) {
    const std::string_view owner = field.history->owner(part, day);
    const auto group = owner.empty() ? std::nullopt : field.memberships->group_of(owner, day);
    if (group) epci[std::string(*group)].push_back(part);
  }
  return epci;
}

}  // namespace

FieldIndex index_of(const CtgField& field, Day asked) {
  FieldIndex index{field, {}, {}, std::vector<std::size_t>(commune_count(field)), {}};
  const bool has_tables = field.memberships != nullptr && !field.memberships->entries().empty();
  const Day day_of_table = has_tables ? table_day(*field.memberships, asked) : asked;
  if (field.history != nullptr) index.commune_of_part.assign(field.history->part_count(), no_zone);
  for (std::uint32_t commune = 0; commune < commune_count(field); ++commune) {
    const std::string& code = commune_code(field, commune);
    index.communes.emplace(code, commune);
    if (field.history == nullptr) continue;
    // A list that states no day may hold codes of a day near its own.
    const auto day = nearest_day(*field.history, code, day_of(field) + std::chrono::days{1});
    if (!day) continue;
    const CommuneState* state = field.history->state(code, *day);
    index.parts_of[commune] = state->parts.size();
    for (const std::uint32_t part : state->parts) index.commune_of_part[part] = commune;
    if (!has_tables) continue;
    if (auto epci = epci_of_parts(field, state->parts, day_of_table); epci.size() > 1)
      index.in_several_epci.emplace(commune, std::move(epci));
  }
  return index;
}

CommuneParty locate_commune(const FieldIndex& index, std::string_view code, Day from) {
  CommuneParty found;
  const auto of_code = index.communes.find(code);
  const City* city = of_code == index.communes.end() ? city_of_district(code) : nullptr;
  if (city != nullptr) {
    const auto commune = index.communes.find(city->code);
    found.place = commune == index.communes.end() ? PartyPlace::elsewhere : PartyPlace::moved;
    found.event = message("a district of {} {}", city->code, city->name);
    if (commune != index.communes.end())
      found.bindings.push_back({commune->second, always, false, true, {}, CtgReason::commune_in_part});
    return found;
  }
  const CommuneHistory* history = index.field.history.get();
  if (history != nullptr && history->knows(code)) {
    const LandOfCode land = land_over_time(*history, code, from);
    for (const LandStretch& stretch : land.stretches)
      add_bindings(index, stretch,
                   land.naming == LandNaming::not_yet ? CtgReason::commune_merged : CtgReason::commune_split,
                   found.bindings);
    const bool here = std::ranges::any_of(found.bindings, [&](const LandBinding& binding) {
      return commune_code(index.field, binding.commune) == code;
    });
    found.place = here                     ? PartyPlace::here
                  : found.bindings.empty() ? PartyPlace::elsewhere
                                           : PartyPlace::moved;
    if (found.place == PartyPlace::moved) found.event = event_of(index.field, code, from);
    // A list of another day than the movements say: the code counts.
    if (!found.bindings.empty() || of_code == index.communes.end()) return found;
  }
  if (of_code != index.communes.end()) {
    found.place = PartyPlace::here;
    found.bindings.push_back({of_code->second});
  } else if (is_known_outside(index.field, code)) {
    found.place = PartyPlace::elsewhere;
  }
  return found;
}

std::optional<std::uint32_t> commune_named(const FieldIndex& index, std::string_view code) {
  if (const auto found = index.communes.find(code); found != index.communes.end()) return found->second;
  const CommuneParty located = locate_commune(index, code, day_of(index.field));
  return located.bindings.empty() ? std::nullopt : std::optional(located.bindings.front().commune);
}

PartySuggestions suggestions_for(const FieldIndex& index, const Agreement& agreement, const Party* party) {
  const CtgField& field = index.field;
  const std::string_view code = party == nullptr ? std::string_view() : std::string_view(party->code);
  // A code of the form of a commune beside the name of an EPCI may be either; a SIREN is no commune.
  const bool may_be_epci = party == nullptr || party->type != PartyType::commune;
  const bool may_be_commune =
      party != nullptr && party->type != PartyType::epci && to_lower_ascii(agreement.level) != "epci";
  std::set<std::string> names;  // of the party itself
  if (party != nullptr) names.insert(name_in(party->name));
  if (!all_digits(code)) names.insert(name_in(code));
  names.erase("");
  // The label of an agreement of an EPCI may name its chief town.
  std::set<std::string> with_label = names;
  with_label.insert(name_in(agreement.label));
  with_label.erase("");
  const bool of_commune =
      party != nullptr && (party->type == PartyType::commune || to_lower_ascii(agreement.level) == "commune");

  PartySuggestions by_name;
  by_name.epci = named(*field.epci, with_label);
  if (may_be_commune) by_name.communes = named(*field.communes, of_commune ? with_label : names);
  PartySuggestions by_code;
  std::set<std::string> elsewhere;
  if (may_be_epci) {
    for (std::uint32_t epci = 0; epci < field.epci->size(); ++epci)
      if (is_slip_of(code, field.epci->code(epci))) by_code.epci.push_back(epci);
    if (field.memberships != nullptr)
      for (const std::string_view group : field.memberships->groups())
        if (!field.epci->find(group) && is_slip_of(code, group)) elsewhere.emplace(group);
  }

  std::vector<std::uint32_t> both;
  std::ranges::set_intersection(by_code.epci, by_name.epci, std::back_inserter(both));
  PartySuggestions result;
  if (!both.empty()) {
    result.epci = std::move(both);
  } else {
    std::ranges::set_union(by_code.epci, by_name.epci, std::back_inserter(result.epci));
    result.communes = std::move(by_name.communes);
    result.texts.assign(elsewhere.begin(), elsewhere.end());
  }
  for (const std::uint32_t epci : result.epci) result.texts.push_back(text_of(*field.epci, epci));
  for (const std::uint32_t commune : result.communes)
    result.texts.push_back(text_of(*field.communes, commune));
  std::ranges::sort(result.texts);
  return result;
}

}  // namespace maillage
