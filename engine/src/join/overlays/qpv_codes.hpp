// What the code of a QPV says: its edition and its département.
#pragma once

#include <string>
#include <string_view>

#include "maillage/base/date.hpp"

namespace maillage {

// "QP017001", "QN02A01M": the département on three characters, then a number.
[[nodiscard]] bool is_qpv_code(std::string_view code);

// The days on which the edition of the code holds; every day for what is no code of an edition.
[[nodiscard]] Period period_of_qpv(std::string_view code);

// "QP059001", "QN05901M": 59; "QP02A001": 2A; "QP974001": 974.
[[nodiscard]] std::string departement_of_qpv(std::string_view code);

}  // namespace maillage
