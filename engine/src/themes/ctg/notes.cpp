#include <fmt/format.h>

#include <array>

#include "maillage/base/phrases.hpp"
#include "maillage/themes/ctg/words.hpp"

namespace maillage {
namespace {

std::string definition_note(CtgDefinition definition, Lang lang) {
  if (lang == Lang::en) {
    return definition == CtgDefinition::territory ? "Definition A: a commune is covered when its EPCI, or "
                                                    "itself, is bound by an agreement in force."
                                                  : "Definition B: a commune is covered when it is itself "
                                                    "bound by an agreement in force, or transfers "
                                                    "to its EPCI, which is.";
  }
  return definition == CtgDefinition::territory ? fmt::format(
                                                      "Définition A{}: une commune est couverte quand son "
                                                      "EPCI, ou elle-même, est engagé par une "
                                                      "convention en vigueur.",
                                                      thin_space)
                                                : fmt::format(
                                                      "Définition B{}: une commune est couverte quand elle "
                                                      "est elle-même engagée par une convention "
                                                      "en vigueur, ou transfère à son EPCI qui l'est.",
                                                      thin_space);
}

std::string policy_note(const CtgField& field, const CtgAnswer& answer, Lang lang) {
  const std::string counted_epci = number_text(answer.epci_tally.counted, lang);
  return lang == Lang::fr ? fmt::format("EPCI comptés{}: {} (règle «{}{}{}»).", thin_space, counted_epci,
                                        thin_space, field.epci_policy, thin_space)
                          : fmt::format("EPCI counted: {} (policy \"{}\").", counted_epci, field.epci_policy);
}

std::string population_note(const CtgField& field, const CtgAnswer& answer, Lang lang) {
  const bool french = lang == Lang::fr;
  std::string text = french ? fmt::format("Habitants{}: {}", thin_space, field.population_label)
                            : fmt::format("Inhabitants: {}", field.population_label);
  if (answer.tally.population_known < answer.tally.communes) {
    text += say(lang, ", connue pour {} des {} communes", ", known for {} of {} communes",
                number_text(answer.tally.population_known, lang), number_text(answer.tally.communes, lang));
  }
  return text + ".";
}

// "3 communes inconnues : registre incomplet ici (2), dates de la convention inconnues (1)".
std::string unknown_note(const CtgAnswer& answer, Lang lang) {
  std::array<std::size_t, ctg_reason_count> counts{};
  for (const std::uint32_t commune : answer.missing) {
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
  return lang == Lang::fr ? fmt::format("Communes dont on ne peut rien dire{}: {}.", thin_space, list)
                          : fmt::format("Communes that nobody can tell: {}.", list);
}

}  // namespace

std::vector<std::string> ctg_notes(const CtgField& field, const CtgAnswer& answer, Lang lang) {
  const bool french = lang == Lang::fr;
  std::vector<std::string> notes;
  notes.push_back(say(lang, "Situation au {}.", "As of {}.", day_text(answer.question.at, lang)));
  notes.push_back(definition_note(answer.question.definition, lang));
  notes.push_back(policy_note(field, answer, lang));
  if (field.population != nullptr) notes.push_back(population_note(field, answer, lang));
  if (answer.question.tolerance_days > 0) {
    notes.push_back(say(
        lang, "Interruption tolérée entre deux conventions{}: {}.",
        "Tolerated hole between two agreements{}: {}.", french ? thin_space : "",
        counted(static_cast<std::size_t>(answer.question.tolerance_days), french ? "jour" : "day", lang)));
  }
  if (std::string unknown = unknown_note(answer, lang); !unknown.empty()) notes.push_back(std::move(unknown));
  return notes;
}

std::string across_text(const CtgLevel& level, Lang lang) {
  if (level.across == 0) return {};
  const std::string zones = level_word(level.from_communes.to()->level(), level.across, lang);
  const bool one = level.across == 1;
  const std::string text =
      say(lang, "{} {} {} du territoire : seules {} communes du territoire y sont comptées.",
          "{} {} {} beyond the territory: only {} communes inside it are counted.", level.across, zones,
          lang == Lang::fr ? (one ? "déborde" : "débordent") : (one ? "reaches" : "reach"),
          lang == Lang::fr ? (one ? "ses" : "leurs") : (one ? "its" : "their"));
  return lang == Lang::fr ? french_spacing(text) : text;
}

}  // namespace maillage
