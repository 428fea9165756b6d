// The French of what the program says: one table for each room, found by the English.
//
// French is written here with plain spaces; `text_of` puts the narrow ones before ; : ! ? % and inside « ».
#pragma once

#include <span>
#include <string_view>

namespace maillage::french {

struct Translation {
  std::string_view english;
  std::string_view french;
};

// What can be counted: "row" is "ligne", feminine. The plural takes an s on the first word unless it is given.
struct Word {
  std::string_view english;
  std::string_view one;
  std::string_view many;
  bool feminine = false;
};

[[nodiscard]] std::span<const Word> words();
[[nodiscard]] std::span<const Translation> words_of_lists();  // levels, kinds, statuses: those of term(…)

[[nodiscard]] std::span<const Translation> of_base();
[[nodiscard]] std::span<const Translation> of_zoning();
[[nodiscard]] std::span<const Translation> of_register();
[[nodiscard]] std::span<const Translation> of_mesh();
[[nodiscard]] std::span<const Translation> of_geometry();
[[nodiscard]] std::span<const Translation> of_formats();
[[nodiscard]] std::span<const Translation> of_themes();
[[nodiscard]] std::span<const Translation> of_join();
[[nodiscard]] std::span<const Translation> of_study();
[[nodiscard]] std::span<const Translation> of_run();
[[nodiscard]] std::span<const Translation> of_report();
[[nodiscard]] std::span<const Translation> of_tools();

}  // namespace maillage::french
