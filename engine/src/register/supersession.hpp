// Agreements that replace others.
#pragma once

#include <span>

#include "maillage/base/diagnostics.hpp"
#include "maillage/register/agreement.hpp"

namespace maillage {

// Shortens the terms of superseded agreements as register/agreement_rows.hpp says.
void apply_supersessions(std::span<Agreement> agreements, Diagnostics& diagnostics);

}  // namespace maillage
