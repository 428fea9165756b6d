// Tables whose key stands in several columns, or with one figure a row, made plain as a layout says.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "formats/recognise/column_names.hpp"
#include "maillage/base/message.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

[[nodiscard]] bool is_of_figures(const ColumnRule& rule);  // figure_name, figure_value, …

// The first column that has the name of a rule.
[[nodiscard]] std::optional<std::size_t> column_for(const NamePattern& pattern,
                                                    std::span<const std::string> plain);

struct Arranged {
  Table table;
  std::optional<std::size_t> key;  // the column of keys put together
  bool figures_in_columns = false;
  Message fault;  // why the table cannot be made plain; `table` is then as it was
};

// Nothing when the layout asks for none of it, or when the columns that it takes are not there. Linear in the cells.
[[nodiscard]] std::optional<Arranged> arranged(const Table& table, const Layout& layout,
                                               std::span<const NamePattern> patterns);

}  // namespace maillage
