#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "maillage/themes/ctg/coverage.hpp"
#include "register/gathered.hpp"
#include "themes/ctg/evaluate.hpp"
#include "themes/ctg/tally.hpp"

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

bool is_in(const CtgField& field, PartyType type, std::string_view code) {
  const Zoning& zoning = type == PartyType::epci ? *field.epci : *field.communes;
  return zoning.find(code).has_value();
}

Day last_day_of(const Period& period) {
  return day_before(period.until);
}

// Holes between two agreements of an EPCI or a commune of the field.
void report_lapses(const CtgField& field, const Register& reg, int tolerance_days, Diagnostics& diagnostics) {
  for (const Lapse& lapse : lapses(reg, tolerance_days)) {
    if (!is_in(field, lapse.type, lapse.code)) continue;
    diagnostics.add(
        {.severity = lapse.tolerated ? Severity::note : Severity::warning,
         .code = "lapse",
         .place = {.file = {}, .layer = {}, .row = 0, .column = {}, .zone = lapse.code},
         .found = message("{} has no agreement from {} to {}, between {} and {}", lapse.code, lapse.hole.from,
                          last_day_of(lapse.hole), lapse.before, lapse.after),
         .expected = message("a renewal that begins when the agreement before it ends"),
         .advice =
             lapse.tolerated
                 ? message("within the tolerance: counted as covered")
                 : message("on these days it is not covered by them; check the dates, or set a tolerance")});
  }
}

void report_overlaps(const CtgField& field, const Register& reg, Diagnostics& diagnostics) {
  Gathered gathered(diagnostics);
  for (const Overlap& overlap : overlaps(reg)) {
    if (!is_in(field, overlap.type, overlap.code)) continue;
    gathered.add(
        {.severity = Severity::note,
         .code = "overlap",
         .place = {.file = {}, .layer = {}, .row = 0, .column = {}, .zone = overlap.code},
         .found = message("{} has two agreements from {} to {}, {} and {}", overlap.code, overlap.shared.from,
                          last_day_of(overlap.shared), overlap.before, overlap.after),
         .expected = message("one agreement at a time, or a successor that says which one it supersedes"),
         .advice = message("covered once: {}, which lasts longest, counts", overlap.longest),
         .zones = {overlap.code}});
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
      "covered_by_epci",  "covered_by_commune",  "covered_by_transfer",
      "date_unknown",     "epci_changed",        "commune_merged",
      "commune_split",    "commune_in_part",     "party_unresolved",
      "epci_unknown",     "register_incomplete", "theme_unknown",
      "not_a_party",      "other_theme",         "expired_since",
      "not_yet_in_force", "in_negotiation",      "no_epci",
      "no_agreement"};
  return words[static_cast<std::size_t>(reason)];
}

CtgAnswer ctg_coverage(const CtgField& field, const Register& reg, const CtgQuestion& question,
                       Diagnostics& diagnostics) {
  check_field(field);
  report_lapses(field, reg, question.tolerance_days, diagnostics);
  report_overlaps(field, reg, diagnostics);
  CtgClaims claims = resolve_claims(field, reg, question, diagnostics);
  CtgDayAnswer day = evaluate(field, reg, claims, question, question.at);

  CtgAnswer answer;
  answer.question = question;
  answer.tally = tally_of(field, day, all_communes(field));
  answer.epci_tally = epci_tally_of(field, day);
  std::ranges::move(tallies(field, day, numbers<std::uint32_t>(field.epci_of), field.epci->size()),
                    std::back_inserter(answer.by_epci));
  if (field.departements)
    answer.by_departement = tallies(field, day, field.departement_of, field.departements->size());
  for (const CtgLevel& level : field.others)
    answer.by_other.push_back(
        tallies(field, day, whole_targets(level.from_communes), level.from_communes.to()->size()));
  day.communes.resize(field.communes->size());
  std::ranges::move(day.communes, std::back_inserter(answer.communes));
  answer.epci = std::move(day.epci);
  answer.parties = std::move(claims.parties);
  for (const CommuneIndex commune : zones_to<CommuneIndex>(answer.communes.size()))
    if (answer.communes[commune].status != CtgStatus::covered) answer.missing.push_back(commune);
  return answer;
}

}  // namespace maillage
