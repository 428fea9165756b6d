#include "maillage/themes/ctg/reach.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "themes/ctg/parties.hpp"
#include "themes/ctg/smallest_sets.hpp"

namespace maillage {
namespace {

constexpr double whole_share = 100'000;  // thousandths of a percent

// What is to be reached, and how far each signer goes. A share s is reached when
// (whole_share - s) x covered >= s x rest, which is linear in what is gained: weights and threshold add up.
struct Goal {
  double share = 0;  // in thousandths of a percent
  double covered = 0;
  double rest = 0;
  std::size_t forced_rest = 0;  // of an unknown size: the share needs every one of them
  struct Gain {
    double covered = 0;
    double rest = 0;
    std::size_t forced = 0;
  };
  std::map<std::uint32_t, Gain> gains;  // by signer

  [[nodiscard]] double weight(const Gain& gain) const {
    const double open =
        share < whole_share ? (whole_share - share) * gain.covered : 0;  // covered may be infinite
    return open + share * gain.rest;
  }
  [[nodiscard]] double threshold() const { return share * rest - (whole_share - share) * covered; }
};

double percent(double covered, double rest, std::size_t forced_rest) {
  if (forced_rest > 0) return 0;
  if (std::isinf(covered)) return 100;
  return covered + rest > 0 ? 100 * covered / (covered + rest) : 100;
}

ReachSet solve(const Goal& goal) {
  ReachSet result;
  result.before = percent(goal.covered, goal.rest, goal.forced_rest);
  std::vector<std::uint32_t> forced, free;
  double threshold = goal.threshold();
  std::size_t forced_gained = 0;
  for (const auto& [signer, gain] : goal.gains) {
    if (gain.forced > 0) {
      forced.push_back(signer);
      forced_gained += gain.forced;
      threshold -= goal.weight(gain);
    } else if (goal.weight(gain) > 0) {
      free.push_back(signer);
    }
  }
  std::vector<double> weights;  // what is more than enough is enough, and finite
  for (const std::uint32_t signer : free)
    weights.push_back(std::min(goal.weight(goal.gains.at(signer)), std::max(threshold, 1.0)));
  const SmallestSets sets = smallest_sets(weights, threshold, CtgReach::most_ties);
  result.reached = sets.reached && forced_gained == goal.forced_rest;
  result.ties = result.reached ? sets.count : 0;
  result.signers = forced;
  if (result.reached)
    for (const std::size_t item : sets.first) result.signers.push_back(free[item]);
  else
    result.signers.insert(result.signers.end(), free.begin(), free.end());
  std::ranges::sort(result.signers);
  double covered = goal.covered, rest = goal.rest;
  for (const std::uint32_t signer : result.signers) {
    covered += goal.gains.at(signer).covered;
    rest -= goal.gains.at(signer).rest;
  }
  result.after = percent(covered, rest, goal.forced_rest - forced_gained);
  return result;
}

Bounds size_of(const CtgField& field, ReachUnit unit, CommuneIndex commune) {
  if (unit == ReachUnit::communes) return {1, 1};
  return field.population != nullptr ? field.population->at(number(commune)).bounds : any_count;
}

// The signer that covers each commune of the field; none for those that no signature alone covers.
std::vector<std::optional<std::uint32_t>> signers_of(const CtgField& field, const CtgAnswer& answer,
                                                     ReachSigner signer) {
  std::vector<std::optional<std::uint32_t>> signers(field.communes->size());
  for (std::uint32_t commune = 0; commune < signers.size(); ++commune) {
    const std::uint32_t epci = number(field.epci_of[zone_at<CommuneIndex>(commune)]);
    if (signer == ReachSigner::commune)
      signers[commune] = commune;
    else if (epci < field.epci->size())
      signers[commune] = epci;
  }
  if (signer == ReachSigner::epci)
    for (const auto& [commune, parts] : index_of(field, answer.question.at).in_several_epci)
      if (commune < signers.size()) signers[commune].reset();
  return signers;
}

// Every commune that may not be covered is not, and unknown inhabitants are at their worst.
Goal sure_goal(const CtgField& field, const CtgAnswer& answer, const ReachQuestion& question, double share,
               std::span<const std::optional<std::uint32_t>> signers) {
  Goal goal{.share = share};
  for (const CommuneIndex commune : zones_to<CommuneIndex>(field.communes->size())) {
    const auto [lower, upper] = size_of(field, question.unit, commune);
    if (answer.communes[commune].status == CtgStatus::covered) {
      goal.covered += lower;
      continue;
    }
    const bool open = std::isinf(upper);
    if (open)
      ++goal.forced_rest;
    else
      goal.rest += upper;
    if (!signers[number(commune)]) continue;
    Goal::Gain& gain = goal.gains[*signers[number(commune)]];
    gain.covered += lower;
    if (open)
      ++gain.forced;
    else
      gain.rest += upper;
  }
  return goal;
}

// Every commune that may be covered is; of those that only parties found nowhere may cover, as many as these can
// be at once: they stay to be gained.
Goal possible_goal(const CtgField& field, const CtgAnswer& answer, const ReachQuestion& question,
                   double share, std::span<const std::optional<std::uint32_t>> signers) {
  Goal goal{.share = share};
  const bool communes = question.unit == ReachUnit::communes;
  const double most = communes ? static_cast<double>(answer.tally.may_be_covered)
                               : answer.tally.inhabitants_covered.bounds.upper;
  double unresolved = most;  // what such parties add
  for (const CommuneIndex commune : zones_to<CommuneIndex>(field.communes->size())) {
    const CtgCommune& status = answer.communes[commune];
    const auto [lower, upper] = size_of(field, question.unit, commune);
    const bool may_be = status.status != CtgStatus::not_covered && !status.only_unresolved;
    if (may_be) {
      goal.covered += upper;
      if (std::isfinite(upper)) unresolved -= upper;
      continue;
    }
    goal.rest += lower;
    if (!signers[number(commune)]) continue;
    Goal::Gain& gain = goal.gains[*signers[number(commune)]];
    gain.covered += upper;
    gain.rest += lower;
  }
  if (std::isfinite(most)) {
    goal.covered += unresolved;
    goal.rest -= unresolved;
  }
  return goal;
}

Goal epci_goal(const CtgField& field, const CtgAnswer& answer, double share, bool possible) {
  Goal goal{.share = share};
  const auto counted = static_cast<double>(field.counted_epci.size());
  goal.covered = static_cast<double>(possible ? answer.epci_tally.may_be_covered : answer.epci_tally.covered);
  goal.rest = counted - goal.covered;
  for (const EpciIndex zone : field.counted_epci) {
    const CtgEpci& epci = answer.epci[zone];
    const bool lacks =
        possible ? !epci.may_be_covered || epci.only_unresolved : epci.status != EpciStatus::covered;
    if (lacks) goal.gains[number(zone)] = {1, 1, 0};
  }
  return goal;
}

// With a size that nothing bounds, what may be covered may be the whole.
ReachSet solve_possible(const Goal& goal) {
  if (std::isfinite(goal.covered)) return solve(goal);
  return {.reached = true, .signers = {}, .ties = 1, .before = 100, .after = 100};
}

}  // namespace

CtgReach ctg_reach(const CtgField& field, const CtgAnswer& answer, const ReachQuestion& question) {
  check_field(field);
  if (!(question.share > 0 && question.share <= 100))
    throw Error(Failure::usage, message("a share is a percentage above 0 and up to 100"));
  if (question.signer == ReachSigner::epci && answer.question.definition == CtgDefinition::party &&
      question.unit != ReachUnit::epci)
    throw Error(Failure::usage,
                message("under definition B the signature of an EPCI covers no commune: ask --by commune"));
  const double share = std::round(1000 * question.share);
  CtgReach reach{.question = question};
  if (question.unit == ReachUnit::epci) {
    if (question.signer == ReachSigner::commune)
      throw Error(Failure::usage,
                  message("communes that sign make no EPCI sign: count inhabitants or communes"));
    reach.sure = solve(epci_goal(field, answer, share, false));
    reach.possible = solve(epci_goal(field, answer, share, true));
    return reach;
  }
  const auto signers = signers_of(field, answer, question.signer);
  for (const CommuneIndex commune : answer.missing)
    if (!signers[number(commune)]) ++reach.out_of_reach;
  reach.sure = solve(sure_goal(field, answer, question, share, signers));
  reach.possible = solve_possible(possible_goal(field, answer, question, share, signers));
  return reach;
}

}  // namespace maillage
