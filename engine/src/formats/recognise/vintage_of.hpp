#pragma once

#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

// Fills vintage, vintage_reason and observed of a recognition whose columns are bound.
void tell_vintage(const Table& table, Recognition& recognition);

}  // namespace maillage
