// One column of printed figures: its decimal sign, and what each text is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

struct NumberStyle {
  Decimal decimal = Decimal::either;
  bool mixed = false;                  // commas and points both stand for decimals
  bool thousands_or_decimals = false;  // "1.234" everywhere and nothing tells which
};

[[nodiscard]] NumberStyle style_of(const std::vector<std::string_view>& texts, const ColumnRule& rule);

// The figure, or nothing when the text is no number in that style. A rate may carry a percent sign.
[[nodiscard]] std::optional<double> read_figure(std::string_view text, const NumberStyle& style,
                                                const ColumnRule& rule);

// "1.234", "12,345": three digits behind one sign, one to three before, the first of them not zero.
[[nodiscard]] bool could_be_thousands(std::string_view text);

// Is the figure a multiple of the step?
[[nodiscard]] bool prints_at(double value, double step);

}  // namespace maillage
