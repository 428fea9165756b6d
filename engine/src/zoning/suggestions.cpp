#include "maillage/zoning/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>
#include <vector>

#include "maillage/base/text.hpp"
#include "maillage/zoning/districts.hpp"
#include "maillage/zoning/vintage.hpp"

namespace maillage {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> collectivities{{
    {"975", "Saint-Pierre-et-Miquelon"},
    {"977", "Saint-Barthélemy"},
    {"978", "Saint-Martin"},
    {"984", "Terres australes et antarctiques françaises"},
    {"986", "Wallis-et-Futuna"},
    {"987", "Polynésie française"},
    {"988", "Nouvelle-Calédonie"},
    {"989", "Clipperton"},
}};

std::string_view collectivity_of(std::string_view code) {
  const auto* const place =
      std::ranges::find(collectivities, code.substr(0, 3), [](const auto& entry) { return entry.first; });
  return place != collectivities.end() ? place->second : std::string_view();
}

bool only(std::string_view text, char letter) {
  return !text.empty() && text.find_first_not_of(letter) == std::string_view::npos;
}

std::string describe(const Zoning& zoning, std::string_view code) {
  const auto zone = zoning.find(code);
  const std::string name = zone && !zoning.name(*zone).empty() ? " " + zoning.name(*zone) : "";
  return std::string(code) + name;
}

// The code as it may have been before a spreadsheet or a hand touched it.
std::string mended(std::string_view code, const Zoning& zoning) {
  std::string_view bare = code;
  if (bare.size() > 2 && bare.ends_with(".0")) bare.remove_suffix(2);
  std::string text;
  for (const char letter : bare) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isspace(byte) == 0) text += static_cast<char>(std::toupper(byte));
  }
  const std::size_t usual = zoning.size() == 0 ? text.size() : zoning.code(0).size();
  if (text.size() < usual && all_digits(text)) text.insert(0, usual - text.size(), '0');
  return text;
}

Message mending(std::string_view code, const Zoning& zoning) {
  const std::string text = mended(code, zoning);
  if (text == code || !zoning.find(text)) return {};
  if (text.size() > code.size() && text.ends_with(code))
    return message("lost its leading zero: {}", describe(zoning, text));
  return message("written otherwise: {}", describe(zoning, text));
}

Message placeholder(std::string_view code) {
  const std::string_view bare = trim(code);
  if (bare.empty()) return message("no code");
  if (bare.size() > 1 && (only(bare, 'X') || only(bare, 'x')))
    return message("placeholder of the source for what is not located");
  if (bare.size() > 1 && only(bare, 'Z'))
    return message("placeholder of the source for communes without EPCI");
  return {};
}

Message other_level(std::string_view code, Level wanted) {
  const bool digits = all_digits(code);
  if (code.size() == 8 && (code.starts_with("QP") || code.starts_with("QN")))
    return wanted == Level::qpv ? Message() : message("code of a QPV, not of this level");
  if (wanted == Level::commune) {
    if (digits && code.size() == 9)
      return code.starts_with("2") ? message("SIREN of an EPCI or another public body, not a commune code")
                                   : message("IRIS code: its commune is {}", code.substr(0, 5));
    if (digits && code.size() == 14) return message("SIRET, not a commune code");
    if (code.size() <= 3 && !code.empty())
      return message("too short for a commune: département or region code?");
  }
  if (wanted == Level::epci && (code.size() == 5 || code.size() == 4))
    return message("code of a commune, not the SIREN of an EPCI");
  return {};
}

Message outside_the_communes(std::string_view code) {
  if (const City* const city = city_of_district(code))
    return message("district (arrondissement municipal) of {} {}", city->code, city->name);
  if (code.size() != 5) return {};
  if (const auto name = collectivity_of(code); !name.empty())
    return message("collectivity of outre-mer: {}", name);
  if (code.starts_with("980")) return message("foreign country: Monaco");
  if (code.starts_with("99")) return message("foreign country");
  return {};
}

Message vintage_of(std::string_view code, const SuggestionContext& context) {
  if (context.history == nullptr || !context.history->knows(code)) return {};
  const CommuneHistory& history = *context.history;
  const Day at = context.zoning.at();
  const auto day = nearest_day(history, code, at + std::chrono::days{1});
  if (!day) return {};
  if (*day > at) {
    std::vector<std::string> before = predecessors(history, code, at, *day);
    for (std::string& commune : before) commune = describe(context.zoning, commune);
    if (before.empty()) return message("a commune since {} only", *day);
    return message("a commune since {} only, before that in {}", *day, join(before, ", "));
  }
  if (*day == at) return {};
  const auto heir = successor(history, code, *day, at);
  if (!heir) return message("no commune of the départements since {}", *day + std::chrono::days{1});
  return context.zoning.find(heir->code) ? to_message(*heir)
                                         : message("{}, which is not in this zoning", to_message(*heir));
}

bool has_form_of_commune(std::string_view code) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return code.size() == 5 && is_digit(code[0]) && (is_digit(code[1]) || code[1] == 'A' || code[1] == 'B') &&
         std::ranges::all_of(code.substr(2), is_digit);
}

Message other_territory(std::string_view code, const Zoning& communes) {
  if (!has_form_of_commune(code)) return {};
  const std::string_view departement = departement_of(code);
  const auto first = std::ranges::lower_bound(communes.zones(), departement, std::less<>{}, &Zone::code);
  const bool known = first != communes.zones().end() && departement_of(first->code) == departement;
  return known ? Message()
               : message("code of département {}, of which the zoning has no commune", departement);
}

}  // namespace

bool has_siren_key(std::string_view code) {
  if (code.size() != 9 || !all_digits(code)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const int digit = (code[i] - '0') * (i % 2 == 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 == 0;
}

bool in_overseas_collectivity(std::string_view code) {
  return code.size() == 5 && !collectivity_of(code).empty();
}

std::string bare_name(std::string_view name) {
  static const std::set<std::string_view> small{"d", "de", "des", "du",  "et",
                                                "l", "la", "le",  "les", "commune"};
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kinds{
      {{"communaute communes", "cc"}, {"communaute agglomeration", "ca"}, {"communaute urbaine", "cu"}}};
  std::string bare;
  const std::string folded = fold(name);
  for (const std::string_view word : split(folded, ' '))
    if (!small.contains(word)) bare += fmt::format("{}{}", bare.empty() ? "" : " ", word);
  for (const auto& [kind, initials] : kinds)
    if (bare.starts_with(kind)) bare.replace(0, kind.size(), initials);
  return bare;
}

namespace {

// Codes of Corsica began with 20 until 1976, and still do where the letter was lost.
Message of_corsica(std::string_view code, const Zoning& communes) {
  if (code.size() != 5 || !code.starts_with("20")) return {};
  for (const std::string_view departement : {"2A", "2B"})
    if (const std::string today = fmt::format("{}{}", departement, code.substr(2)); communes.find(today))
      return message("did you mean {}?", describe(communes, today));
  return message("no département 20 since 1976: 2A or 2B");
}

}  // namespace

Message suggest(std::string_view code, const SuggestionContext& context) {
  const Level level = context.zoning.level();
  Message answer = placeholder(code);
  if (answer.empty()) answer = mending(code, context.zoning);
  if (answer.empty()) answer = other_level(code, level);
  if (level == Level::commune) {
    if (answer.empty()) answer = outside_the_communes(code);
    if (answer.empty()) answer = vintage_of(code, context);
    if (answer.empty()) answer = of_corsica(code, context.zoning);
    if (answer.empty()) answer = other_territory(code, context.zoning);
    if (answer.empty() && !all_digits(code.substr(0, 1))) answer = message("not a commune code");
  }
  if (answer.empty() && level == Level::epci && code.size() == 9 && all_digits(code)) {
    answer = message("no EPCI of {}: dissolved, merged or created since, or of another territory",
                     context.zoning.edition());
  }
  return answer;
}

}  // namespace maillage
