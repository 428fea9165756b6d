// The account of a source whose rows are zones above the communes: each row by its code.
#pragma once

#include <vector>

#include "maillage/join/accounts.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/join/inputs.hpp"

namespace maillage {

// Codes of no table read and codes that an earlier row has are problems; SIREN that no list read can confirm
// are elsewhere, and a note counts them.
[[nodiscard]] Account account_by_code(const Input& input, const std::vector<Input>& inputs,
                                      const Geography& geography, Diagnostics& diagnostics);

// Says which codes are of no zone read; nothing when there are none.
void report_unmatched(const Account& account, Diagnostics& diagnostics);
void report_duplicates(const Input& input, const std::vector<std::uint32_t>& positions,
                       Diagnostics& diagnostics);
void report_unchecked(const Account& account, std::size_t codes, const std::string& example,
                      Diagnostics& diagnostics);

}  // namespace maillage
