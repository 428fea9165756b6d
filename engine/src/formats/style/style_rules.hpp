// The classes of a style as conditions on fields: what QML and SLD both spell out, each in its own tongue.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maillage/formats/style/styles.hpp"

namespace maillage {

enum class Condition : std::uint8_t { always, label, zero, range, missing };

struct StyleRule {
  Condition condition = Condition::always;
  bool without_zero = false;  // a range beside a class of zeros
  bool closed = false;        // a range that holds its upper limit
  StyleClass shown;
};

[[nodiscard]] std::vector<StyleRule> rules_of(const Style& style);

}  // namespace maillage
