// The account of a source: opened with the rows that its keys leave out, closed when each row has its place.
#pragma once

#include <vector>

#include "maillage/join/accounts.hpp"
#include "maillage/join/inputs.hpp"

namespace maillage {

[[nodiscard]] Account open_account(const Input& input);

// Error{internal} for the first account whose rows do not add up: a row lost or counted twice is a wrong figure.
void require_complete(const std::vector<Account>& accounts);

}  // namespace maillage
