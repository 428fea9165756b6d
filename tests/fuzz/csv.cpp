// A table in memory: split, recognised, its keys put right, every figure and category read.
#include "fuzz/input.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/recognise/scale.hpp"

using namespace maillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::answered([&] {
    Diagnostics diagnostics;
    Table table = parse_csv(fuzz::text_of(data, size), "fuzz.csv", diagnostics);
    auto recognition = recognise(table);
    if (!recognition) {
      static_cast<void>(near_misses(table));
      return;
    }
    Keys keys;
    if (recognition->find("key") != nullptr) keys = keys_of(table, *recognition, diagnostics);
    fuzz::require(keys.codes.size() == keys.rows.size() && keys.codes.size() <= table.rows());
    judge_scales(table, *recognition, keys.rows, diagnostics);
    for (const BoundColumn& column : recognition->columns) {
      if (column.rule->role == "measure")
        fuzz::require(read_measure(table, column, *recognition->layout, keys.rows, diagnostics).size() ==
                      keys.rows.size());
      if (column.rule->role == "category")
        static_cast<void>(read_category(table, column, *recognition->layout, keys.rows, diagnostics));
    }
    for (const Diagnostic& item : diagnostics.items) static_cast<void>(to_text(item, Lang::fr));
  });
}
