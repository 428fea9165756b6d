#include "run/party_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "join/territory/epci_codes.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/zoning/suggestions.hpp"

namespace maillage {
namespace {

constexpr std::size_t most_hints = 200;
constexpr std::size_t most_suggested = 3;

struct KnownName {
  std::string bare;
  std::string text;  // "17300 La Rochelle"
};

class Hints {
 public:
  explicit Hints(const Geography& geography) : geography_(geography) {
    take(*geography.wide);
    if (const Crosswalk* epci = crosswalk_to(geography, Level::epci)) take(*epci->to());
  }

  [[nodiscard]] Message of(const std::string& party, const std::string& name) const {
    if (looks_like_code(party, Level::epci)) return of_siren(party);
    Message hint;
    if (looks_like_code(party, Level::commune)) {
      hint = suggest(party, {*geography_.all, geography_.has_history ? geography_.history.get() : nullptr});
      return hint.empty() ? of_name(name) : hint;
    }
    if (party.size() > 6 && all_digits(party)) return of_siren(party);
    return of_name(party.empty() ? name : party);
  }

 private:
  void take(const Zoning& zoning) {
    for (const Zone& zone : zoning.zones())
      names_.push_back({bare_name(zone.name), fmt::format("{} {}", zone.code, zone.name)});
  }

  [[nodiscard]] Message of_siren(const std::string& siren) const {
    std::set<std::string> near;
    if (const Crosswalk* epci = crosswalk_to(geography_, Level::epci))
      for (const Zone& zone : epci->to()->zones())
        if (slips_between(siren, zone.code) == 1 || is_siret_of(siren, zone.code))
          near.insert(fmt::format("{} {}", zone.code, zone.name));
    if (near.empty())
      for (const Membership& entry : geography_.epci_history->entries())
        if (slips_between(siren, entry.group) == 1) near.insert(entry.group);
    if (!near.empty()) return did_you_mean({near.begin(), near.end()});
    return epci_code_fault(siren);
  }

  static bool is_siret_of(std::string_view code, std::string_view siren) {
    return epci_code_kind(code) == EpciCode::siret && code.starts_with(siren);
  }

  [[nodiscard]] Message of_name(std::string_view name) const {
    const std::string bare = bare_name(name);
    if (bare.empty() || all_digits(bare)) return {};
    std::size_t fewest = std::max<std::size_t>(1, bare.size() / 4) + 1;
    std::vector<std::string> near;
    for (const KnownName& known : names_) {
      const std::size_t longer = std::max(known.bare.size(), bare.size());
      const std::size_t shorter = std::min(known.bare.size(), bare.size());
      if (longer - shorter > fewest) continue;
      const std::size_t slips = slips_between(bare, known.bare);
      if (slips > fewest || (near.empty() && slips == fewest)) continue;
      if (slips < fewest) near.clear();
      fewest = slips;
      near.push_back(known.text);
    }
    return near.size() > most_suggested ? Message() : did_you_mean(near);
  }

  static Message did_you_mean(const std::vector<std::string>& near) {
    return near.empty() ? Message() : message("did you mean {}?", joined(near, " or "));
  }

  const Geography& geography_;
  std::vector<KnownName> names_;
};

// The name that a file gives beside the code of a party, by its row.
using Names = std::map<std::tuple<std::string, std::int64_t, std::string>, std::string>;

Names names_in(const Register& reg) {
  Names names;
  for (const Agreement& agreement : reg.agreements)
    for (const Party& party : agreement.parties)
      if (!party.name.empty())
        names.try_emplace({party.source.file, party.source.row, party.code}, party.name);
  return names;
}

bool is_about_a_party(const Diagnostic& item) {
  return item.severity == Severity::problem && !item.place.zone.empty() &&
         (item.code == "party-unresolved" || item.code == "party-code" || item.code == "member-without-code");
}

}  // namespace

void suggest_parties(const Geography& geography, const Register& reg, Diagnostics& diagnostics) {
  if (std::ranges::none_of(diagnostics.items, is_about_a_party)) return;
  const Hints hints(geography);
  const Names names = names_in(reg);
  std::size_t given = 0;
  for (Diagnostic& item : diagnostics.items) {
    if (!is_about_a_party(item) || item.advice.text.starts_with("did you mean") || ++given > most_hints)
      continue;
    const auto name = names.find({item.place.file, item.place.row, item.place.zone});
    const Message hint = hints.of(item.place.zone, name != names.end() ? name->second : "");
    if (!hint.empty())
      item.advice = hint.text.ends_with("?") ? message("{} {}", hint, item.advice)
                                             : message("{}; {}", hint, item.advice);
  }
}

}  // namespace maillage
