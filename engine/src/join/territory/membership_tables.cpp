#include "join/territory/membership_tables.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "formats/recognise/code_forms.hpp"
#include "join/territory/epci_codes.hpp"
#include "join/territory/reference_list.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/edition.hpp"

namespace maillage {
namespace {

// A table declared in the study is one of memberships when it has no figures.
bool is_carried_along(const Input& input) {
  const auto has_role = [&](std::string_view role) { return input.recognition.find(role) != nullptr; };
  const bool declared =
      input.recognition.declared != nullptr && !has_role("measure") && !has_role("category");
  return input.layout().kind != SourceKind::membership && !declared;
}

// The département of the seat of the group that a row names; empty: not given.
std::vector<std::string> seats_of(const Input& input, Diagnostics& diagnostics) {
  const BoundColumn* column = input.recognition.find("seat");
  return column == nullptr
             ? std::vector<std::string>(input.keys.codes.size())
             : codes_of(input.source.table, *column, input.layout(), input.keys.rows, diagnostics);
}

MembershipTable read_memberships(const Input& input, const Level& level, const ParentCodes& groups,
                                 Diagnostics& diagnostics) {
  MembershipTable table{.input = &input,
                        .carried_along = is_carried_along(input),
                        .stated = input.recognition.vintage,
                        .day = {},
                        .rows = {},
                        .unread = {},
                        .column = input.source.table.columns[groups.column],
                        .names = {},
                        .other_names = {},
                        .seats = {},
                        .stated_members = {}};
  const std::vector<std::string>& codes = groups.codes;
  const ParentCodes* departements = input.parents_at(Level::departement);
  for (const ParentCodes* read : {&groups, departements})
    if (read != nullptr) std::ranges::copy(read->found.items, std::back_inserter(diagnostics.items));
  const std::vector<std::string> seats = seats_of(input, diagnostics);
  const BoundColumn* count = input.recognition.find("member_count");
  const Layout& layout = input.layout();
  const bool of_siren = level == Level::epci || level == Level::ept;
  const bool blank_says_none =
      layout.kind != SourceKind::membership && !layout.generic && input.recognition.declared == nullptr;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::string_view cell = trim(input.source.table.cell(input.keys.rows[i], groups.column));
    const bool in_none = codes[i].empty() && (blank_says_none || is_placeholder(layout, cell));
    if (of_siren && !in_none && epci_code_kind(codes[i]) != EpciCode::right) {
      table.unread.push_back(
          {input.keys.codes[i], std::string(cell), input.source.table.line_of(input.keys.rows[i])});
      continue;
    }
    const std::string own_name = input.keys.names.empty() ? std::string() : input.keys.names[i];
    table.rows.push_back({input.keys.codes[i], own_name, codes[i],
                          departements != nullptr ? departements->codes[i] : std::string()});
    if (codes[i].empty()) continue;
    if (groups.names)
      if (const auto text = trim(input.source.table.cell(input.keys.rows[i], *groups.names)); !text.empty())
        if (const auto [first, is_new] = table.names.try_emplace(codes[i], text);
            !is_new && first->second != text)
          table.other_names.push_back(
              {codes[i], std::string(text), input.source.table.line_of(input.keys.rows[i])});
    if (!seats[i].empty()) table.seats[codes[i]] = seats[i];
    if (count == nullptr) continue;
    const auto members = parse_number(trim(input.source.table.cell(input.keys.rows[i], count->column)));
    if (members && *members > 0) table.stated_members[codes[i]] = static_cast<std::size_t>(*members);
  }
  return table;
}

}  // namespace

bool is_about_communes(const Input& input) {
  return input.layout().level == Level::commune && input.layout().kind != SourceKind::agreements &&
         input.layout().kind != SourceKind::movements;
}

std::vector<MembershipTable> membership_tables(const std::vector<Input>& inputs, Level groups,
                                               const Geography& geography, Day asked,
                                               Diagnostics& diagnostics) {
  std::vector<MembershipTable> tables;
  for (const Input& input : inputs) {
    const ParentCodes* codes = is_about_communes(input) ? input.parents_at(groups) : nullptr;
    if (codes == nullptr) continue;
    tables.push_back(read_memberships(input, groups, *codes, diagnostics));
    tables.back().day = vintage_of(input, *geography.history, *geography.all).value_or(geography.day);
  }
  std::ranges::stable_sort(tables, [&](const MembershipTable& a, const MembershipTable& b) {
    if (a.carried_along != b.carried_along) return b.carried_along;
    if (a.stated != b.stated) return edition_precedes(a.stated, b.stated, asked);
    return a.rows.size() > b.rows.size();
  });
  return tables;
}

std::span<const MembershipTable> deciding(std::span<const MembershipTable> in_turn, Day asked) {
  if (in_turn.empty()) return in_turn;
  const MembershipTable& first = in_turn.front();
  const bool begun = edition_time(first.stated, asked) == EditionTime::begun;
  const auto decides = [&](const MembershipTable& table) {
    return table.carried_along == first.carried_along &&
           (table.stated == first.stated ||
            (begun && edition_time(table.stated, asked) == EditionTime::begun));
  };
  const auto end = std::ranges::find_if_not(in_turn, decides);
  return in_turn.first(static_cast<std::size_t>(end - in_turn.begin()));
}

std::map<std::string, LackingGroup> lacking_members(std::span<const MembershipTable> deciding) {
  std::map<std::string, std::size_t> stated;
  for (const MembershipTable& table : deciding)
    if (table.stated == deciding.front().stated)
      stated.insert(table.stated_members.begin(), table.stated_members.end());
  std::map<std::string, LackingGroup> lacking;
  if (stated.empty()) return lacking;
  std::map<std::string, std::set<std::string_view>> listed;
  for (const MembershipTable& table : deciding)
    if (table.stated == deciding.front().stated)
      for (const MemberRow& row : table.rows)
        if (!row.group.empty()) listed[row.group].insert(row.commune);
  for (const auto& [group, members] : stated)
    if (const std::size_t there = listed[group].size(); there < members)
      lacking.emplace(group, LackingGroup{there, members});
  return lacking;
}

std::map<std::string, std::string> group_names(std::span<const MembershipTable> in_turn) {
  std::map<std::string, std::string> names;
  for (const MembershipTable& table : in_turn) names.insert(table.names.begin(), table.names.end());
  return names;
}

}  // namespace maillage
