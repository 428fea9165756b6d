// From one zoning to another: for each source zone, the parts of it that fall in each
// target and outside them all.
//
// A part has a weight (low <= value <= high) in [0, 1]. Values of one source zone, `outside` included, sum
// to 1 (to 1e-9). The basis says where weights come from: `exact` (whole zones move: memberships, mergers;
// every weight is 1), `people` or `area` (estimates). Passing 2018 communes to 2026, summing communes to
// EPCI, spreading a commune over QPV: all are the same operation, carry (zoning/carry.hpp).
//
// A target is *incomplete* when some of it is known to lie in no source zone (an EPCI of eight communes of which a
// table lists five): whatever is carried to it is partial, without an upper bound.
//
// compose(a, b) is the product: values multiply and add; low and high are those of the product of
// intervals. A plan composes its crosswalks first and carries once, from the source. `outside`
// stays outside. Memory: 32 bytes a part. compose is linear in the parts of the result, times log
// of the parts of one zone.
//
//     auto epci_of = [&](std::size_t commune) { return epci->find(siren[commune]); };
//     Crosswalk to_epci = assign(communes, epci, epci_of, "DGCL 2025");
//     Crosswalk from_2018 = compose(passage.crosswalk, to_epci);   // zoning/passage.hpp
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "maillage/zoning/zoning.hpp"

namespace maillage {

enum class Basis : std::uint8_t { exact, people, area };

inline constexpr std::uint32_t outside = 0xffffffff;

struct Part {
  std::uint32_t target = outside;
  double low = 1;
  double value = 1;
  double high = 1;
};

class Crosswalk {
 public:
  // parts_by_source[i] lists the parts of source zone i. What its values leave of 1 goes outside; more than
  // 1, a weight outside [0, 1] or low > value > high are Error{internal}. `incomplete`: targets.
  Crosswalk(ZoningRef source_zoning, ZoningRef target_zoning, Basis basis, std::string source,
            const std::vector<std::vector<Part>>& parts_by_source,
            std::vector<std::uint32_t> incomplete = {});

  [[nodiscard]] const ZoningRef& from() const { return from_; }
  [[nodiscard]] const ZoningRef& to() const { return to_; }
  [[nodiscard]] Basis basis() const { return basis_; }
  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] std::span<const Part> parts(std::size_t source_zone) const;
  [[nodiscard]] std::span<const std::uint32_t> incomplete() const {
    return incomplete_;
  }  // targets, ascending

  // Target zone -> source zones with a positive weight there, in source order.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> members() const;

 private:
  ZoningRef from_;
  ZoningRef to_;
  Basis basis_;
  std::string source_;
  std::vector<std::uint32_t> first_;
  std::vector<Part> parts_;
  std::vector<std::uint32_t> incomplete_;
};

// Whole zones to whole zones; nullopt sends the zone outside.
[[nodiscard]] Crosswalk assign(ZoningRef from, ZoningRef to,
                               const std::function<std::optional<std::size_t>(std::size_t)>& target_of,
                               std::string source);
[[nodiscard]] Crosswalk identity(ZoningRef zoning);

// The target that holds the whole of a source zone; `outside`: none does.
[[nodiscard]] std::uint32_t whole_target(const Crosswalk& crosswalk, std::size_t source_zone);
[[nodiscard]] std::vector<std::uint32_t> whole_targets(const Crosswalk& crosswalk);

[[nodiscard]] Crosswalk compose(const Crosswalk& first, const Crosswalk& second);

}  // namespace maillage
