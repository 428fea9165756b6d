// Dated entries about one key made disjoint: on a day that two claim, the one that begins last is used.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "maillage/base/date.hpp"

namespace maillage {

// `less` orders by key, then period; `same_key` and `same_value` compare what their names say;
// `conflict(a, b)` hears of two entries with different values on one day. Entries of one value that
// touch or overlap become one.
template <class Entry, class Less, class SameKey, class SameValue, class Conflict>
std::vector<Entry> made_disjoint(std::vector<Entry> entries, const Less& less, const SameKey& same_key,
                                 const SameValue& same_value, const Conflict& conflict) {
  std::erase_if(entries, [](const Entry& entry) { return entry.period.empty(); });
  std::sort(entries.begin(), entries.end(), less);
  std::vector<Entry> result;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Entry entry = entries[i];
    if (!result.empty() && same_key(result.back(), entry)) {
      Entry& last = result.back();
      if (same_value(last, entry) && entry.period.from <= last.period.until) {
        last.period.until = std::max(last.period.until, entry.period.until);
        continue;
      }
      if (entry.period.from < last.period.until) {
        conflict(last, entry);
        Entry tail = last;
        tail.period.from = entry.period.until;
        last.period.until = entry.period.from;
        if (last.period.empty()) result.pop_back();
        const auto rest = entries.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        if (!tail.period.empty())
          entries.insert(std::upper_bound(rest, entries.end(), tail, less), std::move(tail));
      }
    }
    result.push_back(std::move(entry));
  }
  return result;
}

}  // namespace maillage
