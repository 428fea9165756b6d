// Where indicators come from: the entries of geodata/indicators.toml, and those of a study file.
//
// Both are written with the same keys, so that an entry tried in a study becomes built in by moving it:
//   label, label_en     required; what a reader sees              short    at most 7 ASCII characters
//   unit                "percent", "persons", "EUR"…              kind     count (default), rate, intensive
//   numerator, denominator   codes of two counts: makes it a rate
//   part_of_whole       the numerator is a part of the denominator: the rate is at most `per`
//   per                 100 (default); 1000 for a rate per 1,000
//   weights             the count that the known share of a rebuilt rate is counted in (population)
//   decimals, rounding, field, note, note_en
//   theme               whose layers show it                      levels   where it is shown (everywhere)
//   references          "nation", "region", "departement": what a rate is compared with
//   worse = "high"      draws high values in warm colours
// What an entry says wrongly is refused at its key, with the nearest key that there is.
//
//     const Indicator* rate = find_indicator(indicators(), "rate_total");
//     Indicator own = indicator_of("neet_rate", settings, refuse, levels());
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "maillage/themes/indicator.hpp"

namespace maillage {

// geodata/indicators.toml, in the order of the file.
[[nodiscard]] const std::vector<Indicator>& indicators();

using Setting = std::variant<std::string, double, bool, std::vector<std::string>>;
using Settings = std::map<std::string, Setting, std::less<>>;

// Called with the key at fault (empty: the entry as a whole) and a message; must throw.
using Refuse = std::function<void(std::string_view key, const std::string& message)>;

[[nodiscard]] Indicator indicator_of(const std::string& code, const Settings& settings, const Refuse& refuse,
                                     std::span<const Level> levels);

}  // namespace maillage
