// Columns of the Ctg layers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/themes/ctg/layers.hpp"

namespace maillage {

// Fills the columns of one layer in the order in which they are written.
class CtgColumns {
 public:
  CtgColumns(Layer& layer, const CtgAnswer& answer, std::string source, Lang lang)
      : layer_(layer),
        answer_(answer),
        source_(std::move(source)),
        lang_(lang),
        size_(layer.zoning->size()) {}

  [[nodiscard]] ColumnInfo info(std::string_view code, std::string_view short_name, std::string_view unit,
                                int decimals, std::string_view french, std::string_view english) const;
  [[nodiscard]] Measure measure(ColumnInfo column, Kind kind) const {
    return {std::move(column), kind, size_};
  }

  void add(Column column) { layer_.columns.push_back(std::move(column)); }
  void add_text(ColumnInfo column, std::vector<std::string> values) {
    add(TextColumn{std::move(column), std::move(values)});
  }

  // The columns that communes and EPCI share: agreement, its end, days left, what ended, what begins.
  void add_situations(const std::vector<CtgSituation>& situations, const std::vector<bool>& covered,
                      const Register& reg);

  // The columns of every group of communes: counts, inhabitants, rates.
  void add_tallies(const std::vector<CtgTally>& tallies);

 private:
  void add_day(ColumnInfo column, const std::vector<CtgSituation>& situations,
               std::optional<Day> CtgSituation::*member);

  Layer& layer_;
  const CtgAnswer& answer_;
  std::string source_;
  Lang lang_;
  std::size_t size_;
};

}  // namespace maillage
