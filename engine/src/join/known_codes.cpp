#include "join/known_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "formats/recognise/code_forms.hpp"
#include "join/membership_tables.hpp"
#include "join/territory.hpp"
#include "maillage/base/text.hpp"
#include "maillage/zoning/suggestions.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

constexpr std::size_t most_named = 3;
constexpr std::size_t departements_of_france = 96;

// Collectivities of outre-mer that tables of départements hold as well.
constexpr std::array<std::string_view, 8> collectivities{"975", "977", "978", "984",
                                                         "986", "987", "988", "989"};
constexpr std::array<std::string_view, 5> overseas_departements{"971", "972", "973", "974", "976"};

bool is_departement(std::string_view code) {
  if (code == "2A" || code == "2B") return true;
  if (code.size() == 3) return std::ranges::find(overseas_departements, code) != overseas_departements.end();
  return code.size() == 2 && all_digits(code) && code >= "01" && code <= "95" && code != "20";
}

bool is_region(std::string_view code) {
  return std::ranges::any_of(region_names(), [&](const auto& region) { return region.first == code; });
}

bool is_of_france(std::string_view code, Level level) {
  if (level == Level::region) return is_region(code);
  if (level != Level::departement) return false;
  return is_departement(code) || std::ranges::find(collectivities, code) != collectivities.end();
}

// "24" and the département of the seat begin the SIREN of the EPCI made before 2010.
std::string_view departement_in(std::string_view siren) {
  return siren.starts_with("24") && siren.size() == 9 ? siren.substr(2, 2) : std::string_view();
}

void add_zones(const Zoning& zoning, KnownCodes& known) {
  for (const Zone& zone : zoning.zones()) known.here.insert_or_assign(zone.code, zone.name);
}

}  // namespace

KnownCodes known_codes(Level level, const std::vector<Input>& inputs, const Geography& geography) {
  KnownCodes known;
  known.level = level;
  known.day = geography.epci_day;
  for (const std::uint32_t zone : geography.wide_of) known.of_study.insert(geography.departement_of[zone]);
  if (level == Level::epci && geography.epci.zoning != nullptr) add_zones(*geography.epci.zoning, known);
  if (level == Level::region && geography.regions.zoning != nullptr)
    add_zones(*geography.regions.zoning, known);
  const auto names = names_of(level, inputs);
  if (level == Level::departement)
    for (const std::uint32_t zone : geography.wide_of) {
      const std::string& code = geography.departement_of[zone];
      const auto name = names.find(code);
      known.here.try_emplace(code, name != names.end() ? name->second : code);
    }
  for (const Input& input : inputs) {
    const BoundColumn* const parents = is_about_communes(input) ? input.recognition.parent(level) : nullptr;
    const bool lists = input.layout().level == level && input.layout().kind != SourceKind::indicators;
    std::vector<std::string> codes;
    Diagnostics already_reported;
    if (parents != nullptr)
      codes = codes_of(input.source.table, *parents, input.layout(), input.keys.rows, already_reported);
    else if (lists)
      codes = input.keys.codes;
    for (std::size_t row = 0; row < codes.size(); ++row) {
      if (codes[row].empty()) continue;
      if (parents != nullptr) known.listed.emplace(departement_of(input.keys.codes[row]));
      if (known.here.contains(codes[row])) continue;
      const auto name = names.find(codes[row]);
      known.elsewhere.try_emplace(codes[row], name != names.end() ? name->second : "");
    }
  }
  if (level == Level::departement)
    for (const Zone& zone : geography.all->zones())
      if (const std::string code(departement_of(zone.code)); !known.here.contains(code))
        known.elsewhere.try_emplace(code, "");
  return known;
}

CodePlace place_of(std::string_view code, const KnownCodes& known, std::optional<Day> of_table) {
  if (known.here.contains(code)) return CodePlace::here;
  if (known.elsewhere.contains(code) || is_of_france(code, known.level)) return CodePlace::elsewhere;
  if (known.level != Level::epci || !has_siren_key(code) || !code.starts_with("2"))
    return CodePlace::unmatched;
  if (known.of_study.contains(departement_in(code))) return CodePlace::unmatched;
  const bool of_another_year = of_table && known.day && year_of(*of_table) != year_of(*known.day);
  const bool is_listed =
      known.listed.size() >= departements_of_france || known.listed.contains(departement_in(code));
  return is_listed && !of_another_year ? CodePlace::unmatched : CodePlace::unchecked;
}

std::string suggestion_for(const std::string& code, const KnownCodes& known) {
  std::vector<std::string> near;
  for (const auto* codes : {&known.here, &known.elsewhere})
    for (const auto& [other, name] : *codes)
      if (near.size() < most_named && slips_between(code, other) == 1)
        near.push_back(name.empty() || name == other ? other : fmt::format("{} {}", other, name));
  if (!near.empty()) return fmt::format("did you mean {}?", join(near, " or "));
  if (known.level != Level::epci) return fmt::format("no code of a {}", to_string(known.level));
  if (code.size() == 14 && all_digits(code)) return "a SIRET, not the SIREN of an EPCI";
  if (code.size() != 9 || !all_digits(code)) return "not the nine digits of a SIREN";
  return has_siren_key(code) ? "an EPCI of no table read: dissolved, merged or created since?"
                             : "its check digit does not fit, so a digit is mistyped";
}

}  // namespace maillage
