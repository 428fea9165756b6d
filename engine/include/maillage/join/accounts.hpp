// Where every row of every source went.
//
// Each row of a source ends in exactly one of the counts of its Account: filtered (not a commune, another
// year), totals, unlocated (placeholders), blank, duplicated, matched (the code is a zone of the study),
// moved (its code of another day leads to a zone of the study), parts (a district whose city has its own
// row), elsewhere (a zone outside the territory), unmatched (in no table read). `unmatched` and
// `without_row` are listed with a suggestion each.
//
// A run whose accounts are not complete ends in Error{internal}: no figure is printed.
//
//     for (const Account& account : run.accounts) assert(account.is_complete());
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/base/message.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

struct Loose {
  std::string code;
  std::int64_t row = 0;  // 0: a zone without row
  std::string name;
  Message suggestion;
};

// A code of another day and the zone of the study that it leads to.
struct Move {
  std::string code;
  std::string successor;
  Message event;  // "merged into 17347 Saint-Pierre on 2018-01-01"
};

struct Account {
  std::string file;
  std::string layer;
  std::string layout;
  Level level = Level::commune;
  std::optional<Day> vintage;
  std::size_t rows = 0;
  std::size_t filtered = 0, totals = 0, unlocated = 0, blank = 0, duplicated = 0;
  std::size_t matched = 0, moved = 0, parts = 0, elsewhere = 0;
  std::vector<Move> moves;  // one per code
  std::vector<Loose> unmatched;
  std::vector<Loose> without_row;
  // Communes of other départements, there because their EPCI crosses the border: no source owes them a row.
  std::vector<std::string> neighbours_without_row;

  [[nodiscard]] bool is_complete() const {
    return rows == filtered + totals + unlocated + blank + duplicated + matched + moved + parts + elsewhere +
                       unmatched.size();
  }
};

}  // namespace maillage
