// Where one class ends and the next begins: one place for maps, the styles of QGIS and their legends.
//
// Class i is [limits[i], limits[i + 1]), the last one closed. Limits are numbers a legend can print: multiples of
// 10^-decimals, and where values leave room between two classes the one with the fewest digits ("15", not "14,7"), so that
// the legend says exactly what the drawing does. Values that no such number separates are in one class, whatever the rule.
//
//   quantile   classes as equal in number as ties allow: of all ways to cut the sorted values, the one with the smallest sum
//              of squared numbers. Of values without ties, the usual quantiles
//   natural    exact Jenks: the smallest sum of squared distances to the mean of the class, over all ways (Wang and Song,
//              ckmeans, 2011), not a sample nor a local search
//   equal      intervals of one length, moved by at most a twentieth of it to end on a readable number
//   deviation  mean - 1.5 s, - 0.5 s, + 0.5 s, + 1.5 s, s being the standard deviation over zones
//   reference  0.60, 0.85, 1, 1.15, 1.40 times a reference such as the national rate: classes that stay the same from one
//              département to the next. Open on both sides
//   around     the reference is a limit, and quantiles stand on both sides of it: for colours that diverge from it
//   manual     the limits given, open on both sides
//   automatic  with a reference `reference`, or `around` it, whichever is balanced first; else `quantile`, of half as many
//              classes as values at most, with one or two more where that balances them. Balanced: two classes at least, and none with more than half of the values unless one
//              value alone has most of these (a tie that nothing can cut)
// No rule but `equal`, `manual` and `reference` makes an empty class. No value: no limit. A rule that needs more classes than
// there are different values makes as many as there are.
//
// `quantile` and `natural` cost O(n log n) to sort and O(k n log n) to cut, n being the number of different values; the
// memory is k n 32-bit numbers. All are pure and give the same on every machine.
//
//     const std::vector<double> rates{12, 13, 13, 18, 19, 31};
//     class_limits(rates, {.rule = ClassRule::natural, .classes = 3}, 0).limits;   // 12, 15, 30, 31
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace maillage {

enum class ClassRule : std::uint8_t {
  automatic,
  quantile,
  natural,
  equal,
  deviation,
  reference,
  around,
  manual
};
inline constexpr std::size_t default_classes = 5;

struct ClassChoice {
  ClassRule rule = ClassRule::automatic;
  std::size_t classes = default_classes;  // of quantile, natural, equal
  std::vector<double> limits;             // of manual: those between classes, ascending
  std::optional<double> reference;
};

struct ClassLimits {
  ClassRule rule = ClassRule::automatic;  // the one used: never automatic, unless there is no value
  std::vector<double> limits;
};

// `reference` or `around` asked without one is Error{usage}.
[[nodiscard]] ClassLimits class_limits(std::span<const double> values, const ClassChoice& choice,
                                       int decimals);

// How many of the values each class holds.
[[nodiscard]] std::vector<std::size_t> class_counts(std::span<const double> values,
                                                    std::span<const double> limits);

// How many values stay different when they are printed with that many decimals.
[[nodiscard]] std::size_t different_values(std::span<const double> values, int decimals);

// "quantile", "natural", …: the words of options and study files.
[[nodiscard]] std::optional<ClassRule> parse_class_rule(std::string_view word);

}  // namespace maillage
