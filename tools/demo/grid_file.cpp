// The inhabited squares of 200 m, as Insee publishes them: ids in EPSG:3035, people scattered around
// the centre of each commune.
#include <algorithm>
#include <cmath>

#include "demo/dice.hpp"
#include "demo/files.hpp"
#include "demo/words.hpp"
#include "maillage/geometry/project.hpp"

namespace maillage::demo {
namespace {

constexpr int widest = 12;  // squares from the middle
constexpr std::int64_t side_of_square = 200;

struct Offset {
  int east, north;
};

std::vector<Offset> spiral() {
  std::vector<Offset> offsets;
  for (int north = -widest; north <= widest; ++north)
    for (int east = -widest; east <= widest; ++east)
      if (east * east + north * north <= widest * widest) offsets.push_back({east, north});
  std::ranges::stable_sort(offsets, {}, [](Offset o) { return o.east * o.east + o.north * o.north; });
  return offsets;
}

struct Square {
  std::int64_t north, east;
  std::uint32_t commune;
  std::int64_t people, households, poor, children;
};

// The middle of the commune's people: its centre, or beside what lies inside its cell.
Spot middle_of(const Lattice& lattice, const Commune& commune) {
  const Spot centre = lattice.centre[commune.site];
  if (!commune.has_cell || (commune.enclave == nowhere && commune.lent_to == nowhere)) return centre;
  const Spot corner = lattice.corner(commune.site, 0);
  return {centre.x + share_of(corner.x - centre.x, 0.62), centre.y + share_of(corner.y - centre.y, 0.62)};
}

std::size_t squares_for(const Commune& commune, double step, const std::vector<Offset>& offsets) {
  const bool alone = commune.has_cell && commune.enclave == nowhere && commune.lent_to == nowhere;
  const double radius = step * (alone ? 0.21 : 0.06) / static_cast<double>(side_of_square);
  const auto inside = std::ranges::count_if(offsets, [&](Offset o) {
    return static_cast<double>(o.east * o.east + o.north * o.north) <= radius * radius;
  });
  const auto wanted = static_cast<std::size_t>(commune.people.population / 70 + 3);
  return std::min(wanted, static_cast<std::size_t>(std::max<std::ptrdiff_t>(inside, 1)));
}

// Shares a total between squares, fewer and fewer away from the middle; the sum is exact.
class Sharing {
 public:
  explicit Sharing(std::size_t squares) : reach_(static_cast<double>(squares) / 3 + 1) {
    for (std::size_t i = 0; i < squares; ++i) {
      sum_ += 1 / (1 + static_cast<double>(i) / reach_);
      until_.push_back(sum_);
    }
  }
  [[nodiscard]] std::int64_t of(std::int64_t total, std::size_t square) const {
    return below(total, square + 1) - below(total, square);
  }

 private:
  [[nodiscard]] std::int64_t below(std::int64_t total, std::size_t squares) const {
    if (squares == until_.size()) return total;
    return squares == 0 ? 0
                        : static_cast<std::int64_t>(
                              std::floor(static_cast<double>(total) * until_[squares - 1] / sum_));
  }
  double reach_, sum_ = 0;
  std::vector<double> until_;
};

std::vector<Square> people_squares(const Country& country) {
  const Lattice& lattice = country.land.lattice;
  Shapes middles;
  for (const Commune& commune : country.communes) {
    const Spot middle = middle_of(lattice, commune);
    middles.points.push_back({static_cast<double>(middle.x) / 1e6, static_cast<double>(middle.y) / 1e6});
  }
  const Shapes laea = project(middles, Crs{3035});
  const std::vector<Offset> offsets = spiral();
  const double step = lattice.step_y * country.parameters.metres_per_latitude / 1e6;
  std::vector<Square> squares;
  for (std::uint32_t i = 0; i < country.communes.size(); ++i) {
    const Commune& commune = country.communes[i];
    const std::size_t count = squares_for(commune, step, offsets);
    const Sharing sharing(count);
    const auto east = static_cast<std::int64_t>(std::floor(laea.points[i].x / side_of_square));
    const auto north = static_cast<std::int64_t>(std::floor(laea.points[i].y / side_of_square));
    const People& all = commune.people;
    for (std::size_t k = 0; k < count; ++k) {
      const std::int64_t people = sharing.of(all.population, k);
      if (people == 0) continue;
      const std::int64_t households = std::max<std::int64_t>(1, sharing.of(all.households, k));
      const std::int64_t poor = std::min(
          households, share_of(households, static_cast<double>(all.poor) /
                                               static_cast<double>(std::max<std::int64_t>(all.persons, 1))));
      squares.push_back({(north + offsets[k].north) * side_of_square,
                         (east + offsets[k].east) * side_of_square, i, people, households, poor,
                         std::min(people, sharing.of(share_of(all.children, 4.0 / 3), k))});
    }
  }
  std::ranges::sort(squares, {}, [](const Square& s) { return std::tuple(s.north, s.east, s.commune); });
  // Two communes that share a square: the first keeps it all.
  const auto gone =
      std::ranges::unique(squares, {}, [](const Square& s) { return std::pair(s.north, s.east); });
  squares.erase(gone.begin(), gone.end());
  return squares;
}

}  // namespace

void write_grid(const Country& country, const Folder& folder) {
  std::vector<std::string> code_of(country.communes.size());
  for (const Listed& listed : country.on(day_of_people))
    for (const std::uint32_t part : listed.parts) code_of[part] = listed.code;
  std::string text =
      "idcar_200m,idcar_1km,idcar_nat,i_est_200,i_est_1km,lcog_geo,ind,men,men_pauv,men_1ind,men_5ind,men_"
      "prop,"
      "men_fmp,ind_snv,men_surf,men_coll,men_mais,log_av45,log_45_70,log_70_90,log_ap90,log_inc,log_soc,ind_"
      "0_3,"
      "ind_4_5,ind_6_10,ind_11_17,ind_18_24,ind_25_39,ind_40_54,ind_55_64,ind_65_79,ind_80p,ind_inc\n";
  for (const Square& s : people_squares(country)) {
    const int imputed = s.households < 11 ? 1 : 0;
    const std::int64_t median = country.communes[s.commune].people.median();
    const auto men = [&](double share) { return share_of(s.households, share); };
    const auto ind = [&](double share) { return share_of(s.people, share); };
    put(text,
        "CRS3035RES200mN{}E{},CRS3035RES1000mN{}E{},CRS3035RES200mN{}E{},{},0,{},{},{},{},{},{},{},{},{}",
        s.north, s.east, s.north / 1000 * 1000, s.east / 1000 * 1000, s.north, s.east, imputed,
        code_of[s.commune], s.people, s.households, s.poor, men(0.33), men(0.07), men(0.6), men(0.09),
        s.people * median);
    put(text, ",{},{},{},{},{},{},{},0,{},{}", s.households * 96, men(0.3), s.households - men(0.3),
        men(0.25), men(0.2), men(0.3), men(0.25), men(0.12), s.children);
    put(text, ",{},{},{},{},{},{},{},{},{},0\n", ind(0.023), ind(0.061), ind(0.086), ind(0.07), ind(0.18),
        ind(0.2), ind(0.13), ind(0.15), ind(0.06));
  }
  save(folder, "Filosofi2021_carreaux_200m.csv", text);
}

}  // namespace maillage::demo
