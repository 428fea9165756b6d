// Aligned columns for a terminal; widths count characters, not bytes.
#pragma once

#include <string>
#include <vector>

namespace maillage {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header);
  void align_right(std::size_t column) { right_[column] = true; }
  void add(std::vector<std::string> cells);
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<bool> right_;
};

}  // namespace maillage
