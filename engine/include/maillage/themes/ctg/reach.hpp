// Which signatures would bring coverage to a share: a smallest set of EPCI, or of communes.
//
// Signers are the EPCI that hold a commune of the field (of `epci`: those counted), or its communes. A signature
// covers the commune itself, or every commune of the EPCI (definition A), from the day asked on; under definition
// B an EPCI covers none, and is no signer. Communes covered already stay so. A commune whose land lies in several
// EPCI is gained through none of them, nor is one in no EPCI: `out_of_reach` counts them.
//
// Method. No two signers cover the same commune, so that what a set gains is the sum of what its members gain,
// and the k members that gain most reach as far as any k can: the smallest set has as many members as the signers
// need, taken in order of what they gain. This is exact at any size; an integer program (CBC, GLPK) would find
// the same number, and would be needed only if signatures overlapped. Of all sets of that size that reach the
// share, the first in the order of codes is given, and their number is counted up to `most_ties`.
//
// Under doubt two sets are given.
//   sure      reaches the share whatever the unknown communes are: each counts as not covered until it signs, and
//             inhabitants that are not known count at their worst
//   possible  no smaller set can reach it: every unknown commune counts as covered, as far as parties found
//             nowhere can be so many at once
// Without doubt both are the same. Shares are compared in thousandths of a percent: 92.305 is exact.
//
// Laws (tested against all subsets of up to 16 signers): no smaller set reaches the share, the number of sets of
// that size, and the first of them; the answer with the set signed reaches the share (themes/ctg/coverage.hpp).
//
//     const CtgReach reach = ctg_reach(field, answer, {.share = 96});
//     reach.sure.signers;   // {3}: zones of field.epci
//
// O(communes + n log n + ties x size).
#pragma once

#include <cstdint>
#include <vector>

#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

enum class ReachUnit : std::uint8_t { inhabitants, communes, epci };
enum class ReachSigner : std::uint8_t { epci, commune };

struct ReachQuestion {
  double share = 100;  // percent, above 0 and up to 100
  ReachUnit unit = ReachUnit::inhabitants;
  ReachSigner signer = ReachSigner::epci;  // communes make no EPCI: not with ReachUnit::epci
};

struct ReachSet {
  bool reached = false;                // by these, or by none; else by no set at all
  std::vector<std::uint32_t> signers;  // zones of field.epci or field.communes, ascending; not reached: all
  std::size_t ties = 0;                // sets of that size that reach it, up to most_ties + 1: "more than"
  double before = 0;                   // percent: the lowest of `sure`, the highest of `possible`
  double after = 0;                    // with them
};

struct CtgReach {
  static constexpr std::size_t most_ties = 100;

  ReachQuestion question;
  ReachSet sure;
  ReachSet possible;
  std::size_t out_of_reach = 0;  // communes of the field that are not surely covered and no signer covers
};

// Error{usage}: a question that makes no sense (a share out of range, EPCI under definition B).
[[nodiscard]] CtgReach ctg_reach(const CtgField& field, const CtgAnswer& answer,
                                 const ReachQuestion& question);

}  // namespace maillage
