// The words of a register file, in French and English.
#pragma once

#include <optional>
#include <string_view>

#include "maillage/register/agreement.hpp"

namespace maillage {

[[nodiscard]] std::optional<AgreementStatus> parse_agreement_status(std::string_view text);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);
[[nodiscard]] std::optional<PartyType> parse_party_type(std::string_view text);

}  // namespace maillage
