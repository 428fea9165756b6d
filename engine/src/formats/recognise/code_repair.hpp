// Codes that spreadsheets damaged, put right when the column proves how.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/recognise/code_forms.hpp"
#include "maillage/base/diagnostics.hpp"

namespace maillage {

// "200000172.0", "2.00000172E+08" -> "200000172"; `lost` when the text holds fewer
// digits than the number has.
struct WholeNumber {
  std::string digits;
  bool lost = false;
};
[[nodiscard]] std::optional<WholeNumber> whole_number(std::string_view text);

// Codes of parties: communes, EPCI and départements in one column. Numbers and blanks are put right.
void repair_party_codes(std::span<std::string> codes, std::span<const std::int64_t> lines, const Place& place,
                        Diagnostics& diagnostics);

// codes[i] is in line lines[i]; texts that are no codes (empty, placeholders) are left alone.
void repair_codes(std::span<std::string> codes, std::span<const std::int64_t> lines, CodeForm form,
                  const Place& place, Diagnostics& diagnostics);

}  // namespace maillage
