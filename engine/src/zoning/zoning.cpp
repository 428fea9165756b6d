#include "maillage/zoning/zoning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "maillage/base/error.hpp"

namespace maillage {
namespace {
constexpr std::array<std::pair<Level, std::string_view>, 8> level_names{{{Level::commune, "commune"},
                                                                         {Level::epci, "epci"},
                                                                         {Level::departement, "departement"},
                                                                         {Level::region, "region"},
                                                                         {Level::nation, "nation"},
                                                                         {Level::qpv, "qpv"},
                                                                         {Level::grid, "grid"},
                                                                         {Level::custom, "custom"}}};
}

std::string_view to_string(Level level) {
  return std::ranges::find(level_names, level, &std::pair<Level, std::string_view>::first)->second;
}

std::optional<Level> parse_level(std::string_view text) {
  const auto found = std::ranges::find(level_names, text, &std::pair<Level, std::string_view>::second);
  if (found == level_names.end()) return std::nullopt;
  return found->first;
}

Zoning::Zoning(Level level, Day at, std::string edition, std::vector<Zone> zones)
    : level_(level), at_(at), edition_(std::move(edition)), zones_(std::move(zones)) {
  std::ranges::sort(zones_, {}, &Zone::code);
  for (std::size_t i = 0; i < zones_.size(); ++i)
    if (zones_[i].code.empty() || (i > 0 && zones_[i].code == zones_[i - 1].code))
      throw Error(Failure::internal, fmt::format("zoning {} {}: code \"{}\" is empty or stands twice",
                                                 to_string(level_), edition_, zones_[i].code));
}

std::optional<std::size_t> Zoning::find(std::string_view code) const {
  const auto code_of = [](const Zone& zone) { return std::string_view(zone.code); };
  const auto found = std::ranges::lower_bound(zones_, code, {}, code_of);
  if (found == zones_.end() || found->code != code) return std::nullopt;
  return static_cast<std::size_t>(found - zones_.begin());
}

ZoningRef make_zoning(Level level, Day at, std::string edition, std::vector<Zone> zones) {
  return std::make_shared<const Zoning>(level, at, std::move(edition), std::move(zones));
}

}  // namespace maillage
