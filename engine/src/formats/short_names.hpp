// DBF names: see maillage/formats/flat_table.hpp.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace maillage {

inline constexpr std::size_t longest_base = 7;  // leaves room for "_lo", "_hi" in the 10 bytes of a DBF name

[[nodiscard]] bool is_short_name(std::string_view name);

// "children_under_3" -> "chiund3": each word gives way in turn, the longest first.
[[nodiscard]] std::string abbreviate(std::string_view code);

class ShortNames {
 public:
  // Takes the name, or the nearest free one ("pop", "pop2", "pop3"), together with its suffixed forms.
  [[nodiscard]] std::string take(std::string_view wanted);
  [[nodiscard]] bool is_free(std::string_view base) const;

 private:
  std::set<std::string> taken_;  // lower case
};

}  // namespace maillage
