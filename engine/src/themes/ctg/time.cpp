#include "maillage/themes/ctg/time.hpp"

#include <algorithm>
#include <set>

#include "themes/ctg/evaluate.hpp"
#include "themes/ctg/tally.hpp"

namespace maillage {
namespace {

bool same(const Cell& a, const Cell& b) {
  const bool same_value = a.is_known() ? b.is_known() && a.value == b.value : a.presence == b.presence;
  return same_value && a.bounds == b.bounds && a.marks == b.marks;
}

bool same(const CtgTally& a, const CtgTally& b) {
  return a.covered == b.covered && a.unknown == b.unknown && a.may_be_covered == b.may_be_covered &&
         same(a.inhabitants_covered, b.inhabitants_covered) && same(a.inhabitants_rate, b.inhabitants_rate) &&
         same(a.communes_rate, b.communes_rate);
}

bool same(const CtgEpciTally& a, const CtgEpciTally& b) {
  return a.covered == b.covered && a.partly == b.partly && a.not_covered == b.not_covered &&
         a.unknown == b.unknown && same(a.rate, b.rate);
}

Cell change(const Cell& before, const Cell& after) {
  Cell points = subtract(after, before);
  // A rate cannot move by more than 100 points.
  points.bounds = {std::max(points.bounds.lower, -100.0), std::min(points.bounds.upper, 100.0)};
  return points;
}

void sort_communes(CtgFlow& flow, std::span<const CtgCommune> before, std::span<const CtgCommune> after) {
  for (std::uint32_t i = 0; i < before.size(); ++i) {
    const CtgStatus was = before[i].status;
    const CtgStatus is = after[i].status;
    if (was == is) continue;
    if (was == CtgStatus::unknown || is == CtgStatus::unknown) {
      flow.unclear.push_back(zone_at<CommuneIndex>(i));
    } else {
      (is == CtgStatus::covered ? flow.entries : flow.exits).push_back(zone_at<CommuneIndex>(i));
    }
  }
}

void sort_epci(CtgFlow& flow, const CtgField& field, const PerZone<EpciIndex, CtgEpci>& before,
               const PerZone<EpciIndex, CtgEpci>& after) {
  for (const EpciIndex zone : field.counted_epci) {
    const CtgEpci& was = before[zone];
    const CtgEpci& is = after[zone];
    if (is.status == EpciStatus::covered && !was.may_be_covered) flow.epci_entries.push_back(zone);
    if (was.status == EpciStatus::covered && !is.may_be_covered) flow.epci_exits.push_back(zone);
  }
}

// The agreements that bind a commune of the field, or the EPCI of one, on some day.
std::set<std::uint32_t> agreements_here(const CtgField& field, const CtgClaims& claims) {
  std::set<std::uint32_t> here;
  const auto take = [&](std::span<const CtgClaim> list) {
    for (const CtgClaim& claim : list) here.insert(claim.agreement);
  };
  for (std::uint32_t commune = 0; commune < field.communes->size(); ++commune) {
    const CtgCommuneClaims& own = claims.communes[commune];
    for (const auto* list : {&own.own.claims, &own.grouped.claims, &own.transfer.claims, &own.left})
      take(*list);
    if (const std::uint32_t epci = number(epci_of(field, commune)); epci < claims.epci.size())
      take(claims.epci[epci].claims);
  }
  return here;
}

void sort_agreements(CtgFlow& flow, const Register& reg, const std::set<std::uint32_t>& here) {
  const auto is_between = [&](Day day) { return flow.before < day && day <= flow.after; };
  for (const std::uint32_t index : here) {
    const Agreement& agreement = reg.agreements[index];
    if (agreement.status == AgreementStatus::in_negotiation || agreement.status == AgreementStatus::unknown)
      continue;
    if (agreement.signature) {
      if (is_between(*agreement.signature)) flow.signed_between.push_back(index);
    } else if (!agreement.term.certain.empty() && is_between(agreement.term.certain.from)) {
      flow.begun_between.push_back(index);
    }
  }
}

}  // namespace

std::vector<CtgPoint> ctg_curve(const CtgField& field, const Register& reg, const CtgQuestion& question,
                                Day from, Day last) {
  check_field(field);
  Diagnostics of_coverage;  // ctg_coverage says them once
  const CtgClaims claims = resolve_claims(field, reg, question, of_coverage);
  std::vector<Day> days{from};
  for (const Day day : event_days(reg, claims)) {
    if (from < day && day <= last) days.push_back(day);
  }
  const std::vector<std::uint32_t> all = all_communes(field);
  std::vector<CtgPoint> curve;
  for (const Day day : days) {
    const CtgDayAnswer answer = evaluate(field, reg, claims, question, day);
    CtgPoint point{day, tally_of(field, answer, all), epci_tally_of(field, answer)};
    const bool moved = curve.empty() || !same(curve.back().tally, point.tally) ||
                       !same(curve.back().epci_tally, point.epci_tally);
    if (moved) curve.push_back(std::move(point));
  }
  return curve;
}

CtgFlow ctg_flow(const CtgField& field, const Register& reg, const CtgQuestion& question, Day before,
                 Day after, Diagnostics& diagnostics) {
  check_field(field);
  const CtgClaims claims = resolve_claims(field, reg, question, diagnostics);
  CtgDayAnswer was = evaluate(field, reg, claims, question, before);
  CtgDayAnswer is = evaluate(field, reg, claims, question, after);

  const std::vector<std::uint32_t> all = all_communes(field);
  CtgFlow flow{.before = before, .after = after};
  flow.tally_before = tally_of(field, was, all);
  flow.tally_after = tally_of(field, is, all);
  flow.epci_before = epci_tally_of(field, was);
  flow.epci_after = epci_tally_of(field, is);
  const std::size_t inside = field.communes->size();
  sort_communes(flow, std::span(was.communes).first(inside), std::span(is.communes).first(inside));
  sort_epci(flow, field, was.epci, is.epci);
  sort_agreements(flow, reg, agreements_here(field, claims));
  flow.inhabitants_change = change(flow.tally_before.inhabitants_rate, flow.tally_after.inhabitants_rate);
  flow.communes_change = change(flow.tally_before.communes_rate, flow.tally_after.communes_rate);
  flow.epci_change = change(flow.epci_before.rate, flow.epci_after.rate);
  return flow;
}

}  // namespace maillage
