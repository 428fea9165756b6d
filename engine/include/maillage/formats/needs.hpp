// What the themes of a study need and who publishes it: geodata/needs.toml, in its order. Read once.
//
//     for (const Need& need : needs())
//       if (!is_met(need, facts)) fmt::print("{} ({})\n", need.title, need.producer);
#pragma once

#include <span>
#include <string>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/formats/read/facts.hpp"

namespace maillage {

struct Need {
  std::string theme;                // "territory", "ctg", …
  std::string heading, heading_en;  // what people call it
  std::string what, what_en;
  std::string producer, title;
  std::vector<std::string> layouts;  // any of these meets it
  std::vector<std::string> levels;   // at one of these; none: at any

  [[nodiscard]] const std::string& in(Lang lang) const { return lang == Lang::fr ? what : what_en; }
  [[nodiscard]] const std::string& title_in(Lang lang) const {
    return lang == Lang::fr ? heading : heading_en;
  }
};

[[nodiscard]] const std::vector<Need>& needs();
[[nodiscard]] bool meets(const SourceFacts& source, const Need& need);

}  // namespace maillage
