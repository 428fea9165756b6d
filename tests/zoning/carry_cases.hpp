// Random crosswalks and columns, with weights in eighths so that sums of weights are exact.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "maillage/zoning/carry.hpp"
#include "measure/cases.hpp"

namespace maillage::gen {

inline int within(int end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end));
}

inline ZoningRef zoning(std::size_t size) {
  std::vector<Zone> zones;
  for (std::size_t i = 0; i < size; ++i) zones.push_back({"Z" + std::to_string(100 + i), ""});
  return make_zoning(Level::custom, new_year(2026), "test", zones);
}

inline Crosswalk whole_zones(const ZoningRef& from, const ZoningRef& to) {
  std::vector<std::vector<Part>> parts(from->size());
  for (auto& own : parts)
    if (within(6) > 0 && to->size() > 0)
      own = {Part{static_cast<std::uint32_t>(within(static_cast<int>(to->size())))}};
  return {from, to, Basis::exact, "whole", parts};
}

inline Crosswalk weighted(const ZoningRef& from, const ZoningRef& to) {
  std::vector<std::vector<Part>> parts(from->size());
  for (auto& own : parts) {
    int left = 8;
    for (std::uint32_t target = 0; target < to->size() && left > 0; ++target) {
      const int eighths = std::min(left, within(9));
      if (eighths == 0) continue;
      const double value = eighths / 8.0;
      own.push_back({target, value - value * within(2), value, within(2) == 0 ? value : 1.0});
      left -= eighths;
    }
  }
  return {from, to, Basis::area, "weighted", parts};
}

inline Crosswalk crosswalk(const ZoningRef& from, const ZoningRef& to) {
  return within(2) == 0 ? whole_zones(from, to) : weighted(from, to);
}

struct Columned {
  Measure measure;
  std::vector<double> truth;
};

inline Columned column(std::size_t size) {
  Columned result{Measure({.code = "count"}, Kind::count, size), {}};
  for (std::size_t zone = 0; zone < size; ++zone) {
    const Case one = *count();
    result.measure.set(zone, one.cell);
    result.truth.push_back(one.truth);
  }
  return result;
}

inline Measure exact_column(std::size_t size) {
  Measure measure({.code = "count"}, Kind::count, size);
  for (std::size_t zone = 0; zone < size; ++zone) measure.set(zone, known(within(100)));
  return measure;
}

}  // namespace maillage::gen
