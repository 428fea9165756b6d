// What a register changes against another one, on one day and one field: with signatures, and without them.
//
// A commune is `gained` when it is surely covered with them and surely not without, `lost` the other way
// round, `unclear` when its status changes from or to unknown. What is unknown on both sides is the same on
// both and moves nothing: so the change has narrower bounds than the difference of two answers. From unknown
// to covered a commune adds none or all of its inhabitants, from unknown to not covered it takes none or all
// away, from not covered to unknown it adds none or all.
//
//   inhabitants     value: those of gained minus those of lost; bounds: the unclear ones added
//   points          the same of the whole field, in points of the share of inhabitants, communes and EPCI; a
//                   field of which not all inhabitants are known has the difference of the two rates instead
//
// Laws (tested): an answer against itself changes nothing; the effect of a register with more rows is the
// difference of the two answers where nothing is unknown.
//
//     CtgEffect effect = ctg_effect(field, without, with);
//     effect.gained.size();   // 12 communes
//
// O(communes + EPCI).
#pragma once

#include <vector>

#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

struct CtgEffect {
  std::vector<CommuneIndex> gained;
  std::vector<CommuneIndex> lost;
  std::vector<CommuneIndex> unclear;
  std::vector<EpciIndex> epci_gained;  // of those counted
  std::vector<EpciIndex> epci_lost;
  Cell inhabitants;
  Cell inhabitants_points;
  Cell communes_points;
  Cell epci_points;

  // Ascending.
  [[nodiscard]] std::vector<CommuneIndex> changed() const;
};

[[nodiscard]] CtgEffect ctg_effect(const CtgField& field, const CtgAnswer& without, const CtgAnswer& with);

}  // namespace maillage
