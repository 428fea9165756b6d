#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "layers/ctg_evaluate.hpp"
#include "layers/ctg_tally.hpp"
#include "maillage/layers/ctg.hpp"

namespace maillage {
namespace {

std::vector<CtgTally> tallies(const CtgField& field, const CtgDayAnswer& answer,
                              std::span<const std::uint32_t> group_of, std::size_t groups) {
  std::vector<CtgTally> result;
  for (const std::vector<std::uint32_t>& members : members_by(group_of, groups)) {
    result.push_back(tally_of(field, answer, members));
  }
  return result;
}

// Holes between two agreements of an EPCI or a commune of the field.
void report_lapses(const CtgField& field, const Register& reg, int tolerance_days, Diagnostics& diagnostics) {
  for (const Lapse& lapse : lapses(reg, tolerance_days)) {
    const Zoning& zoning = lapse.type == PartyType::epci ? *field.epci : *field.communes;
    if (!zoning.find(lapse.code)) continue;
    diagnostics.add(
        {.severity = lapse.tolerated ? Severity::note : Severity::warning,
         .code = "lapse",
         .place = {.file = {}, .layer = {}, .row = 0, .column = {}, .zone = lapse.code},
         .found = fmt::format("{} has no agreement from {} to {}, between {} and {}", lapse.code,
                              to_iso(lapse.hole.from), to_iso(lapse.hole.until - std::chrono::days{1}),
                              lapse.before, lapse.after),
         .expected = "a renewal that begins when the agreement before it ends",
         .advice = lapse.tolerated
                       ? "within the tolerance: counted as covered"
                       : "on these days it is not covered by them; check the dates, or set a tolerance"});
  }
}

}  // namespace

std::string_view to_string(CtgStatus status) {
  constexpr std::array<std::string_view, 3> words{"not_covered", "unknown", "covered"};
  return words[static_cast<std::size_t>(status)];
}

std::string_view to_string(EpciStatus status) {
  constexpr std::array<std::string_view, 4> words{"not_covered", "unknown", "partly_covered", "covered"};
  return words[static_cast<std::size_t>(status)];
}

std::string_view to_string(CtgReason reason) {
  constexpr std::array<std::string_view, ctg_reason_count> words{
      "covered_by_epci",  "covered_by_commune", "covered_by_transfer", "date_unknown",
      "epci_changed",     "commune_merged",     "commune_split",       "commune_in_part",
      "party_unresolved", "epci_unknown",       "register_incomplete", "not_a_party",
      "expired_since",    "not_yet_in_force",   "in_negotiation",      "no_epci",
      "no_agreement"};
  return words[static_cast<std::size_t>(reason)];
}

std::string_view to_string(PartyPlace place) {
  constexpr std::array<std::string_view, 5> words{"here", "moved", "elsewhere", "nowhere", "no_territory"};
  return words[static_cast<std::size_t>(place)];
}

CtgAnswer ctg_coverage(const CtgField& field, const Register& reg, const CtgQuestion& question,
                       Diagnostics& diagnostics) {
  check_field(field);
  report_lapses(field, reg, question.tolerance_days, diagnostics);
  CtgClaims claims = resolve_claims(field, reg, question, diagnostics);
  CtgDayAnswer day = evaluate(field, reg, claims, question, question.at);

  CtgAnswer answer;
  answer.question = question;
  answer.tally = tally_of(field, day, all_communes(field));
  answer.epci_tally = epci_tally_of(field, day);
  answer.by_epci = tallies(field, day, field.epci_of, field.epci->size());
  if (field.departements)
    answer.by_departement = tallies(field, day, field.departement_of, field.departements->size());
  if (field.regions) answer.by_region = tallies(field, day, field.region_of, field.regions->size());
  answer.communes = std::move(day.communes);
  answer.communes.resize(field.communes->size());
  answer.epci = std::move(day.epci);
  answer.parties = std::move(claims.parties);
  for (std::uint32_t i = 0; i < answer.communes.size(); ++i) {
    if (answer.communes[i].status != CtgStatus::covered) answer.missing.push_back(i);
  }
  return answer;
}

}  // namespace maillage
