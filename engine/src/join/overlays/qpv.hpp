// QPV laid over the communes of a study, and the tables of figures of QPV, joined to those.
//
// Those drawn on its communes are the study's; so are those of a département that lies whole in it, drawn or
// not: the code of a QPV says its département. A code of an edition that is not in force on the day asked is
// left out, and said; one of another département is elsewhere.
#pragma once

#include <optional>
#include <vector>

#include "maillage/join/accounts.hpp"
#include "maillage/join/boundaries.hpp"
#include "maillage/join/tables.hpp"
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

void join_qpv_tables(const std::vector<Input>& inputs, const Geography& geography, Day at,
                     const StudyFigures& figures, QpvOverlay& overlay, std::vector<Account>& accounts,
                     Diagnostics& diagnostics);

// The polygons of a zone, added to the zone of `to` that is open.
void add_polygons(const Shapes& shapes, std::size_t zone, Shapes& to);

// Area of the communes of `wide`, with the method in its source; null when there are no shapes.
[[nodiscard]] std::optional<Measure> commune_areas(const Study& study, const Geography& geography,
                                                   const StudyShapes& shapes);

}  // namespace maillage
