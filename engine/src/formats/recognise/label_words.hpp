// Texts that stand for labels, notes that explain empty cells, years of rows.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

class LabelWords {
 public:
  explicit LabelWords(const ColumnRule& rule);

  [[nodiscard]] std::optional<std::string_view> find(std::string_view text) const;
  [[nodiscard]] const std::vector<std::string>& codes() const { return codes_; }  // in the order of the rule
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::map<std::string, std::string, std::less<>> code_of_;
  std::vector<std::string> codes_;
  std::vector<std::string> texts_;
};

// The column of flags that goes with a column of figures, when the layout names one and the table has it.
class Notes {
 public:
  Notes(const Table& table, const BoundColumn& column, const Layout& layout);
  [[nodiscard]] std::optional<Presence> reason(std::uint32_t row) const;

 private:
  const Table& table_;
  std::optional<std::size_t> column_;
  std::map<std::string, Presence, std::less<>> meaning_;
};

// The last (or first) day of the year of these rows, when the table has a year column and they agree.
[[nodiscard]] std::optional<Day> year_of_rows(const Table& table, const ColumnRule& rule,
                                              const Layout& layout, std::span<const std::uint32_t> rows);

// "2021", "2021-12-31", "202112": 2021; 0 when the text says no year.
[[nodiscard]] int year_in_text(std::string_view text);

}  // namespace maillage
