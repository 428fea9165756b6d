// Pieces of sentences, in both languages: numbers, days, counts, lists and percentages as a reader of each expects them.
//
// French puts a narrow space between thousands and before a percent sign, English a comma and nothing. A percentage is never
// rounded to a frontier that it does not reach: 99.97 is "99,9 %", never "100 %". Every function is pure and linear in what
// it prints.
//
//     say(lang, "{} of {}", number_text(2, lang), counted(3, "commune", lang));
//     percent_text(99.97, Lang::fr);             // "99,9 %"
//     listed(names, 2, Lang::fr);                // "A, B et 7 autres"
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"

namespace maillage {

// 1 234 in French, 1,234 in English; with decimals 1 234,5 and 1,234.5.
[[nodiscard]] std::string number_text(std::size_t count, Lang lang);
[[nodiscard]] std::string figure_text(double value, int decimals, Lang lang);
[[nodiscard]] std::string day_text(Day day, Lang lang);  // 31/12/2023, 2023-12-31

// "1 commune", "17 communes": the word takes an s from 2 on.
[[nodiscard]] std::string counted(std::size_t count, std::string_view word, Lang lang);

// "A, B et C"; beyond `most` names, "A, B et 7 autres".
[[nodiscard]] std::string listed(std::span<const std::string> names, std::size_t most, Lang lang);

// One percentage, never rounded to a frontier that it does not reach.
[[nodiscard]] std::string percent_text(double percent, Lang lang);

// One percentage that bounds another, rounded away from it: "15,3 %" of at least 2 in 13, "92,4 %" of at
// most 12 in 13; "plus de 0 %", "moins de 100 %" rather than a frontier that it does not reach.
[[nodiscard]] std::string lower_percent_text(double percent, Lang lang);
[[nodiscard]] std::string upper_percent_text(double percent, Lang lang);

// What lies between the two: "96,0 %", "entre 91,2 % et 96,0 %", "au moins 91,2 %", "une part inconnue".
[[nodiscard]] std::string percent_range_text(double low, double high, Lang lang);

}  // namespace maillage
