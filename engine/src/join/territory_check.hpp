// Each part of the territory that a study asks for must hold at least one commune.
#pragma once

#include "join/members.hpp"

namespace maillage {

// Error{usage} with the line of the study, what is known at that level and what comes near.
void require_territory(const Study& study, const std::vector<Input>& inputs, const Geography& geography,
                       const Members& members);

}  // namespace maillage
