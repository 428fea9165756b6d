// A layer as the columns of a file: what every writer writes.
//
// Fields come in this order: code, name, then for each column of the layer its value and what goes with it.
// A measure gives `code` (number; null when missing) and `code_status` (text: "known", the reason when missing, or the
// marks: "partial", "rounded+estimated"), and, when the column stores bounds, `code_low` and `code_high` (null: open).
// A category gives `code` and, when some zone has no label, `code_status`. A text gives `code`.
// Short names are for DBF: at most 10 ASCII characters, unique in the table, `short_name` plus "_s", "_lo", "_hi".
// Counts whose values are all whole are written as integers.
//
//     FlatTable flat = flatten(layer);
//     for (const FlatField& field : flat.fields) std::visit(..., field.values);
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "maillage/layers/layer.hpp"

namespace maillage {

enum class FieldType : std::uint8_t { text, integer, real };

struct FlatField {
  std::string name;
  std::string short_name;
  std::string label;
  std::string unit;
  std::string source;
  FieldType type = FieldType::text;
  int decimals = 0;
  std::variant<std::vector<double>, std::vector<std::string>> values;  // NaN: null; an empty text: null
};

struct FlatTable {
  std::size_t rows = 0;
  std::vector<FlatField> fields;
};

[[nodiscard]] FlatTable flatten(const Layer& layer);

}  // namespace maillage
