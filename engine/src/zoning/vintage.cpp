#include "maillage/zoning/vintage.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace maillage {
namespace {

// Net changes of a count, by day; the running sum is the count from that day on.
using Changes = std::map<Day, std::ptrdiff_t>;

void count_existence(const CommuneHistory& history, std::string_view code, Changes& changes) {
  for (const Period& period : history.existence(code)) {
    ++changes[period.from];
    --changes[period.until];
  }
}

std::vector<std::string> sorted_unique(std::span<const std::string> codes) {
  std::vector<std::string> result(codes.begin(), codes.end());
  std::ranges::sort(result);
  result.erase(std::ranges::unique(result).begin(), result.end());
  return result;
}

}  // namespace

std::string_view departement_of(std::string_view commune) {
  const bool overseas = commune.starts_with("97") || commune.starts_with("98");
  return commune.substr(0, overseas ? 3 : 2);
}

std::vector<std::string> communes_on(Day day, const CommuneHistory& history,
                                     std::span<const std::string> communes_now) {
  std::vector<std::string> communes;
  for (const std::string& code : communes_now) {
    if (!history.knows(code)) communes.push_back(code);
  }
  for (const std::string& code : history.codes()) {
    if (history.state(code, day) != nullptr) communes.push_back(code);
  }
  return sorted_unique(communes);
}

VintageGuess detect_vintage(std::span<const std::string> codes, const CommuneHistory& history,
                            std::span<const std::string> communes_now) {
  const std::vector<std::string> listed = sorted_unique(codes);
  const std::vector<std::string> now = sorted_unique(communes_now);
  const auto is_listed = [&](std::string_view code) { return std::ranges::binary_search(listed, code); };

  // Communes of the list, and of its départements, that exist from each day on.
  Changes in_list{{first_day, 0}, {no_end, 0}};
  Changes in_scope = in_list;
  std::set<std::string, std::less<>> departements;
  for (const std::string& code : listed) {
    if (history.knows(code) || std::ranges::binary_search(now, code))
      departements.emplace(departement_of(code));
  }
  std::ptrdiff_t always_in_list = 0;
  std::ptrdiff_t always_in_scope = 0;
  for (const std::string& code : now) {
    if (history.knows(code) || !departements.contains(departement_of(code))) continue;
    ++always_in_scope;
    if (is_listed(code)) ++always_in_list;
  }
  for (const std::string& code : history.codes()) {
    if (!departements.contains(departement_of(code))) continue;
    count_existence(history, code, in_scope);
    if (is_listed(code)) count_existence(history, code, in_list);
    // Both must have the same days.
    for (const Period& period : history.existence(code)) {
      in_list.try_emplace(period.from, 0);
      in_list.try_emplace(period.until, 0);
    }
  }

  VintageGuess guess;
  std::ptrdiff_t best_present = -1;
  std::ptrdiff_t best_absent = 0;
  std::ptrdiff_t present = always_in_list;
  std::ptrdiff_t existing = always_in_scope;
  for (auto change = in_list.begin(); change->first != no_end; ++change) {
    present += change->second;
    if (const auto scope = in_scope.find(change->first); scope != in_scope.end()) existing += scope->second;
    const Period period{change->first, std::next(change)->first};
    const std::ptrdiff_t absent = existing - present;
    if (present >= best_present) guess.latest = period;
    if (present < best_present || (present == best_present && absent > best_absent)) continue;
    if (present > best_present || absent < best_absent) guess.days.clear();
    best_present = present;
    best_absent = absent;
    guess.communes = static_cast<std::size_t>(existing);
    if (!guess.days.empty() && guess.days.back().until == period.from) {
      guess.days.back().until = period.until;
    } else {
      guess.days.push_back(period);
    }
  }
  guess.absent = static_cast<std::size_t>(best_absent);
  const Day day = guess.days.back().from;
  for (const std::string& code : listed) {
    const bool exists =
        history.knows(code) ? history.state(code, day) != nullptr : std::ranges::binary_search(now, code);
    if (!exists) guess.strangers.push_back(code);
  }
  return guess;
}

}  // namespace maillage
