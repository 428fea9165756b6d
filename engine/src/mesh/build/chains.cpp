#include "mesh/build/chains.hpp"

#include <algorithm>

#include "mesh/exact.hpp"

namespace maillage {
namespace {

class Linker {
 public:
  Linker(std::span<const Piece> pieces, std::size_t ends)
      : pieces_(pieces), degree_(ends), others_(ends), done_(pieces.size()) {
    for (std::uint32_t piece = 0; piece < pieces.size(); ++piece) {
      attach(pieces[piece].from, piece);
      attach(pieces[piece].to, piece);
    }
    chains_.items.reserve(pieces.size());
  }

  Chains link() {
    for (std::uint32_t piece = 0; piece < pieces_.size(); ++piece) {
      if (done_[piece]) continue;
      if (is_node(pieces_[piece].from, piece)) {
        walk(piece, 0);
      } else if (is_node(pieces_[piece].to, piece)) {
        walk(piece, 1);
      }
    }
    chains_.first_closed = chains_.count();
    for (std::uint32_t piece = 0; piece < pieces_.size(); ++piece)
      if (!done_[piece]) walk(piece, 0);
    return std::move(chains_);
  }

 private:
  void attach(std::uint32_t end, std::uint32_t piece) {
    if (degree_[end] < 3) ++degree_[end];
    others_[end] ^= piece;
  }

  // Where two pieces meet, the exclusive or of their numbers gives one from the other.
  [[nodiscard]] bool is_node(std::uint32_t end, std::uint32_t piece) const {
    if (degree_[end] != 2) return true;
    const std::uint32_t other = others_[end] ^ piece;
    if (other == piece) return false;
    const Piece& a = pieces_[piece];
    const Piece& b = pieces_[other];
    if ((a.to == end) == (b.from == end)) return a.left != b.left || a.right != b.right;
    return a.left != b.right || a.right != b.left;
  }

  void walk(std::uint32_t piece, std::uint32_t backwards) {
    for (;;) {
      done_[piece] = 1;
      chains_.items.push_back(piece * 2 + backwards);
      const std::uint32_t end = backwards != 0 ? pieces_[piece].from : pieces_[piece].to;
      if (is_node(end, piece)) break;
      piece ^= others_[end];
      if (done_[piece]) break;
      // A piece between the same two ends twice differs by its state only:
      // forwards when it starts here.
      backwards = pieces_[piece].from == end ? 0 : 1;
    }
    chains_.end.push_back(static_cast<std::uint32_t>(chains_.items.size()));
  }

  std::span<const Piece> pieces_;
  std::vector<std::uint8_t> degree_;
  std::vector<std::uint32_t> others_;
  std::vector<std::uint8_t> done_;
  Chains chains_;
};

}  // namespace

Chains link(std::span<const Piece> pieces, std::size_t ends) {
  return Linker(pieces, ends).link();
}

void finish_arc(Mesh& mesh, ChainKind kind, Piece sides) {
  const std::size_t begin = mesh.arc_begin(mesh.arc_count());
  const auto points = std::span<Point>(mesh.points).subspan(begin);
  if (kind == ChainKind::closed) {
    const auto open = points.first(points.size() - 1);
    std::rotate(open.begin(), std::min_element(open.begin(), open.end(), before), open.end());
    points.back() = points.front();
  }
  const bool reverse = points.front() == points.back() ? before(points[points.size() - 2], points[1])
                                                       : before(points.back(), points.front());
  if (reverse) {
    std::reverse(points.begin(), points.end());
    std::swap(sides.left, sides.right);
    std::swap(sides.from, sides.to);
  }
  mesh.arc_end.push_back(static_cast<std::uint32_t>(mesh.points.size()));
  mesh.left.push_back(sides.left);
  mesh.right.push_back(sides.right);
  mesh.from.push_back(sides.from);
  mesh.to.push_back(sides.to);
}

}  // namespace maillage
