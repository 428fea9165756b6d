#include "maillage/zoning/zoning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>

#include "maillage/base/error.hpp"

namespace maillage {
namespace {
std::uint64_t head_of(std::string_view code) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof head; ++i)
    head = head << 8U | (i < code.size() ? static_cast<unsigned char>(code[i]) : 0U);
  return head;
}
}  // namespace

Zoning::Zoning(Level level, Day at, std::string edition, std::vector<Zone> zones)
    : level_(std::move(level)), at_(at), edition_(std::move(edition)), zones_(std::move(zones)) {
  if (!std::ranges::is_sorted(zones_, {}, &Zone::code)) std::ranges::sort(zones_, {}, &Zone::code);
  for (std::size_t i = 0; i < zones_.size(); ++i)
    if (zones_[i].code.empty() || (i > 0 && zones_[i].code == zones_[i - 1].code))
      throw Error(Failure::internal, fmt::format("zoning {} {}: code \"{}\" is empty or stands twice",
                                                 level_.code, edition_, zones_[i].code));
  heads_.reserve(zones_.size());
  for (const Zone& zone : zones_) heads_.push_back(head_of(zone.code));
}

std::optional<std::size_t> Zoning::find(std::string_view code) const {
  const std::uint64_t head = head_of(code);
  const auto first = std::ranges::lower_bound(heads_, head);
  auto last = first;
  if (last != heads_.end() && *last == head) ++last;
  if (last != heads_.end() && *last == head) last = std::upper_bound(last, heads_.end(), head);  // long codes
  const auto at = static_cast<std::size_t>(first - heads_.begin());
  const auto zones = std::span(zones_).subspan(at, static_cast<std::size_t>(last - first));
  const auto found = std::ranges::lower_bound(zones, code, std::less<>{}, &Zone::code);
  if (found == zones.end() || found->code != code) return std::nullopt;
  return at + static_cast<std::size_t>(found - zones.begin());
}

ZoningRef make_zoning(Level level, Day at, std::string edition, std::vector<Zone> zones) {
  return std::make_shared<const Zoning>(std::move(level), at, std::move(edition), std::move(zones));
}

}  // namespace maillage
