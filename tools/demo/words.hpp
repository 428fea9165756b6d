// Small pieces of text that several files of the demo share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace maillage::demo {

[[nodiscard]] std::string capitals(std::string_view name);           // "L'Étrelan-ac" -> "L ETRELAN AC"
[[nodiscard]] std::string latin1(std::string_view utf8);             // ISO-8859-1
[[nodiscard]] std::string tenths(std::int64_t value, char decimal);  // 123 -> "12,3"
[[nodiscard]] std::string grouped(std::int64_t value);               // 12345 -> "12 345" with U+202F
[[nodiscard]] std::int64_t ratio(std::int64_t part, std::int64_t whole,
                                 std::int64_t scale);                   // rounded; 0 of 0
[[nodiscard]] std::int64_t share_of(std::int64_t whole, double share);  // rounded

// The article of a name as Insee writes it: TNCC, and the name without it.
struct Articled {
  int tncc = 0;
  std::string_view bare;
};
[[nodiscard]] Articled without_article(std::string_view name);

}  // namespace maillage::demo
