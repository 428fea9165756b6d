// geodata/styles.toml, read once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/formats/style/styles.hpp"

namespace maillage {

struct NamedLook {
  std::string code;
  std::string label;
  Look look;
};

struct CategoryStyle {
  std::vector<std::string> columns;
  std::vector<NamedLook> classes;
};

struct StyleBook {
  std::vector<Colour> sequential, warm, centred, centred_warm;
  Look zero, plain;
  Colour outline, outline_on_dark;
  std::map<std::string, NamedLook, std::less<>> missing;  // by status word
  std::vector<CategoryStyle> categories;
  std::vector<Look> fallback;
};

[[nodiscard]] const StyleBook& style_book();
[[nodiscard]] Look solid(const StyleBook& book, Colour fill);

}  // namespace maillage
