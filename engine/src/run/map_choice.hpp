// What a map shows: a layer of the run and its columns.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "maillage/run/maps.hpp"
#include "run/change.hpp"

namespace maillage {

struct MapChoice {
  const RunLayer* shown = nullptr;
  std::string column;
  const Measure* figures = nullptr;  // of a choropleth
  const Measure* circles = nullptr;  // a count
  const Category* categories = nullptr;
  std::shared_ptr<const Change> change;  // `shown` is its layer; null: figures of one day

  [[nodiscard]] const ColumnInfo& info() const {
    return categories != nullptr ? categories->info : figures != nullptr ? figures->info : circles->info;
  }
};

// One for a spec with a measure; for one without, one per theme. Throws Error{usage} on what is not there.
[[nodiscard]] std::vector<MapChoice> choices_of(const Run& run, const MapSpec& spec);

// What the measure of the choice has become since the earlier run.
[[nodiscard]] MapChoice changed_since(const Run& run, const Run& earlier, const MapChoice& choice);

}  // namespace maillage
