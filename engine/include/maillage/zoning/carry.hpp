// carry: figures of one zoning expressed in another. The one way a figure changes its zoning.
//
// Counts. The value of a target is the sum of weight x value over its parts. With exact weights bounds add
// up and the result is as exact as its cells. With estimated weights the result is marked `estimated` and
// its bounds are what could fall there: a part contributes [0 if low < 1 else lower, upper], never
// weight x bound. A missing cell makes the targets it touches `partial`, with bounds of the whole;
// `known_share` says which share of the target's weight column (for example inhabitants) has a known value,
// in [0, 1]; without a weight column, or where nothing weighs, the share of source zones. A target with no
// source zone at all is `no_match`. To an incomplete target (zoning/crosswalk.hpp) comes one more cell that is missing;
// the known share is of the source zones that are there.
//
// Rates and intensive figures are refused with Error{usage}: their numerator and denominator are carried
// instead; a median cannot be rebuilt at all.
//
// Categories become shares of weight per label. The label of a target is certain when all its parts share
// it, `partial_label` when two parts differ; otherwise a part without label leaves it missing: an unknown
// is neither yes nor no. Shares are of the weight that has a label.
//
// Laws (tested): totals are conserved, `outside` included, exactly where weights are 1, else to 1e-9; the
// identity changes nothing; carrying along a product gives the same values as carrying twice, and bounds
// inside. Linear in the parts of the crosswalk.
//
//     Carried epci_population = carry(population, communes_to_epci);
#pragma once

#include <vector>

#include "maillage/measure/category.hpp"
#include "maillage/measure/measure.hpp"
#include "maillage/zoning/crosswalk.hpp"

namespace maillage {

struct Carried {
  Measure measure;
  std::vector<double> known_share;
  Cell outside;  // what falls in no target
};

[[nodiscard]] Carried carry(const Measure& count, const Crosswalk& crosswalk);
[[nodiscard]] Carried carry(const Measure& count, const Crosswalk& crosswalk, const Measure& weights);

struct CarriedCategory {
  Category category;                        // labels of the source, then `partial_label`
  std::vector<std::vector<double>> shares;  // [target][label], of the weight that has a label
};

inline constexpr std::string_view partial_label = "partial";

[[nodiscard]] CarriedCategory carry(const Category& category, const Crosswalk& crosswalk,
                                    const Measure& weights);

}  // namespace maillage
