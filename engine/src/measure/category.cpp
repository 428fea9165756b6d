#include "maillage/measure/category.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/error.hpp"

namespace maillage {

Category::Category(ColumnInfo column, std::vector<std::string> label_codes, std::size_t size)
    : info(std::move(column)),
      labels_(std::move(label_codes)),
      indices_(size, 0),
      presences_(size, Presence::not_available) {}

std::optional<std::size_t> Category::index(std::size_t zone) const {
  if (presences_[zone] != Presence::known) return std::nullopt;
  return indices_[zone];
}

std::string_view Category::label(std::size_t zone) const {
  const auto at = index(zone);
  return at ? std::string_view(labels_[*at]) : std::string_view();
}

void Category::set(std::size_t zone, std::string_view label) {
  const auto found = std::ranges::find(labels_, label);
  if (found == labels_.end())
    throw Error(Failure::internal, fmt::format("\"{}\" is no label of {}", label, info.code));
  indices_[zone] = static_cast<std::uint16_t>(found - labels_.begin());
  presences_[zone] = Presence::known;
}

void Category::set_missing(std::size_t zone, Presence why) {
  presences_[zone] = why;
}

}  // namespace maillage
