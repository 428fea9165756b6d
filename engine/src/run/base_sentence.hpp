// What the figures of a study stand on, in a sentence.
#pragma once

#include <string>

#include "maillage/run/run.hpp"

namespace maillage {

[[nodiscard]] std::string population_label(const Measure& population,
                                           Lang lang);  // "Population municipale 2023"

// "Base : communes au 01/01/2026 (communes.csv) ; EPCI au 01/01/2025 (epcicom.xlsx) ; population municipale
// 2023. EPCI retenus : …": a reader sees which of these days are not the one asked.
[[nodiscard]] std::string base_sentence(const Run& run);

}  // namespace maillage
