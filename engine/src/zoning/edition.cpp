#include "maillage/zoning/edition.hpp"

namespace maillage {

Standing standing(const std::optional<Day>& edition, Day asked) {
  if (!edition) return Standing::undated;
  return *edition <= asked ? Standing::begun : Standing::later;
}

bool stands_before(const std::optional<Day>& a, const std::optional<Day>& b, Day asked) {
  const Standing of_a = standing(a, asked), of_b = standing(b, asked);
  if (of_a != of_b) return of_a < of_b;
  if (of_a == Standing::undated) return false;
  return of_a == Standing::begun ? *a > *b : *a < *b;
}

}  // namespace maillage
