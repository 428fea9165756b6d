#include "formats/read/crs_names.hpp"

#include <charconv>
#include <string>
#include <utility>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

struct Name {
  std::string_view ending;
  int epsg;
};
// IGN's own register (IGNF) and the OGC's; EPSG numbers from the EPSG register.
constexpr Name crs_names[] = {
    {"crs84", 4326},       {"crs84h", 4326},      {"lamb93", 2154},      {"rgf93lamb93", 2154},
    {"lambe", 27572},      {"wgs84g", 4326},      {"wgs84", 4326},       {"rgf93g", 4171},
    {"rgaf09utm20", 5490}, {"utm22rgfg95", 2972}, {"rgr92utm40s", 2975}, {"rgm04utm38s", 4471},
    {"rgspm06u21", 4467},
};

constexpr std::pair<int, int> same[] = {
    {4979, 4326}, {9793, 2154},   {9794, 2154},   {9777, 4171},   {9782, 4171},
    {4965, 4171}, {900913, 3857}, {102100, 3857}, {102110, 2154},
};

}  // namespace

Crs canonical_crs(int epsg) {
  for (const auto& [from, to] : same)
    if (from == epsg) return {to};
  return {epsg};
}

std::optional<Crs> crs_of_name(std::string_view name) {
  const std::string lower = to_lower_ascii(trim(name));
  const std::size_t cut = lower.find_last_of(":/#");
  const std::string_view last = std::string_view(lower).substr(cut == std::string::npos ? 0 : cut + 1);
  for (const Name& known : crs_names)
    if (last == known.ending) return Crs{known.epsg};
  if (lower.find("epsg") == std::string::npos || !all_digits(last)) return std::nullopt;
  int epsg = 0;
  const auto [end, problem] = std::from_chars(last.data(), last.data() + last.size(), epsg);
  if (problem != std::errc() || end != last.data() + last.size() || epsg == 0) return std::nullopt;
  return canonical_crs(epsg);
}

}  // namespace maillage
