#include "maillage/themes/reference.hpp"

#include <utility>

#include "maillage/zoning/crosswalk.hpp"

namespace maillage {

ReferenceRate reference_of_groups(std::string name, const Measure& published,
                                  std::span<const std::uint32_t> group_of_zone) {
  ReferenceRate reference{std::move(name), published.info.source, published.info.observed, {}};
  reference.cells.reserve(group_of_zone.size());
  for (const std::uint32_t group : group_of_zone)
    reference.cells.push_back(group == outside ? missing(Presence::not_available) : published.at(group));
  return reference;
}

}  // namespace maillage
