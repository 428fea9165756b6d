#include "geometry/box_pairs.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#pragma GCC diagnostic pop

#include "maillage/base/parallel.hpp"

namespace maillage {
namespace {

namespace index = boost::geometry::index;
using Corner = boost::geometry::model::point<double, 2, boost::geometry::cs::cartesian>;
using TreeBox = boost::geometry::model::box<Corner>;
using Entry = std::pair<TreeBox, std::uint32_t>;

TreeBox tree_box(const Box& box) {
  return {{box.min_x, box.min_y}, {box.max_x, box.max_y}};
}
bool has_place(const Box& box) {
  return box.min_x <= box.max_x && box.min_y <= box.max_y;
}

struct Meeting {
  std::uint32_t indexed, asked;
};

// The smaller side is indexed: the larger one then asks many cheap questions.
std::vector<Meeting> meetings(const std::vector<Box>& indexed, const std::vector<Box>& asked) {
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < indexed.size(); ++i)
    if (has_place(indexed[i])) entries.emplace_back(tree_box(indexed[i]), static_cast<std::uint32_t>(i));
  const index::rtree<Entry, index::quadratic<16>> tree(entries);
  constexpr std::size_t grain = 1024;
  std::vector<std::vector<Meeting>> parts(block_count(asked.size(), grain));
  parallel_for(asked.size(), grain, [&](std::size_t begin, std::size_t end, std::size_t part) {
    for (std::size_t i = begin; i < end; ++i) {
      if (!has_place(asked[i])) continue;
      for (auto at = tree.qbegin(index::intersects(tree_box(asked[i]))); at != tree.qend(); ++at)
        parts[part].push_back({at->second, static_cast<std::uint32_t>(i)});
    }
  });
  std::vector<Meeting> found;
  for (const auto& part : parts) found.insert(found.end(), part.begin(), part.end());
  return found;
}

}  // namespace

std::vector<ZonePair> box_pairs(const std::vector<Box>& a, const std::vector<Box>& b) {
  std::vector<ZonePair> pairs;
  if (a.size() <= b.size())
    for (const Meeting& meeting : meetings(a, b)) pairs.push_back({meeting.indexed, meeting.asked});
  else
    for (const Meeting& meeting : meetings(b, a)) pairs.push_back({meeting.asked, meeting.indexed});
  std::sort(pairs.begin(), pairs.end(),
            [](ZonePair x, ZonePair y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
  return pairs;
}

}  // namespace maillage
