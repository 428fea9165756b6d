#include "maillage/zoning/edition.hpp"

namespace maillage {

EditionTime edition_time(const std::optional<Day>& edition, Day asked) {
  if (!edition) return EditionTime::undated;
  return *edition <= asked ? EditionTime::begun : EditionTime::later;
}

bool edition_precedes(const std::optional<Day>& a, const std::optional<Day>& b, Day asked) {
  const EditionTime of_a = edition_time(a, asked), of_b = edition_time(b, asked);
  if (of_a != of_b) return of_a < of_b;
  if (of_a == EditionTime::undated) return false;
  return of_a == EditionTime::begun ? *a > *b : *a < *b;
}

}  // namespace maillage
