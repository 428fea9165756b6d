// The layers of a run, theme by theme and level by level, with the sentence that each theme says.
#pragma once

#include <set>
#include <string_view>

#include "maillage/run/run.hpp"
#include "maillage/themes/priority.hpp"

namespace maillage {

// Whether the study asks for the theme: all of them when it names none.
[[nodiscard]] bool wants(const Study& study, std::string_view theme);

void add_layers(Run& run, const std::set<Level>& levels, const QpvOverlay& overlay);

}  // namespace maillage
