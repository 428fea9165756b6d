// What happens to communes between 2018 and 2025: four mergers, a new chief town, a new name.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "demo/country.hpp"
#include "demo/dice.hpp"
#include "maillage/base/error.hpp"

namespace maillage::demo {
namespace {

struct PlannedMerger {
  const char* day;
  std::size_t communes;
  bool in_uncovered_epci;
};
constexpr PlannedMerger mergers[] = {
    {"2019-01-01", 3, false}, {"2022-01-01", 2, false}, {"2024-01-01", 2, true}, {"2025-01-01", 2, false}};

class Inventing {
 public:
  explicit Inventing(Country& country) : country_(country), used_(country.communes.size(), 0) {
    for (std::uint32_t i = 0; i < country.communes.size(); ++i)
      if (country.communes[i].has_cell) commune_of_[country.communes[i].site] = i;
  }

  void run() {
    for (std::uint32_t departement = 0; departement < country_.land.full_departements; ++departement) {
      std::vector<std::uint32_t> order;
      for (std::uint32_t i = 0; i < country_.communes.size(); ++i)
        if (country_.communes[i].departement == departement && is_ordinary(i)) order.push_back(i);
      Dice dice(country_.seed, Draw::special, departement, 1);
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
      // The only merger that must lie in one EPCI chooses first.
      for (const bool first : {true, false})
        for (const PlannedMerger& plan : mergers)
          if (plan.in_uncovered_epci == first) merge(order, plan, departement);
      alter(order, departement);
    }
    std::ranges::stable_sort(country_.events, {}, &Event::day);
  }

 private:
  bool is_ordinary(std::uint32_t i) const {
    const Commune& commune = country_.communes[i];
    return commune.has_cell && !commune.is_town && commune.enclave == nowhere && commune.lent_to == nowhere;
  }

  void merge(const std::vector<std::uint32_t>& order, const PlannedMerger& plan, std::uint32_t departement) {
    const std::size_t uncovered = wanted_rank(departement);
    for (const std::uint32_t chief : order) {
      if (used_[chief]) continue;
      const Commune& commune = country_.communes[chief];
      const Group& group = country_.land.groups[commune.epci];
      const bool is_uncovered = group.departement == departement && group.rank == uncovered;
      if (is_uncovered != plan.in_uncovered_epci) continue;
      std::vector<std::uint32_t> parts{chief};
      for (const Site next : country_.land.lattice.around(commune.site)) {
        const auto found = commune_of_.find(next);
        if (found == commune_of_.end() || parts.size() == plan.communes) continue;
        const Commune& other = country_.communes[found->second];
        if (!used_[found->second] && is_ordinary(found->second) && other.epci == commune.epci &&
            other.departement == departement)
          parts.push_back(found->second);
      }
      if (parts.size() < plan.communes) continue;
      for (const std::uint32_t part : parts) used_[part] = 1;
      const std::string name = fmt::format("Val-{}", commune.name);
      country_.events.push_back({Change::merger, plan.day, parts, commune.code, name});
      return;
    }
    throw Error(Failure::internal, message("demo territory: no communes to merge"));
  }

  void alter(const std::vector<std::uint32_t>& order, std::uint32_t departement) {
    std::vector<std::uint32_t> free;
    for (const std::uint32_t i : order)
      if (!used_[i]) free.push_back(i);
    std::size_t count = 0;
    for (const Commune& commune : country_.communes) count += commune.departement == departement ? 1U : 0U;
    const Commune& moved = country_.communes[free.at(0)];
    country_.events.push_back({Change::code,
                               "2021-07-01",
                               {free[0]},
                               fmt::format("{}{:03}", country_.departements[departement].code, count + 1),
                               moved.name});
    const Commune& renamed = country_.communes[free.at(1)];
    country_.events.push_back(
        {Change::name, "2020-01-01", {free[1]}, renamed.code, renamed.name + "-le-Feint"});
    used_[free[0]] = used_[free[1]] = 1;
  }

  std::size_t wanted_rank(std::uint32_t departement) const {
    std::size_t count = 0;
    for (const Group& group : country_.land.groups) count += group.departement == departement ? 1U : 0U;
    return std::min(uncovered_rank, count - 1);
  }

  Country& country_;
  std::vector<char> used_;
  std::map<Site, std::uint32_t> commune_of_;
};

}  // namespace

void invent_events(Country& country) {
  Inventing(country).run();
}

}  // namespace maillage::demo
