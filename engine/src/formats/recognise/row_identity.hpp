// What the rows of a table are about, told by its codes: one zone each, or something finer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "formats/recognise/binding.hpp"
#include "maillage/formats/recognise/layout.hpp"

namespace maillage {

struct RowIdentity {
  std::size_t rows = 0;              // with a well-formed key
  std::size_t repeated = 0;          // of these, whose key an earlier row has
  std::string example;               // the first key that is repeated
  std::optional<std::size_t> finer;  // a column that no rule explains, of which each row has its own code
  bool names_of_above = false;       // one name for many codes
  std::string name;                  // the first of these

  // Rows that repeat their key, most of them or because they are about something finer, are no zones.
  [[nodiscard]] bool one_zone_a_row() const {
    return 2 * repeated <= rows && !(repeated > 0 && finer) && !names_of_above;
  }
};

[[nodiscard]] RowIdentity row_identity(const Table& table, const Binding& binding, const Layout& layout);

}  // namespace maillage
