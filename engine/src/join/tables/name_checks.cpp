#include "join/tables/name_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "join/territory/members.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

// Whole words at the beginning or the end.
bool has_part(std::string_view name, std::string_view part) {
  if (part.size() >= name.size()) return false;
  return (name.starts_with(part) && name[part.size()] == ' ') ||
         (name.ends_with(part) && name[name.size() - part.size() - 1] == ' ');
}

// The zone's, a part of it, or no name at all.
bool is_name_of(const Zoning& zoning, std::size_t zone, std::string_view name) {
  const std::string& own = zoning.name(zone);
  if (own == name) return true;
  const std::string bare = bare_name(name), bare_own = bare_name(own);
  return bare.empty() || bare_own == bare || has_part(bare_own, bare) || has_part(bare, bare_own);
}

class KnownNames {
 public:
  // `history` may be null: then a name borne in another département only proves nothing, for it may be an old one.
  KnownNames(const Zoning& zoning, const CommuneHistory* history) : zoning_(zoning), history_(history) {
    for (std::size_t zone = 0; zone < zoning.size(); ++zone)
      if (zoning.name(zone) != zoning.code(zone)) zones_of_[bare_name(zoning.name(zone))].push_back(zone);
  }

  [[nodiscard]] bool knows(std::string_view name) const { return zones_of_.contains(bare_name(name)); }

  // "17140 is Dolus-d'Oléron; Le Château-d'Oléron is 17093"; empty when the name says nothing against the code.
  [[nodiscard]] Message contradiction(std::string_view code, std::string_view name) const {
    const auto own = zoning_.find(code);
    if (!own || is_name_of(zoning_, *own, name)) return {};
    const std::string bare = bare_name(name);
    const auto others = zones_of_.find(bare);
    if (others == zones_of_.end() || slips_between(bare_name(zoning_.name(*own)), bare) <= 2) return {};
    // Of homonyms the one of the same département is meant.
    const auto near = std::ranges::find_if(others->second, [&](std::size_t zone) {
      return departement_of(zoning_.code(zone)) == departement_of(code);
    });
    if (near == others->second.end() && history_ == nullptr && zoning_.level() == Level::commune) return {};
    if (history_ != nullptr && bore(code, bare)) return {};
    const std::size_t other = near != others->second.end() ? *near : others->second.front();
    return message("{} is {}; {} is {}", code, zoning_.name(*own), zoning_.name(other), zoning_.code(other));
  }

 private:
  // Was that the name of the code at the beginning of some year?
  [[nodiscard]] bool bore(std::string_view code, std::string_view bare) const {
    constexpr int first_year = 1943;  // the first code officiel géographique
    for (int year = first_year; year <= year_of(zoning_.at()); ++year)
      if (const CommuneState* state = history_->state(code, new_year(year));
          state != nullptr && bare_name(state->name) == bare)
        return true;
    return false;
  }

  const Zoning& zoning_;
  const CommuneHistory* history_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> zones_of_;
};

// Most tables have none: the names of the country are looked up for these alone.
std::vector<std::size_t> rows_named_otherwise(const Input& input, const Zoning& zoning) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < input.keys.codes.size(); ++i)
    if (const auto zone = zoning.find(input.keys.codes[i]);
        zone && !is_name_of(zoning, *zone, input.keys.names[i]))
      rows.push_back(i);
  return rows;
}

std::int64_t names_known(const Input& input, const KnownNames& known) {
  return std::ranges::count_if(input.keys.names,
                               [&](const std::string& name) { return !name.empty() && known.knows(name); });
}

Message name_of_the_code() {
  return message("the name of the code, or the code of the name");
}

void report_names(const Input& input, const Zoning& zoning, const CommuneHistory* history,
                  Diagnostics& diagnostics) {
  const BoundColumn* column = input.recognition.find("name");
  if (column == nullptr) return;
  const std::vector<std::size_t> rows = rows_named_otherwise(input, zoning);
  if (rows.empty()) return;
  const KnownNames known(zoning, history);
  Diagnostic finding{.severity = Severity::warning,
                     .code = "name-contradicts-code",
                     .place = {.file = input.name(), .layer = input.source.table.layer},
                     .count = 0};
  for (const std::size_t i : rows) {
    const Message contradiction = known.contradiction(input.keys.codes[i], input.keys.names[i]);
    if (contradiction.empty()) continue;
    finding.zones.push_back(input.keys.codes[i]);
    if (finding.count++ > 0) continue;
    finding.place.row = input.source.table.line_of(input.keys.rows[i]);
    finding.place.column = input.source.table.columns[column->column];
    finding.found = contradiction;
  }
  if (finding.count == 0) return;
  if (finding.count > 1)
    finding.found = message("{} of another code: {}, …",
                            counted(static_cast<std::size_t>(finding.count), "name"), finding.found);
  finding.expected = name_of_the_code();
  finding.advice = message("the code decides: check these rows");
  if (finding.count >= 3 && 2 * finding.count >= names_known(input, known)) {
    finding.severity = Severity::problem;
    finding.advice =
        message("was one of the two columns sorted alone? the codes decide until the file is corrected");
  }
  diagnostics.add(std::move(finding));
}

}  // namespace

void check_names(const Input& input, const Geography& geography, Diagnostics& diagnostics) {
  if (geography.all == nullptr || input.name() == geography.source) return;
  report_names(input, *geography.all, geography.has_history ? geography.history.get() : nullptr, diagnostics);
}

void check_names_above(const Input& input, const std::vector<Input>& inputs, const Geography& geography,
                       Diagnostics& diagnostics) {
  const Level& level = input.layout().level;
  std::vector<Zone> zones;
  for (const auto& [code, name] : names_of(level, inputs, &input)) zones.push_back({code, name});
  const Zoning known(level, geography.day, "", std::move(zones));
  report_names(input, known, nullptr, diagnostics);
}

void check_party_names(const Geography& geography, const Register& reg, Diagnostics& diagnostics) {
  const auto has_name = [](const Party& party) { return !party.name.empty(); };
  if (geography.all == nullptr || std::ranges::none_of(reg.agreements, [&](const Agreement& agreement) {
        return std::ranges::any_of(agreement.parties, has_name);
      }))
    return;
  const KnownNames communes(*geography.all, geography.has_history ? geography.history.get() : nullptr);
  const Zoning nothing(Level::epci, geography.day, "", {});
  const Crosswalk* to_epci = crosswalk_to(geography, Level::epci);
  const KnownNames epci(to_epci == nullptr ? nothing : *to_epci->to(), nullptr);
  std::set<std::tuple<std::string, std::int64_t, std::string>> seen;
  for (const Agreement& agreement : reg.agreements)
    for (const Party& party : agreement.parties) {
      if (party.name.empty()) continue;
      Message contradiction = communes.contradiction(party.code, party.name);
      if (contradiction.empty()) contradiction = epci.contradiction(party.code, party.name);
      if (contradiction.empty() || !seen.insert({party.source.file, party.source.row, party.code}).second)
        continue;
      diagnostics.add({.severity = Severity::warning,
                       .code = "name-contradicts-code",
                       .place = {.file = party.source.file, .row = party.source.row, .zone = party.code},
                       .found = contradiction,
                       .expected = name_of_the_code(),
                       .advice = message("the code decides: check which of the two is wrong")});
    }
}

}  // namespace maillage
