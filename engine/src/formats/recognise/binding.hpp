// Columns of a table bound to the rules of a layout.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "formats/recognise/column_names.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

using Patterns = std::vector<NamePattern>;  // one per rule of a layout

[[nodiscard]] Patterns compile_patterns(const Layout& layout);
[[nodiscard]] const std::vector<Patterns>& catalogue_patterns();  // in the order of catalogue()

struct Binding {
  std::vector<BoundColumn> columns;  // by column of the table
  std::vector<std::size_t> unexplained;
  std::vector<const ColumnRule*> missing;  // first rule of each required entry that no column satisfies
  std::size_t required = 0;                // required entries
};

struct Arranged;

[[nodiscard]] std::vector<std::string> plain_names(const Table& table);
// `as` when the table was made plain (formats/recognise/arrange.hpp).
[[nodiscard]] Binding bind(std::span<const std::string> plain, const Layout& layout, const Patterns& patterns,
                           const Arranged* as = nullptr);

}  // namespace maillage
