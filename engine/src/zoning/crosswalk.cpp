#include "maillage/zoning/crosswalk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "maillage/base/error.hpp"

namespace maillage {
namespace {

constexpr double tolerance = 1e-9;

void require_sound(const Part& part, std::string_view code) {
  const bool sound = 0 <= part.low && part.low <= part.value && part.value <= part.high && part.high <= 1;
  if (!sound)
    throw Error(Failure::internal, fmt::format("crosswalk: zone {} has a weight of {} in [{}, {}]", code,
                                               part.value, part.low, part.high));
}

// Two parts of a zone with one target are one part: its bounds count the zone once.
// What adds up to 1 is whole.
void merge(std::vector<Part>& parts) {
  if (parts.size() > 1)
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.target < b.target; });
  std::size_t size = 0;
  for (const Part& part : parts) {
    if (size == 0 || parts[size - 1].target != part.target) {
      parts[size++] = part;
      continue;
    }
    parts[size - 1].low += part.low;
    parts[size - 1].value += part.value;
    parts[size - 1].high = std::min(1.0, parts[size - 1].high + part.high);
  }
  parts.resize(size);
  for (Part& part : parts)
    if (part.low >= 1 - tolerance) part.low = part.value = part.high = 1;
}

// Sums of weights may end a hair above 1.
Part clipped(Part part) {
  if (part.value > 1 && part.value <= 1 + tolerance) part.value = 1;
  if (part.high > 1 && part.high <= 1 + tolerance) part.high = 1;
  if (part.low > 1 && part.low <= 1 + tolerance) part.low = 1;
  return part;
}

}  // namespace

Crosswalk::Crosswalk(ZoningRef source_zoning, ZoningRef target_zoning, Basis basis, std::string source,
                     const std::vector<std::vector<Part>>& parts_by_source,
                     std::vector<std::uint32_t> incomplete)
    : from_(std::move(source_zoning)),
      to_(std::move(target_zoning)),
      basis_(basis),
      source_(std::move(source)),
      incomplete_(std::move(incomplete)) {
  std::ranges::sort(incomplete_);
  incomplete_.erase(std::ranges::unique(incomplete_).begin(), incomplete_.end());
  if (!incomplete_.empty() && incomplete_.back() >= to_->size())
    throw Error(Failure::internal,
                fmt::format("crosswalk: target {} of {} is incomplete", incomplete_.back(), to_->size()));
  if (parts_by_source.size() != from_->size())
    throw Error(Failure::internal, fmt::format("crosswalk: {} lists of parts for {} zones",
                                               parts_by_source.size(), from_->size()));
  first_.reserve(from_->size() + 1);
  first_.push_back(0);
  parts_.reserve(from_->size());
  std::vector<Part> kept;
  for (std::size_t zone = 0; zone < from_->size(); ++zone) {
    double inside = 0, beyond = 0;
    kept.clear();
    for (const Part& given : parts_by_source[zone]) {
      const Part part = clipped(given);
      require_sound(part, from_->code(zone));
      (part.target == outside ? beyond : inside) += part.value;
      if (part.target != outside && part.target >= to_->size())
        throw Error(Failure::internal, fmt::format("crosswalk: zone {} goes to target {} of {}",
                                                   from_->code(zone), part.target, to_->size()));
      if (part.target != outside && part.high > 0) kept.push_back(part);
    }
    merge(kept);
    parts_.insert(parts_.end(), kept.begin(), kept.end());
    if (inside + beyond > 1 + tolerance)
      throw Error(Failure::internal, fmt::format("crosswalk: the parts of zone {} sum to {}",
                                                 from_->code(zone), inside + beyond));
    const double rest = 1 - inside;
    if (rest > tolerance) parts_.push_back({outside, parts_.size() == first_.back() ? 1.0 : 0.0, rest, 1.0});
    first_.push_back(static_cast<std::uint32_t>(parts_.size()));
  }
}

std::span<const Part> Crosswalk::parts(std::size_t source_zone) const {
  return std::span(parts_).subspan(first_[source_zone], first_[source_zone + 1] - first_[source_zone]);
}

std::vector<std::vector<std::uint32_t>> Crosswalk::members() const {
  std::vector<std::vector<std::uint32_t>> sources(to_->size());
  for (std::size_t zone = 0; zone < from_->size(); ++zone)
    for (const Part& part : parts(zone))
      if (part.target != outside && part.value > 0)
        sources[part.target].push_back(static_cast<std::uint32_t>(zone));
  return sources;
}

Crosswalk assign(ZoningRef from, ZoningRef to,
                 const std::function<std::optional<std::size_t>(std::size_t)>& target_of,
                 std::string source) {
  std::vector<std::vector<Part>> parts(from->size());
  for (std::size_t zone = 0; zone < from->size(); ++zone)
    if (const auto target = target_of(zone))
      parts[zone] = {Part{static_cast<std::uint32_t>(*target), 1, 1, 1}};
  return {std::move(from), std::move(to), Basis::exact, std::move(source), parts};
}

Crosswalk identity(ZoningRef zoning) {
  return assign(
      zoning, zoning, [](std::size_t zone) { return std::optional(zone); }, "identity");
}

std::uint32_t whole_target(const Crosswalk& crosswalk, std::size_t source_zone) {
  const Part& first = crosswalk.parts(source_zone).front();
  return first.low < 1 ? outside : first.target;
}

std::vector<std::uint32_t> whole_targets(const Crosswalk& crosswalk) {
  std::vector<std::uint32_t> targets(crosswalk.from()->size());
  for (std::size_t zone = 0; zone < targets.size(); ++zone) targets[zone] = whole_target(crosswalk, zone);
  return targets;
}

Crosswalk compose(const Crosswalk& first, const Crosswalk& second) {
  if (first.to() != second.from())
    throw Error(Failure::internal,
                fmt::format("compose: {} does not lead to {}", first.source(), second.source()));
  std::vector<std::vector<Part>> product(first.from()->size());
  for (std::size_t zone = 0; zone < product.size(); ++zone) {
    std::map<std::uint32_t, Part> by_target;
    for (const Part& step : first.parts(zone)) {
      if (step.target == outside) continue;
      for (const Part& next : second.parts(step.target)) {
        if (next.target == outside) continue;
        Part& part = by_target.try_emplace(next.target, Part{next.target, 0, 0, 0}).first->second;
        part.low += step.low * next.low;
        part.value += step.value * next.value;
        part.high += step.high * next.high;
      }
    }
    for (auto& [target, part] : by_target) {
      part.value = std::min(part.value, 1.0);
      part.low = std::min(part.low, part.value);
      part.high = std::clamp(part.high, part.value, 1.0);
      product[zone].push_back(part);
    }
  }
  std::vector<std::uint32_t> incomplete(second.incomplete().begin(), second.incomplete().end());
  for (const std::uint32_t step : first.incomplete())
    for (const Part& next : second.parts(step))
      if (next.target != outside) incomplete.push_back(next.target);
  const Basis basis = first.basis() == Basis::exact ? second.basis() : first.basis();
  return {first.from(), second.to(),          basis, first.source() + " ; " + second.source(),
          product,      std::move(incomplete)};
}

}  // namespace maillage
