// A layer as the columns of a file: what every writer writes.
//
// Fields come in this order: code, name, then for each column of the layer its value and what goes with it.
// A measure gives `code` (number; null when missing) and `code_status` (text: "known", the reason when
// missing, or the marks: "partial", "rounded+estimated"), and, when the column stores bounds, `code_low`
// and `code_high` (null: open). A category gives `code` and, when some zone has no label, `code_status`. A
// text gives `code`, and so does a day. `role` says which of these a field is. Counts whose known values
// are all whole are written as integers, their bounds too when those are whole.
//
// Short names are for DBF: at most 10 ASCII characters (letters, digits, underscore), unique in the table
// whatever the case: `short_name` of the column plus "_s", "_lo", "_hi". Declared short names come first;
// a column without one, or whose name is taken, gets one from its code (children_under_3: chiund3). All
// three suffixes are kept for a column even when it has no such field, so that a name does not change
// from one run to the next.
//
// A table that is no layer (a list of communes, a dictionary) can be built by hand and given to the CSV
// writer. O(rows x columns).
//
//     FlatTable flat = flatten(layer);
//     for (const FlatField& field : flat.fields) fmt::print("{}: {}\n", field.name, to_string(field.type));
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "maillage/themes/layer.hpp"

namespace maillage {

enum class FieldType : std::uint8_t { text, integer, real, date };
enum class FieldRole : std::uint8_t { code, name, value, status, low, high };

struct FlatField {
  std::string name;
  std::string short_name;
  std::string label;
  std::string unit;
  std::string source;
  FieldType type = FieldType::text;
  int decimals = 0;
  std::variant<std::vector<double>, std::vector<std::string>>
      values;  // NaN: null; an empty text: null; days are ISO texts
  FieldRole role = FieldRole::value;
  std::optional<Day> observed;
  std::string champ;  // whom or what the figures are about ("champ")
};

struct FlatTable {
  std::size_t rows = 0;
  std::vector<FlatField> fields;
};

[[nodiscard]] std::string_view to_string(FieldType type);

[[nodiscard]] FlatTable flatten(const Layer& layer);

}  // namespace maillage
