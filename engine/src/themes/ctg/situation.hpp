// What a set of claims says around one day: covered until when, by which agreement,
// what ended, what begins.
#pragma once

#include <optional>
#include <span>

#include "maillage/themes/ctg/coverage.hpp"
#include "themes/ctg/claims.hpp"

namespace maillage {

using CtgSets = std::span<const CtgClaimSet* const>;

[[nodiscard]] bool covers(const CtgClaimSet& set, Day day);

// The first day after the unbroken coverage that holds on the day; nullopt when nothing covers it.
[[nodiscard]] std::optional<Day> covered_until(CtgSets sets, Day day);

// Of the claims that may be in force on the day, the first with the first reason to doubt.
[[nodiscard]] const CtgClaim* possible_claim(std::span<const CtgClaim> claims, Day day);
[[nodiscard]] const CtgClaim* possible_claim(CtgSets sets, Day day);

void name_agreement(CtgSituation& situation, const CtgClaim& claim);

// Names the agreement in force that lasts longest; within a tolerated hole, the one that ended last.
void name_covering(CtgSituation& situation, CtgSets sets, Day day);

// What ended, what begins, what is negotiated. Gives the reason of a "no" that silence leaves.
[[nodiscard]] CtgReason look_around(CtgSituation& situation, CtgSets sets, std::span<const CtgClaim> left,
                                    Day day);

// `until`: the first day not covered.
void set_covered_until(CtgSituation& situation, Day until, const CtgQuestion& question, Day day);

}  // namespace maillage
