// Joins pieces of border end to end wherever nothing branches off and the zones on
// both sides stay the same.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "maillage/mesh/mesh.hpp"

namespace maillage {

struct Piece {
  std::uint32_t from;
  std::uint32_t to;
  std::uint32_t left;
  std::uint32_t right;
};

// Each item is a piece times two, plus one when it is walked backwards. Chains from `first_closed` on have
// no true node: they end where they began, at a place without meaning.
struct Chains {
  std::vector<std::uint32_t> items;
  std::vector<std::uint32_t> end;
  std::size_t first_closed = 0;

  [[nodiscard]] std::size_t count() const { return end.size(); }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t chain) const {
    const std::size_t begin = chain == 0 ? 0 : end[chain - 1];
    return std::span<const std::uint32_t>(items).subspan(begin, end[chain] - begin);
  }
};

// `ends` is one past the largest number in from and to.
[[nodiscard]] Chains link(std::span<const Piece> pieces, std::size_t ends);

// Gives the points pushed since the last arc, zones on both sides, as one arc in its canonical sense;
// a closed chain is also turned to start at its smallest point. from and to are the numbers of its
// ends, when it is not closed.
enum class ChainKind : std::uint8_t { open, closed };
void finish_arc(Mesh& mesh, ChainKind kind, Piece sides);

}  // namespace maillage
