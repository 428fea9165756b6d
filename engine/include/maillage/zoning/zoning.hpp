// A set of zones of one level at one date: communes on 2026-01-01, EPCI on 2025-01-01, QPV edition 2015.
//
// Codes are text, always, unique, in ascending byte order: that order is the order of every column, every
// output and every loop. Names follow the codes. Zonings are immutable and shared: a Measure, a Crosswalk
// or a Layer points at the zoning it speaks of, and two zonings are the same when they are the same object.
// make_zoning sorts; a duplicated or empty code is Error{internal}: whoever reads a file resolves those
// first. find is O(log n).
//
//     ZoningRef communes = make_zoning(Level::commune, day, "COG 2026",
//                                      {{"17300", "La Rochelle"}, {"17415", "Saintes"}});
//     communes->find("17300");   // 0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/zoning/level.hpp"

namespace maillage {

// The index of no zone.
inline constexpr std::uint32_t no_zone = 0xffffffff;

struct Zone {
  std::string code;
  std::string name;
};

class Zoning {
 public:
  Zoning(Level level, Day at, std::string edition, std::vector<Zone> zones);

  [[nodiscard]] const Level& level() const { return level_; }
  [[nodiscard]] Day at() const { return at_; }
  [[nodiscard]] const std::string& edition() const { return edition_; }
  [[nodiscard]] std::size_t size() const { return zones_.size(); }
  [[nodiscard]] const std::string& code(std::size_t zone) const { return zones_[zone].code; }
  [[nodiscard]] const std::string& name(std::size_t zone) const { return zones_[zone].name; }
  [[nodiscard]] const std::vector<Zone>& zones() const { return zones_; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view code) const;

 private:
  Level level_;
  Day at_;
  std::string edition_;
  std::vector<Zone> zones_;
  std::vector<std::uint64_t> heads_;  // first eight bytes of each code, as a number in the order of the codes
};

using ZoningRef = std::shared_ptr<const Zoning>;
[[nodiscard]] ZoningRef make_zoning(Level level, Day at, std::string edition, std::vector<Zone> zones);

}  // namespace maillage
