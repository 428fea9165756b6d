#include "join/territory/perimeters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>

#include "join/territory/epci_codes.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/edition.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

class Lookup {
 public:
  Lookup(const Geography& geography, const MembershipTable& table) : geography_(geography), table_(table) {
    for (const MemberRow& row : table.rows) rows_.push_back(&row);
    if (!std::ranges::is_sorted(rows_, {}, &MemberRow::commune))
      std::ranges::stable_sort(rows_, {}, &MemberRow::commune);
  }

  // The rows that speak of the commune; its own first, as it decides.
  [[nodiscard]] std::vector<const MemberRow*> rows_of(const std::string& commune) const {
    std::vector<const MemberRow*> rows;
    const auto take = [&](const std::string& code) {
      for (auto row = std::ranges::lower_bound(rows_, code, {}, &MemberRow::commune);
           row != rows_.end() && (*row)->commune == code; ++row)
        rows.push_back(*row);
    };
    take(commune);
    for (const std::string& holder : predecessors(*geography_.history, commune, table_.day, geography_.day))
      if (holder != commune) take(holder);
    return rows;
  }

  // Has a commune of the reference some of the land of this row?
  [[nodiscard]] bool is_of_reference(const MemberRow& row) const {
    const auto known = [&](const std::string& code) { return geography_.all->find(code).has_value(); };
    return known(row.commune) ||
           std::ranges::any_of(predecessors(*geography_.history, row.commune, geography_.day, table_.day),
                               known);
  }

 private:
  const Geography& geography_;
  const MembershipTable& table_;
  std::vector<const MemberRow*> rows_;  // by commune; those of one as the table has them
};

}  // namespace

Affiliations affiliations_of(const Geography& geography, std::span<const MembershipTable> deciding) {
  Affiliations found;
  found.of.resize(geography.all->size());
  std::unordered_set<std::string_view> placed_elsewhere;
  std::unordered_set<std::string_view> groups_of_the_day;
  for (const MembershipTable& table : deciding)
    if (table.stated == deciding.front().stated)
      for (const MemberRow& row : table.rows) groups_of_the_day.insert(row.group);
  std::unordered_set<std::string_view> unread_of_the_day;
  for (const MembershipTable& table : deciding)
    if (table.stated == deciding.front().stated)
      for (const UnreadMember& row : table.unread) unread_of_the_day.insert(row.commune);
  for (std::size_t index = 0; index < deciding.size(); ++index) {
    const MembershipTable& table = deciding[index];
    const Lookup lookup(geography, table);
    for (std::size_t place = 0; place < found.of.size(); ++place) {
      const Zone& zone = geography.all->zones()[place];
      std::optional<Affiliation>& decided = found.of[place];
      // What the table of the day meant to say, that of another day does not say for it.
      if (table.stated != deciding.front().stated && unread_of_the_day.contains(zone.code)) continue;
      const std::vector<const MemberRow*> rows = lookup.rows_of(zone.code);
      if (rows.empty()) continue;
      const std::string& group = rows.front()->group;
      // The table of the day lists the group without the commune: it has left, and is in none.
      if (table.stated != deciding.front().stated && !group.empty() && groups_of_the_day.contains(group)) {
        if (decided) continue;
        decided = Affiliation{"", 0};
        found.departed.push_back({zone.code, index});
        continue;
      }
      if (decided) {
        const MembershipTable& before = deciding[decided->table];
        if (before.stated == table.stated && decided->group != group)
          found.contested.push_back({zone.code, index});
        continue;
      }
      decided = Affiliation{group, index};
      if (std::ranges::any_of(rows, [&](const MemberRow* row) { return row->group != group; }))
        found.torn.push_back({zone.code, index});
    }
    // An earlier table may list communes that have gone since.
    if (table.stated != deciding.front().stated) continue;
    for (const MemberRow& row : table.rows)
      if (!lookup.is_of_reference(row) && placed_elsewhere.insert(row.commune).second)
        found.elsewhere.push_back(row);
  }
  for (const MembershipTable& table : deciding)
    for (const UnreadMember& row : table.unread)
      if (const auto place = geography.all->find(row.commune); place && !found.of[*place])
        found.unread.insert(row.commune);
  return found;
}

namespace {

Message day_words(const std::optional<Day>& day) {
  return day ? message("of {}", *day) : message("that do not tell their day");
}

// "EPCI_2020.csv (2020-01-01)"
Message described(const MembershipTable& table) {
  return message("{} ({})", table.input->name(),
                 table.stated ? Message(*table.stated) : message("day not told"));
}

std::size_t decided_by(std::size_t table, const Affiliations& affiliations, const Geography& geography) {
  return static_cast<std::size_t>(std::ranges::count_if(geography.wide->zones(), [&](const Zone& zone) {
    const auto place = geography.all->find(zone.code);
    return place && affiliations.of[*place] && affiliations.of[*place]->table == table;
  }));
}

std::vector<std::string> within_study(const std::vector<Disagreement>& all, std::size_t table,
                                      const Geography& geography) {
  std::vector<std::string> communes;
  for (const Disagreement& one : all)
    if (one.table == table && geography.wide->find(one.commune)) communes.push_back(one.commune);
  return communes;
}

void report_torn(const MembershipTable& table, const std::vector<std::string>& communes,
                 Diagnostics& diagnostics) {
  if (communes.empty()) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "two-epci",
                   .place = {.file = table.input->name()},
                   .found = message("{} of today with rows in two EPCI, for example {}",
                                    counted(communes.size(), "commune"), communes.front()),
                   .expected = message("one EPCI for a commune"),
                   .advice = message("the row of its own code stands, else the first"),
                   .count = static_cast<std::int64_t>(communes.size()),
                   .zones = communes});
}

// Two spellings of one name ("CC de l'Ile d'Oléron", "Communauté de communes de l'île d'Oléron"), or a name and a longer one.
bool is_one_name(std::string_view a, std::string_view b) {
  const std::string first = bare_name(a), second = bare_name(b);
  if (first == second || slips_between(first, second) <= 2) return true;
  const std::vector<std::string_view> words = split(first, ' '), others = split(second, ' ');
  const auto within = [](const auto& some, const auto& all) {
    return std::ranges::all_of(
        some, [&](std::string_view word) { return std::ranges::find(all, word) != all.end(); });
  };
  return within(words, others) || within(others, words);
}

// EPCI of the study of which rows are not there: what they have in all is more than what is counted.
void report_lacking(std::span<const MembershipTable> deciding, const Geography& geography,
                    Diagnostics& diagnostics) {
  // A row whose cell is no code is there, and has its own message.
  if (std::ranges::any_of(deciding, [](const MembershipTable& table) { return !table.unread.empty(); }))
    return;
  const Crosswalk* to_epci = crosswalk_to(geography, Level::epci);
  if (to_epci == nullptr) return;
  std::vector<std::string> zones;
  Message first;
  for (const auto& [group, lacking] : lacking_members(deciding)) {
    const auto zone = to_epci->to()->find(group);
    if (!zone) continue;
    if (zones.empty())
      first = message("{} for the {} of {} {}", counted(lacking.listed, "row"),
                      counted(lacking.stated, "commune"), group, to_epci->to()->name(*zone));
    zones.push_back(group);
  }
  if (zones.empty()) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "epci-members-missing",
                   .place = {.file = deciding.front().input->name(), .zone = zones.front()},
                   .found = zones.size() == 1
                                ? first
                                : message("{} EPCI without all their communes: {}, …", zones.size(), first),
                   .expected = message("a row for each of the communes that the table says an EPCI has"),
                   .advice = message("what these EPCI have in all is not known; give the whole table, not a "
                                     "selection of its rows"),
                   .count = static_cast<std::int64_t>(zones.size()),
                   .zones = zones});
}

struct TwoNames {
  OtherName here;
  std::string name;  // the first
  Message where;
  bool of_one_producer = true;
};

// SIREN of the study with the names of two EPCI, in this table or between it and one of the same day.
std::vector<TwoNames> two_names(const MembershipTable& table, std::span<const MembershipTable> before,
                                const Zoning& epci) {
  std::vector<TwoNames> found;
  std::set<std::string_view> seen;
  const auto add = [&](const OtherName& here, const std::string& name, const Message& where, bool one) {
    if (epci.find(here.group) && !is_one_name(here.name, name) && seen.insert(here.group).second)
      found.push_back({here, name, where, one});
  };
  for (const OtherName& here : table.other_names)
    add(here, table.names.at(here.group), message("in an earlier row"), true);
  for (const MembershipTable& earlier : before) {
    if (earlier.stated != table.stated) continue;
    const bool one = earlier.input->layout().id == table.input->layout().id;
    for (const auto& [group, name] : table.names)
      if (const auto own = earlier.names.find(group); own != earlier.names.end())
        add({group, name, 0}, own->second, message("in {}", earlier.input->name()), one);
  }
  return found;
}

// One of the two EPCI has the code of the other, and its communes are in the wrong one. Two producers may name an EPCI each
// in its way.
void report_two_names(const MembershipTable& table, std::span<const MembershipTable> before,
                      const Geography& geography, Diagnostics& diagnostics) {
  const Crosswalk* to_epci = crosswalk_to(geography, Level::epci);
  if (to_epci == nullptr) return;
  const std::vector<TwoNames> found = two_names(table, before, *to_epci->to());
  if (found.empty()) return;
  const auto& [here, name, where, one] = found.front();
  std::vector<std::string> zones;
  for (const TwoNames& epci : found) zones.push_back(epci.here.group);
  diagnostics.add(
      {.severity =
           std::ranges::any_of(found, &TwoNames::of_one_producer) ? Severity::problem : Severity::warning,
       .code = "epci-two-names",
       .place = {.file = table.input->name(), .row = here.line, .zone = here.group},
       .found = message("{} EPCI with two names, for example {}: \"{}\", and \"{}\" {}", found.size(),
                        here.group, here.name, name, where),
       .expected = message("one name for a SIREN"),
       .advice = message("they are one EPCI, as the code says: has one of the rows the code of another?"),
       .count = static_cast<std::int64_t>(found.size()),
       .zones = zones});
}

void report_names_only(const MembershipTable& table, const MembershipTable& first, Day asked,
                       Diagnostics& diagnostics) {
  const bool dated = table.stated.has_value();
  diagnostics.add(
      {.severity = dated ? Severity::note : Severity::warning,
       .code = "epci-names-only",
       .place = {.file = table.input->name()},
       .found = dated
                    ? message("memberships {}, later than the day asked ({})", day_words(table.stated), asked)
                    : message("memberships {}", day_words(table.stated)),
       .expected = dated ? Message() : message("their day: vintage = … in the study"),
       .advice = message("names only are taken from it: {} says who belongs to what", described(first))});
}

void report_same_day(const MembershipTable& table, const MembershipTable& first, std::size_t decided,
                     const std::vector<std::string>& contested, Diagnostics& diagnostics) {
  const Message why =
      table.rows.size() < first.rows.size() ? message("it lists more") : message("it comes first");
  const Message place_of_both =
      message("memberships {}, as those of {}", day_words(table.stated), first.input->name());
  if (!contested.empty())
    diagnostics.add({.severity = Severity::problem,
                     .code = "two-epci-tables",
                     .place = {.file = table.input->name()},
                     .found = message("{}, and {} in another EPCI there, for example {}", place_of_both,
                                      counted(contested.size(), "commune"), contested.front()),
                     .expected = message("one table for one day"),
                     .advice = message("{} stands: {}", first.input->name(), why),
                     .count = static_cast<std::int64_t>(contested.size()),
                     .zones = contested});
  else
    diagnostics.add({.severity = Severity::note,
                     .code = "two-epci-tables",
                     .place = {.file = table.input->name()},
                     .found = place_of_both,
                     .advice = decided == 0 ? message("{} stands: {}", first.input->name(), why)
                                            : message("it decides for {} that {} does not list",
                                                      counted(decided, "commune"), first.input->name())});
}

void report_incomplete(const MembershipTable& first, const MembershipTable& table, std::size_t decided,
                       Diagnostics& diagnostics) {
  if (decided == 0) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "epci-table-incomplete",
                   .place = {.file = first.input->name()},
                   .found = message("{} of the study that it does not list", counted(decided, "commune")),
                   .expected = message("every commune of the territory and of its EPCI"),
                   .advice = message("their EPCI is the one that {} gives", described(table)),
                   .count = static_cast<std::int64_t>(decided)});
}

void report_departed(const MembershipTable& first, const MembershipTable& table,
                     const std::vector<std::string>& communes, Diagnostics& diagnostics) {
  if (communes.empty()) return;
  diagnostics.add({.severity = Severity::note,
                   .code = "epci-departed",
                   .place = {.file = first.input->name()},
                   .found = message("{} that it does not list, of EPCI that it lists, for example {}",
                                    counted(communes.size(), "commune"), communes.front()),
                   .expected = message("every commune of an EPCI"),
                   .advice = message("they are in none; {} put them there", described(table)),
                   .count = static_cast<std::int64_t>(communes.size()),
                   .zones = communes});
}

// Communes that no table of the day lists, though one that does not hold on that day puts them in an EPCI.
void report_not_told(std::span<const MembershipTable> others, const MembershipTable& first,
                     const Affiliations& affiliations, const Geography& geography, Diagnostics& diagnostics) {
  const auto is_listed = [&](const std::string& commune) {
    return affiliations.of[*geography.all->find(commune)].has_value();
  };
  std::set<std::string> communes;
  for (const MembershipTable& table : others)
    for (const MemberRow& row : table.rows)
      if (!row.group.empty() && geography.communes->find(row.commune) && !is_listed(row.commune))
        communes.insert(row.commune);
  if (communes.empty()) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "epci-not-told",
                   .place = {.file = first.input->name()},
                   .found = message("{} of the territory that no table of the day asked lists, and that "
                                    "another puts in an EPCI, for example {}",
                                    counted(communes.size(), "commune"), *communes.begin()),
                   .expected = message("every commune of the territory"),
                   .advice = message("in which EPCI they are is unknown; add the memberships of that day"),
                   .count = static_cast<std::int64_t>(communes.size()),
                   .zones = {communes.begin(), communes.end()}});
}

// What the rows that are no code of an EPCI hold, a kind at a time.
void report_unread(const MembershipTable& table, const Affiliations& affiliations, const Geography& geography,
                   Diagnostics& diagnostics) {
  std::set<std::string_view> departements;
  for (const WideIndex zone : geography.wide_of) departements.insert(geography.departement_of[zone]);
  std::map<EpciCode, std::vector<const UnreadMember*>> kinds;
  for (const UnreadMember& row : table.unread)
    if (departements.contains(departement_of(row.commune))) kinds[epci_code_kind(row.text)].push_back(&row);
  for (const auto& [kind, rows] : kinds) {
    const UnreadMember& first = *rows.front();
    std::vector<std::string> communes;
    for (const UnreadMember* row : rows) communes.push_back(row->commune);
    const bool open = std::ranges::any_of(
        communes, [&](const std::string& commune) { return affiliations.unread.contains(commune); });
    const Message fault = epci_code_fault(first.text);
    Message near;
    if (const Crosswalk* to_epci = crosswalk_to(geography, Level::epci))
      for (const Zone& epci : to_epci->to()->zones())
        if (near.empty() && (slips_between(first.text, epci.code) == 1 || first.text.starts_with(epci.code)))
          near = message("; did you mean {} {}?", epci.code, epci.name);
    diagnostics.add(
        {.severity = kind == EpciCode::blank || !open ? Severity::warning : Severity::problem,
         .code = "no-epci-code",
         .place =
             {.file = table.input->name(), .row = first.line, .column = table.column, .zone = first.commune},
         .found =
             kind == EpciCode::blank
                 ? message("{} empty, for example that of {}", counted(rows.size(), "cell"), first.commune)
                 : message("{} like \"{}\" ({}{})", counted(rows.size(), "cell"), first.text, fault, near),
         .expected = message("the SIREN of an EPCI, nine digits; ZZZZZZZZZ for a commune in none"),
         .advice =
             open
                 ? message("in which EPCI these communes are is unknown, and so is what the EPCI have in all")
                 : message("another table says in which EPCI these communes are"),
         .count = static_cast<std::int64_t>(rows.size()),
         .zones = communes});
  }
}

void report_undated_first(const MembershipTable& first, Diagnostics& diagnostics) {
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "epci-day-not-told",
       .place = {.file = first.input->name()},
       .found = message("memberships that do not tell their day, beside others that are later than the "
                        "day asked"),
       .expected = message("their day: vintage = … in the study"),
       .advice = message("they are taken as those of the day asked")});
}

MembershipSnapshot snapshot_of(const MembershipTable& table, Day at) {
  MembershipSnapshot snapshot{at, table.input->name(), {}};
  for (const MemberRow& row : table.rows) snapshot.member_group.emplace_back(row.commune, row.group);
  return snapshot;
}

// What the other tables that decide say of the communes that the first does not list.
void complete(MembershipSnapshot& first, const MembershipTable& table, const Zoning& communes,
              const Affiliations& affiliations) {
  std::unordered_set<std::string_view> listed;
  for (const MemberRow& row : table.rows) listed.insert(row.commune);
  for (std::size_t place = 0; place < communes.size(); ++place)
    if (affiliations.of[place] && listed.insert(communes.code(place)).second)
      first.member_group.emplace_back(communes.code(place), affiliations.of[place]->group);
  for (const MemberRow& row : affiliations.elsewhere)
    if (listed.insert(row.commune).second) first.member_group.emplace_back(row.commune, row.group);
}

// The members of the groups that a later table is the first to name move to them; all others stay.
MembershipSnapshot with_new_groups(const MembershipSnapshot& before, const MembershipTable& table,
                                   const std::set<std::string>& known_groups) {
  MembershipSnapshot after{*table.stated, table.input->name(), {}};
  std::set<std::string, std::less<>> moved;
  for (const MemberRow& row : table.rows) {
    if (known_groups.contains(row.group)) continue;
    after.member_group.emplace_back(row.commune, row.group);
    moved.insert(row.commune);
  }
  for (const auto& member : before.member_group)
    if (!moved.contains(member.first)) after.member_group.push_back(member);
  return after;
}

}  // namespace

std::vector<MembershipSnapshot> snapshots_of(std::span<const MembershipTable> in_turn, const Zoning& communes,
                                             const Affiliations& affiliations, Day asked) {
  std::vector<MembershipSnapshot> snapshots;
  if (in_turn.empty()) return snapshots;
  const MembershipTable& first = in_turn.front();
  snapshots.push_back(snapshot_of(first, first.stated.value_or(asked)));
  complete(snapshots.front(), first, communes, affiliations);
  const Day day_of_first = snapshots.front().at;
  const auto is_taken = [&](Day day) {
    return std::ranges::find(snapshots, day, &MembershipSnapshot::at) != snapshots.end();
  };
  for (const MembershipTable& table : in_turn)
    if (table.stated && *table.stated < day_of_first && !is_taken(*table.stated))
      snapshots.push_back(snapshot_of(table, *table.stated));

  std::set<std::string> known_groups{""};
  for (const MembershipSnapshot& snapshot : snapshots)
    for (const auto& [commune, group] : snapshot.member_group) known_groups.insert(group);
  const MembershipSnapshot* latest = &snapshots.front();
  std::vector<MembershipSnapshot> later;
  later.reserve(in_turn.size());
  for (const MembershipTable& table : in_turn) {
    if (!table.stated || *table.stated <= latest->at || table.carried_along != first.carried_along) continue;
    later.push_back(with_new_groups(*latest, table, known_groups));
    for (const MemberRow& row : table.rows) known_groups.insert(row.group);
    latest = &later.back();
  }
  std::ranges::move(later, std::back_inserter(snapshots));
  return snapshots;
}

std::vector<PerimeterTable> perimeter_tables(std::span<const MembershipTable> in_turn,
                                             const Affiliations& affiliations, const Geography& geography) {
  std::vector<PerimeterTable> tables;
  for (std::size_t index = 0; index < in_turn.size(); ++index) {
    const MembershipTable& table = in_turn[index];
    const std::size_t decided = decided_by(index, affiliations, geography);
    if (decided == 0 && table.carried_along && index > 0) continue;
    tables.push_back({table.input->name(), table.stated, decided});
  }
  return tables;
}

void report_perimeters(std::span<const MembershipTable> in_turn, const Affiliations& affiliations,
                       const Geography& geography, Day asked, Diagnostics& diagnostics) {
  if (in_turn.empty()) return;
  const MembershipTable& first = in_turn.front();
  const std::size_t deciders = deciding(in_turn, asked).size();
  bool beside_later = false;
  for (std::size_t index = 0; index < in_turn.size(); ++index) {
    const MembershipTable& table = in_turn[index];
    if (index >= deciders) {
      if (table.carried_along) continue;
      report_names_only(table, first, asked, diagnostics);
      beside_later = beside_later || table.stated;
      continue;
    }
    report_unread(table, affiliations, geography, diagnostics);
    report_two_names(table, in_turn.first(index), geography, diagnostics);
    report_torn(table, within_study(affiliations.torn, index, geography), diagnostics);
    report_departed(first, table, within_study(affiliations.departed, index, geography), diagnostics);
    if (index == 0) continue;
    const std::size_t decided = decided_by(index, affiliations, geography);
    if (table.stated == first.stated)
      report_same_day(table, first, decided, within_study(affiliations.contested, index, geography),
                      diagnostics);
    else
      report_incomplete(first, table, decided, diagnostics);
  }
  report_lacking(in_turn.first(deciders), geography, diagnostics);
  if (!first.stated && beside_later) report_undated_first(first, diagnostics);
  report_not_told(in_turn.subspan(deciders), first, affiliations, geography, diagnostics);
}

std::vector<Message> perimeter_decisions(std::span<const PerimeterTable> tables, Day asked) {
  std::vector<Message> sentences;
  for (std::size_t index = 1; index < tables.size(); ++index) {
    const PerimeterTable& table = tables[index];
    const Message use = table.communes > 0 ? message("EPCI of {} that the first does not list",
                                                     counted(table.communes, "commune"))
                        : edition_time(table.day, asked) == EditionTime::later
                            ? message("names only: later than the day asked ({})", asked)
                        : table.day ? message("former perimeters")
                                    : message("names only: it does not tell its day");
    sentences.push_back(message("EPCI perimeters also in {} ({}): {}", table.source,
                                table.day ? Message(*table.day) : message("day not told"), use));
  }
  return sentences;
}

}  // namespace maillage
