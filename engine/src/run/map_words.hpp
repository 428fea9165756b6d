// What is written around a map.
#pragma once

#include "run/map_choice.hpp"

namespace maillage {

// "CC du Ternois", "Lens - Liévin": as people call an EPCI.
[[nodiscard]] std::string short_name(std::string_view name);

// "61,2 %", "1 250 foyers allocataires"
[[nodiscard]] std::string value_words(const Measure& measure, const Cell& cell, Lang lang);

// Title, subtitle, warnings, notes and what the legend is called; the classes must be there.
void add_words(Map& map, const Run& run, const MapSpec& spec, const MapChoice& choice);

// What the map says, for those who cannot see it.
[[nodiscard]] std::string description_of(const Map& map, const Run& run, const MapChoice& choice);

[[nodiscard]] std::string caption_of(const Map& map);

}  // namespace maillage
