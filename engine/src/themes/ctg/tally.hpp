// Totals and rates over communes and EPCI.
#pragma once

#include <span>
#include <vector>

#include "themes/ctg/evaluate.hpp"

namespace maillage {

// Over the communes listed, in that order.
[[nodiscard]] CtgTally tally_of(const CtgField& field, const CtgDayAnswer& answer,
                                std::span<const std::uint32_t> members);
[[nodiscard]] CtgEpciTally epci_tally_of(const CtgField& field, const CtgDayAnswer& answer);

// Zone of a group -> communes of the field in it.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> members_by(std::span<const std::uint32_t> group_of,
                                                                 std::size_t groups);
[[nodiscard]] std::vector<std::uint32_t> all_communes(const CtgField& field);

}  // namespace maillage
