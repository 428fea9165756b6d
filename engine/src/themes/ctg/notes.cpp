#include <fmt/format.h>

#include <array>

#include "maillage/base/phrases.hpp"
#include "maillage/themes/ctg/words.hpp"

namespace maillage {
namespace {

std::string definition_note(CtgDefinition definition, Lang lang) {
  return definition == CtgDefinition::territory
             ? say(lang,
                   "Definition A: a commune is covered when its EPCI, or itself, is bound by an agreement in "
                   "force.")
             : say(lang,
                   "Definition B: a commune is covered when it is itself bound by an agreement in force, or "
                   "transfers to its EPCI, which is.");
}

std::string population_note(const CtgField& field, const CtgAnswer& answer, Lang lang) {
  std::string text = say(lang, "Inhabitants: {}", field.population_label);
  if (answer.tally.population_known < answer.tally.communes) {
    text += say(lang, ", known for {} of {} communes", number_text(answer.tally.population_known, lang),
                number_text(answer.tally.communes, lang));
  }
  return text + ".";
}

// "3 communes inconnues : registre incomplet ici (2), dates de la convention inconnues (1)".
std::string unknown_note(const CtgAnswer& answer, Lang lang) {
  std::array<std::size_t, ctg_reason_count> counts{};
  for (const CommuneIndex commune : answer.missing) {
    const CtgCommune& each = answer.communes[commune];
    if (each.status == CtgStatus::unknown) ++counts[static_cast<std::size_t>(each.reason)];
  }
  std::string list;
  for (std::size_t reason = 0; reason < counts.size(); ++reason) {
    if (counts[reason] == 0) continue;
    list +=
        fmt::format("{}{} ({})", list.empty() ? "" : ", ", reason_label(static_cast<CtgReason>(reason), lang),
                    number_text(counts[reason], lang));
  }
  if (list.empty()) return {};
  return say(lang, "Communes that nobody can tell: {}.", list);
}

}  // namespace

std::vector<std::string> ctg_notes(const CtgField& field, const CtgAnswer& answer, Lang lang) {
  std::vector<std::string> notes;
  notes.push_back(say(lang, "As of {}.", day_text(answer.question.at, lang)));
  notes.push_back(definition_note(answer.question.definition, lang));
  notes.push_back(say(lang, "EPCI counted: {} (policy \"{}\").", number_text(answer.epci_tally.counted, lang),
                      field.epci_policy));
  if (field.population != nullptr) notes.push_back(population_note(field, answer, lang));
  if (answer.question.tolerance_days > 0) {
    notes.push_back(
        say(lang, "Tolerated hole between two agreements: {} {0|day|days}.", answer.question.tolerance_days));
  }
  if (std::string unknown = unknown_note(answer, lang); !unknown.empty()) notes.push_back(std::move(unknown));
  return notes;
}

std::string across_text(const CtgLevel& level, Lang lang) {
  if (level.across == 0) return {};
  const std::string zones = level_word(level.from_communes.to()->level(), level.across, lang);
  return say(
      lang,
      "{} {} {0|reaches|reach} beyond the territory: only {0|its|their} communes inside it are counted.",
      level.across, zones);
}

}  // namespace maillage
