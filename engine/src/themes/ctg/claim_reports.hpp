// What is said of agreements whose territory moved or is not found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/themes/ctg/coverage.hpp"
#include "register/gathered.hpp"

namespace maillage {

// `suggestions`: the zones that the party may be; `open` when none of them is of the field, so that it may
// be any.
void report_unresolved(const Agreement& agreement, const Party& party,
                       const std::vector<std::string>& suggestions, bool open, Severity severity,
                       Gathered& diagnostics);

// The party is a former commune, a code that changed or a district; `event` says what became of it, and
// `doubt` is not date_unknown when only a part of a commune of today is bound.
void report_followed(const Agreement& agreement, const Party& party, const std::string& event,
                     CtgReason doubt, Gathered& diagnostics);

// An EPCI that no longer exists, or not yet (`since`). `communes`: those of the field whose coverage is in
// doubt.
void report_gone_epci(const Agreement& agreement, const Party& party, std::optional<Day> since,
                      std::optional<Day> last_day, const std::vector<std::string>& communes,
                      Gathered& diagnostics);
void report_left_epci(const Agreement& agreement, const Party& party,
                      const std::vector<std::string>& communes, Gathered& diagnostics);
void report_misplaced_transfer(const Agreement& agreement, const Party& party, Gathered& diagnostics);

}  // namespace maillage
