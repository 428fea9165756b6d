#include "maillage/themes/ctg/words.hpp"

#include <fmt/format.h>

#include <array>

#include "maillage/base/phrases.hpp"
#include "themes/ctg/ends.hpp"

namespace maillage {
namespace {

struct Words {
  std::string_view fr;
  std::string_view en;
  [[nodiscard]] std::string_view in(Lang lang) const { return lang == Lang::fr ? fr : en; }
};

// In the order of CtgReason.
constexpr std::array<Words, ctg_reason_count> reasons{{
    {"couverte par la convention de son EPCI", "covered by the agreement of its EPCI"},
    {"couverte par sa propre convention", "covered by its own agreement"},
    {"couverte par transfert à son EPCI signataire", "covered by transfer to its EPCI, which signs"},
    {"dates de la convention inconnues", "dates of the agreement unknown"},
    {"EPCI modifié depuis la convention", "EPCI changed since the agreement"},
    {"commune fusionnée, engagée en partie", "merged commune, bound in part"},
    {"commune séparée d'une commune engagée", "commune split off from a commune that is bound"},
    {"un arrondissement seulement est engagé", "only a district is bound"},
    {"convention dont une partie est introuvable", "an agreement has a party that is not found"},
    {"EPCI inconnu", "EPCI unknown"},
    {"registre incomplet ici", "register not complete here"},
    {"thèmes de la convention inconnus", "themes of the agreement unknown"},
    {"commune non partie à la convention de son EPCI", "commune not a party to the agreement of its EPCI"},
    {"convention sur d'autres thèmes", "agreement about other themes"},
    {"convention expirée", "agreement expired"},
    {"convention pas encore en vigueur", "agreement not yet in force"},
    {"convention en négociation", "agreement in negotiation"},
    {"sans EPCI ni convention", "in no EPCI, no agreement"},
    {"aucune convention", "no agreement"},
}};

constexpr std::array<std::pair<std::string_view, Words>, 8> statuses{{
    {"covered", {"couvert", "covered"}},
    {"expiring", {"couvert, échéance proche", "covered, expiring soon"}},
    {"commune_only", {"convention de la commune seule", "agreement of the commune only"}},
    {"partly_covered", {"couvert en partie", "partly covered"}},
    {"expired", {"convention expirée", "agreement expired"}},
    {"not_covered", {"non couvert", "not covered"}},
    {"no_epci", {"non couvert, sans EPCI", "not covered, in no EPCI"}},
    {"unknown", {"inconnu", "unknown"}},
}};

std::string end_text(EndBasis basis, Day last, Lang lang) {
  const std::string day = day_text(last, lang);
  switch (basis) {
    case EndBasis::stated:
      return say(lang, "since {}", day);
    case EndBasis::presumed:
      return say(lang, "(presumed end by {})", day);
    case EndBasis::latest:
      break;
  }
  return say(lang, "by {}", day);
}

std::string expired_text(const CtgSituation& situation, const Register& reg, Lang lang) {
  std::string text(reason_label(CtgReason::expired_since, lang));
  if (situation.last_end) text += " " + end_text(end_basis(situation, reg), *situation.last_end, lang);
  if (situation.next_start) {
    text += fmt::format("{} {}", say(lang, ", resuming on"), day_text(*situation.next_start, lang));
  } else if (situation.negotiating) {
    text += say(lang, ", in negotiation");
  }
  return text;
}

// An agreement that may have ended: what is not known is its end alone.
std::string end_unknown_text(EndBasis basis, Day last, Lang lang) {
  const std::string day = day_text(last, lang);
  return basis == EndBasis::presumed ? say(lang, "end of the agreement unknown (presumed by {})", day)
                                     : say(lang, "end of the agreement unknown (by {})", day);
}

}  // namespace

std::string_view reason_label(CtgReason reason, Lang lang) {
  return reasons[static_cast<std::size_t>(reason)].in(lang);
}

std::string epci_reason_text(const CtgEpci& epci, const Register& reg, Lang lang) {
  switch (epci.status) {
    case EpciStatus::covered:
      return epci.own ? say(lang, "covered by its agreement") : say(lang, "all its communes are covered");
    case EpciStatus::partly:
      return say(lang, "some of its communes only");
    case EpciStatus::unknown:
      if (epci.incomplete.empty()) break;
      return say(lang, "register not complete for {} {}",
                 epci.incomplete.size() == 1 ? say(lang, "département") : say(lang, "départements"),
                 listed(epci.incomplete, 5, lang));
    case EpciStatus::not_covered:
      break;
  }
  return reason_text(epci.reason, epci, reg, lang);
}

std::string reason_text(CtgReason reason, const CtgSituation& situation, const Register& reg, Lang lang) {
  if (reason == CtgReason::expired_since) return expired_text(situation, reg, lang);
  const EndBasis basis = end_basis(situation, reg);
  if (reason == CtgReason::date_unknown && basis != EndBasis::stated)
    return end_unknown_text(basis, *situation.agreement_last, lang);
  if (reason == CtgReason::not_yet_in_force && situation.next_start) {
    return say(lang, "agreement in force from {} only", day_text(*situation.next_start, lang));
  }
  return std::string(reason_label(reason, lang));
}

std::string_view ctg_status_label(std::string_view status_code, Lang lang) {
  for (const auto& [code, words] : statuses) {
    if (code == status_code) return words.in(lang);
  }
  return status_code;
}

std::string share_text(const Cell& rate, Lang lang) {
  if (rate.presence == Presence::not_applicable) return say(lang, "not applicable");
  return percent_range_text(rate.bounds.lower, rate.bounds.upper, lang);
}

}  // namespace maillage
