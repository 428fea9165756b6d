// What is said of agreements whose territory moved or is not found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/register/agreement.hpp"
#include "register/gathered.hpp"

namespace maillage {

void report_unresolved(const Agreement& agreement, const Party& party, Severity severity,
                       Gathered& diagnostics);

// `communes`: those of the field whose coverage is in doubt.
void report_gone_epci(const Agreement& agreement, const Party& party, std::optional<Day> last_day,
                      const std::vector<std::string>& communes, Gathered& diagnostics);
void report_left_epci(const Agreement& agreement, const Party& party,
                      const std::vector<std::string>& communes, Gathered& diagnostics);
void report_misplaced_transfer(const Agreement& agreement, const Party& party, Gathered& diagnostics);

}  // namespace maillage
