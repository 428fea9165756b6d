#include "maillage/themes/ctg/expiry.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "maillage/measure/cell_sum.hpp"
#include "themes/ctg/evaluate.hpp"

namespace maillage {
namespace {

// What ends on one day, before it is known who falls.
struct Ending {
  CtgExpiry row;
  std::set<std::uint32_t> communes;
};

using Endings = std::map<std::pair<Day, std::uint32_t>, Ending>;  // by first day without it, agreement

// An agreement that binds pieces of a commune is there in stretches: it ends with the last of them.
bool goes_on(std::span<const CtgClaim> claims, const CtgClaim& ending) {
  return std::ranges::any_of(claims, [&](const CtgClaim& claim) {
    return claim.agreement == ending.agreement && claim.term.certain.holds(ending.term.certain.until);
  });
}

void take(Endings& endings, std::span<const CtgClaim> claims, const CtgExpiries& asked,
          std::optional<EpciIndex> epci, std::optional<std::uint32_t> commune) {
  for (const CtgClaim& claim : claims) {
    const Term& term = claim.term;
    const Day last = day_before(term.certain.until);
    if (term.certain.empty() || last < asked.from || last > asked.to || goes_on(claims, claim)) continue;
    Ending& ending = endings[{term.certain.until, claim.agreement}];
    ending.row.agreement = claim.agreement;
    ending.row.last = last;
    ending.row.presumed = ending.row.presumed || term.end_presumed();
    const Day latest = day_before(term.possible.until);
    if (latest > last) ending.row.latest = std::max(latest, ending.row.latest.value_or(latest));
    if (commune) ending.communes.insert(*commune);
    if (epci) ending.row.epci.push_back(*epci);
  }
}

Endings endings_of(const CtgField& field, const CtgClaims& claims, const CtgQuestion& question,
                   const CtgExpiries& asked) {
  Endings endings;
  for (std::uint32_t commune = 0; commune < field.communes->size(); ++commune)
    for (const CtgClaimSet* set : binding_claims(field, claims, question, commune))
      take(endings, set->claims, asked, std::nullopt, commune);
  std::set<EpciIndex> here(field.counted_epci.begin(), field.counted_epci.end());
  here.insert(field.epci_of.begin(), field.epci_of.end());
  for (const EpciIndex epci : here)
    if (number(epci) < claims.epci.size())
      take(endings, claims.epci[number(epci)].claims, asked, epci, std::nullopt);
  return endings;
}

void sort_fallen(CtgExpiry& row, const std::set<std::uint32_t>& bound, const CtgDayAnswer& before,
                 const CtgDayAnswer& after) {
  for (const std::uint32_t commune : bound) {
    const CommuneIndex zone = zone_at<CommuneIndex>(commune);
    row.bound.push_back(zone);
    if (before.communes[commune].status != CtgStatus::covered) continue;
    if (after.communes[commune].status == CtgStatus::not_covered) row.uncovered.push_back(zone);
    if (after.communes[commune].status == CtgStatus::unknown) row.unclear.push_back(zone);
  }
}

}  // namespace

CtgExpiries ctg_expiries(const CtgField& field, const Register& reg, const CtgQuestion& question,
                         int months) {
  check_field(field);
  Diagnostics of_coverage;  // ctg_coverage says them once
  const CtgClaims claims = resolve_claims(field, reg, question, of_coverage);
  CtgExpiries result{.from = question.at, .to = add_months(question.at, months)};
  std::set<CommuneIndex> uncovered, unclear;
  std::optional<Day> evaluated;
  CtgDayAnswer before, after;
  for (auto& [key, ending] : endings_of(field, claims, question, result)) {
    if (evaluated != key.first) {
      before = evaluate(field, reg, claims, question, day_before(key.first));
      after = evaluate(field, reg, claims, question, key.first);
      evaluated = key.first;
    }
    CtgExpiry row = std::move(ending.row);
    sort_fallen(row, ending.communes, before, after);
    uncovered.insert(row.uncovered.begin(), row.uncovered.end());
    unclear.insert(row.unclear.begin(), row.unclear.end());
    result.ends.push_back(std::move(row));
  }
  std::ranges::sort(result.ends, {}, [&](const CtgExpiry& row) {
    return std::tuple(row.last, std::string_view(reg.agreements[row.agreement].id), row.agreement);
  });
  result.uncovered.assign(uncovered.begin(), uncovered.end());
  std::ranges::set_difference(unclear, uncovered, std::back_inserter(result.unclear));
  return result;
}

Cell ctg_sum(const Measure& count, std::span<const CommuneIndex> surely,
             std::span<const CommuneIndex> perhaps) {
  CellSum sure, all;
  for (const CommuneIndex commune : surely) {
    sure.add(count.at(number(commune)));
    all.add(count.at(number(commune)));
  }
  for (const CommuneIndex commune : perhaps) all.add(count.at(number(commune)));
  Cell sum = sure.cell();
  if (perhaps.empty()) return sum;
  sum.bounds.upper = all.cell().bounds.upper;
  sum.marks |= Mark::partial;
  return sum;
}

}  // namespace maillage
