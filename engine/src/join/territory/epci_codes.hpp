// What is in a table where the SIREN of an EPCI is due.
//
// An EPCI makes sense under its own code only: nine digits that begin with 2, with a right key. A code with a
// wrong key makes no EPCI even when several tables repeat it: files that a hand copied repeat its slip, and
// figures under a code that no EPCI bears could be joined with nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "maillage/base/message.hpp"

namespace maillage {

enum class EpciCode : std::uint8_t {
  right,
  blank,
  without_digits,
  zero,
  siret,
  too_short,
  other_body,
  wrong_key,
  other
};

[[nodiscard]] EpciCode epci_code_kind(std::string_view code);

// "no code", "a SIRET, whose SIREN is 241700624"; empty for a right one.
[[nodiscard]] Message epci_code_fault(std::string_view code);

}  // namespace maillage
