#include "join/affiliations.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace maillage {
namespace {

class Lookup {
 public:
  Lookup(const Geography& geography, const MembershipTable& table) : geography_(geography), table_(table) {
    for (const MemberRow& row : table.rows) rows_.emplace(row.commune, &row);
  }

  // The rows that speak of the commune; its own first, as it decides.
  [[nodiscard]] std::vector<const MemberRow*> rows_of(const std::string& commune) const {
    std::vector<const MemberRow*> rows;
    const auto take = [&](const std::string& code) {
      const auto [first, last] = rows_.equal_range(code);
      for (auto row = first; row != last; ++row) rows.push_back(row->second);
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
  std::multimap<std::string_view, const MemberRow*, std::less<>> rows_;
};

}  // namespace

Affiliations affiliations_of(const Geography& geography, std::span<const MembershipTable> deciding) {
  Affiliations found;
  std::set<std::string_view> placed_elsewhere;
  std::set<std::string_view> groups_of_the_day;
  for (const MembershipTable& table : deciding)
    if (table.told == deciding.front().told)
      for (const MemberRow& row : table.rows) groups_of_the_day.insert(row.group);
  std::set<std::string_view> unread_of_the_day;
  for (const MembershipTable& table : deciding)
    if (table.told == deciding.front().told)
      for (const UnreadMember& row : table.unread) unread_of_the_day.insert(row.commune);
  for (std::size_t index = 0; index < deciding.size(); ++index) {
    const MembershipTable& table = deciding[index];
    const Lookup lookup(geography, table);
    for (const Zone& zone : geography.all->zones()) {
      // What the table of the day meant to say, that of another day does not say for it.
      if (table.told != deciding.front().told && unread_of_the_day.contains(zone.code)) continue;
      const std::vector<const MemberRow*> rows = lookup.rows_of(zone.code);
      if (rows.empty()) continue;
      const std::string& group = rows.front()->group;
      // The table of the day lists the group without the commune: it has left, and is in none.
      if (table.told != deciding.front().told && !group.empty() && groups_of_the_day.contains(group)) {
        if (found.of.try_emplace(zone.code, Affiliation{"", 0}).second)
          found.departed.push_back({zone.code, index});
        continue;
      }
      const auto [place, is_new] = found.of.try_emplace(zone.code, Affiliation{group, index});
      if (!is_new) {
        const MembershipTable& before = deciding[place->second.table];
        if (before.told == table.told && place->second.group != group)
          found.contested.push_back({zone.code, index});
      } else if (std::ranges::any_of(rows, [&](const MemberRow* row) { return row->group != group; })) {
        found.torn.push_back({zone.code, index});
      }
    }
    // An earlier table may list communes that have gone since.
    if (table.told != deciding.front().told) continue;
    for (const MemberRow& row : table.rows)
      if (!lookup.is_of_reference(row) && placed_elsewhere.insert(row.commune).second)
        found.elsewhere.push_back(row);
  }
  for (const MembershipTable& table : deciding)
    for (const UnreadMember& row : table.unread)
      if (geography.all->find(row.commune) && !found.of.contains(row.commune))
        found.unread.insert(row.commune);
  return found;
}

}  // namespace maillage
