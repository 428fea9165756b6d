// QPV laid over the communes of a study.
#pragma once

#include <optional>
#include <vector>

#include "maillage/join/accounts.hpp"
#include "maillage/join/boundaries.hpp"
#include "maillage/themes/priority.hpp"

namespace maillage {

// Without `qpv`: no source has QPV with shapes, or they cannot be used (a diagnostic says
// why). Several files are taken together, and features of one code are one QPV; those not in force on the day
// asked are left out. Where a file is not known to hold every QPV of a département, a commune without one is
// unknown. Consumes their shapes.
[[nodiscard]] QpvOverlay overlay_qpv(const Study& study, std::vector<Input>& inputs,
                                     const Geography& geography, const StudyShapes& shapes,
                                     std::vector<Message>& decisions, std::vector<Account>& accounts,
                                     Diagnostics& diagnostics);

// Area of the communes of `wide`, with the method in its source; null when there are no shapes.
[[nodiscard]] std::optional<Measure> commune_areas(const Study& study, const Geography& geography,
                                                   const StudyShapes& shapes);

}  // namespace maillage
