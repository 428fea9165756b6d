#include "run/projection.hpp"

#include <set>

#include "maillage/geometry/project.hpp"

namespace maillage {

std::vector<Crs> legal_projections(const Run& run) {
  if (run.shapes.moved_overseas) return {lambert93};
  std::set<int> codes;
  for (const WideIndex commune : run.geography.wide_of)
    codes.insert(legal_crs(run.geography.departement_of[commune]).epsg);
  std::vector<Crs> projections;
  for (const int code : codes) projections.push_back({code});
  return projections;
}

}  // namespace maillage
