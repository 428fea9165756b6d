// The account of a source before its rows are matched: what it is, and the rows that its keys leave out.
#pragma once

#include "maillage/join/accounts.hpp"
#include "maillage/join/inputs.hpp"

namespace maillage {

[[nodiscard]] Account open_account(const Input& input);

}  // namespace maillage
