#include "geometry/slivers.hpp"

#include <algorithm>

namespace maillage {

void give_slivers(const OverlaidZone& found, std::uint32_t zone, double thinnest, Overlay& overlay) {
  overlay.outside_a[zone] = found.outside;
  if (found.pieces.empty()) return;
  const auto main = std::ranges::max_element(found.pieces, {}, &FoundPiece::area);
  const double largest = std::max(main->area, found.outside);
  double received = 0;
  const auto give = [&](std::uint32_t b, double area, double width) {
    overlay.slivers.push_back({zone, b, area, width, main->b});
    overlay.moved += area;
    received += area;
  };

  std::size_t main_piece = 0;
  for (const FoundPiece& piece : found.pieces) {
    if (piece.b == main->b) main_piece = overlay.pieces.size();
    if (piece.b != main->b && piece.width < thinnest && piece.area < largest)
      give(piece.b, piece.area, piece.width);
    else
      overlay.pieces.push_back({zone, piece.b, piece.area, piece.width});
  }
  if (found.outside > 0 && found.outside_width < thinnest && found.outside < largest) {
    give(outside, found.outside, found.outside_width);
    overlay.outside_a[zone] = 0;
  }
  overlay.pieces[main_piece].area += received;
}

}  // namespace maillage
