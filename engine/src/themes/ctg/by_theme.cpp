#include "maillage/themes/ctg/by_theme.hpp"

#include <algorithm>
#include <set>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// What a list of words says of one theme.
Truth says(const std::vector<std::string>& words, const CtgTheme& theme, std::span<const CtgTheme> themes) {
  Truth truth = Truth::no;
  for (const std::string& word : words) {
    const CtgTheme* found = find_ctg_theme(themes, word);
    if (found == nullptr) truth = Truth::unknown;
    if (found != nullptr && found->code == theme.code) return Truth::yes;
  }
  return words.empty() ? Truth::unknown : truth;
}

std::vector<std::string> all_themes(const Agreement& agreement) {
  std::vector<std::string> words;
  for (const Party& party : agreement.parties)
    words.insert(words.end(), party.themes.begin(), party.themes.end());
  return words;
}

bool binds(const Party& party) {
  return party.role != Role::cosigner && party.type != PartyType::departement &&
         party.type != PartyType::syndicat && party.type != PartyType::other;
}

void report_word(const Party& party, const std::string& word, std::span<const CtgTheme> themes,
                 Diagnostics& diagnostics) {
  std::vector<std::string> known, labels;
  for (const CtgTheme& theme : themes) {
    labels.push_back(theme.label);
    known.push_back(fold(theme.label));
    for (const std::string& other : theme.words) known.push_back(fold(other));
  }
  const auto near = closest(fold(word), known);
  const CtgTheme* meant = near ? find_ctg_theme(themes, *near) : nullptr;
  const Message doubt = message("until then it is unknown what the party is bound for");
  diagnostics.add(
      {.severity = Severity::problem,
       .code = "theme-unknown",
       .place = {.file = party.source.file, .row = party.source.row, .column = "themes"},
       .found = message("\"{}\"", word),
       .expected = join(labels, ", "),
       .advice = meant != nullptr ? message("did you mean \"{}\"? {}", meant->label, doubt) : doubt});
}

}  // namespace

const CtgTheme* find_ctg_theme(std::span<const CtgTheme> themes, std::string_view word) {
  const std::string wanted = fold(word);
  for (const CtgTheme& theme : themes) {
    const bool called_so =
        fold(theme.code) == wanted || fold(theme.label) == wanted || fold(theme.label_en) == wanted ||
        std::ranges::any_of(theme.words, [&](const std::string& other) { return fold(other) == wanted; });
    if (called_so) return &theme;
  }
  return nullptr;
}

Register for_theme(const Register& reg, const CtgTheme& theme, std::span<const CtgTheme> themes) {
  Register result = reg;
  for (Agreement& agreement : result.agreements) {
    const Truth of_all = says(all_themes(agreement), theme, themes);
    for (Party& party : agreement.parties) {
      const Truth bound = party.themes.empty() ? of_all : says(party.themes, theme, themes);
      if (bound == Truth::no) party.joined = dated(never);
      if (bound == Truth::unknown) party.joined = undated(party.joined.possible);
    }
  }
  return result;
}

CtgAnswer with_theme_reasons(CtgAnswer of_theme, const CtgAnswer& of_all) {
  for (const CommuneIndex commune : of_theme.missing) {
    CtgCommune& answer = of_theme.communes[commune];
    const CtgCommune& all = of_all.communes[commune];
    if (all.status != CtgStatus::covered) continue;
    if (answer.status == CtgStatus::unknown && answer.reason == CtgReason::date_unknown)
      answer.reason = CtgReason::theme_unknown;
    if (answer.status != CtgStatus::not_covered) continue;
    answer.reason = CtgReason::other_theme;
    answer.agreement = all.agreement;
    answer.agreement_last = all.agreement_last;
    answer.end_presumed = all.end_presumed;
  }
  for (std::size_t zone = 0; zone < of_theme.epci.size(); ++zone) {
    CtgEpci& answer = of_theme.epci[zone_at<EpciIndex>(zone)];
    if (of_all.epci[zone_at<EpciIndex>(zone)].status != EpciStatus::covered) continue;
    if (answer.status == EpciStatus::unknown && answer.reason == CtgReason::date_unknown)
      answer.reason = CtgReason::theme_unknown;
    if (answer.status == EpciStatus::not_covered) answer.reason = CtgReason::other_theme;
  }
  return of_theme;
}

void check_themes(const Register& reg, std::span<const CtgTheme> themes, Diagnostics& diagnostics) {
  std::vector<std::string> silent;
  std::set<std::string> reported;
  for (const Agreement& agreement : reg.agreements) {
    if (all_themes(agreement).empty() && std::ranges::any_of(agreement.parties, binds))
      silent.push_back(agreement.id);
    for (const Party& party : agreement.parties)
      for (const std::string& word : party.themes)
        if (find_ctg_theme(themes, word) == nullptr && reported.insert(fold(word)).second)
          report_word(party, word, themes, diagnostics);
  }
  if (silent.empty()) return;
  constexpr std::size_t most_named = 5;
  const std::vector<std::string> named(
      silent.begin(), silent.begin() + static_cast<std::ptrdiff_t>(std::min(most_named, silent.size())));
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "theme-not-stated",
       .place = {.file = reg.agreements.front().source.file, .column = "themes"},
       .found = message("{} without themes: {}{}", counted(silent.size(), "agreement"), join(named, ", "),
                        silent.size() > most_named ? std::string(", …") : Message()),
       .expected = message("what each agreement is about, separated by commas"),
       .advice = message("what they cover is unknown, theme by theme"),
       .count = static_cast<std::int64_t>(silent.size()),
       .zones = silent});
}

}  // namespace maillage
