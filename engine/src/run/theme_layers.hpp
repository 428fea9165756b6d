// The layers of a run, theme by theme and level by level, with the sentence that each theme says.
#pragma once

#include <set>
#include <string_view>

#include "maillage/run/run.hpp"
#include "maillage/themes/priority.hpp"

namespace maillage {

// Whether the study asks for the theme: all of them when it names none.
[[nodiscard]] bool wants(const Study& study, std::string_view theme);

// Whether a theme that the study asks for uses it: "area", "qpv".
[[nodiscard]] bool uses(const Study& study, std::string_view what);

void add_layers(Run& run, const std::set<Level>& levels, const QpvOverlay& overlay);

// Says which figures no layer shows: rates that are never added up, indicators that nothing gives, columns that nothing
// takes; and which ratios are of two years.
void report_figures(Run& run, const std::set<Level>& levels);

}  // namespace maillage
