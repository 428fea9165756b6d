// The figures of a study: every table brought to the zones of the study, every row accounted for.
//
// Commune tables are brought to `wide` (join/geography.hpp): codes of an older day go forward by the COG's
// movements, districts of Paris, Lyon and Marseille add up to their city unless the city has a row of its
// own. Counts are carried; rates and medians are kept where one commune became one commune and are not
// available elsewhere. What a table knows of more land than the commune (split since) or of a part of it only
// (joined by one that the table does not list, a city without one of its districts) is partial: of a count it
// is the most or the least, a rate or a median it does not bound. Tables of other levels are matched by code.
// When two sources give the same figure, the first of the study is used; the next fills the zones that the
// first does not list, and a note says so. Lists of statuses make one register (register/status.hpp), asked at
// the day of the study: a list counts only on the days for which it holds, of two the first counts, the next
// fills, and a commune that they see differently is a problem.
// A count that the other counts of its zone contradict (999 places for 20 children, a part above its whole) is
// missing, a problem.
//
// Tables of communes are joined once: what build_figures adds up and what boundaries_of draws are the same rows.
//
//     const std::vector<JoinedTable> joined = join_tables(inputs, geography);
//     StudyFigures figures = build_figures(inputs, joined, geography, at, study.indicators, diagnostics);
//     figures.communes.measures.at("population");
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "maillage/join/accounts.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/themes/figures.hpp"
#include "maillage/themes/indicator.hpp"

namespace maillage {

// A count of a commune split since the day of its table: its main heir and the others that have a piece of it.
struct SplitCount {
  std::vector<std::uint32_t> targets;  // in `wide`
  Cell whole;
};

struct SplitCounts {
  struct OfMeasure {
    std::vector<SplitCount> splits;
    std::map<std::uint32_t, std::optional<Cell>> own;  // per target: what it has besides; none: nothing
  };
  std::map<std::string, OfMeasure> of;  // by code of the measure
};

struct StudyFigures {
  LevelFigures communes;                    // over geography.wide
  std::map<Level, LevelFigures> published;  // over the zones of the files: references take them from here
  SplitCounts splits;                       // totals that hold all the pieces are made of these
  std::vector<Account> accounts;
};

struct CommuneJoin;

// The rows of one input brought to the communes of the study, and what was found on the way.
struct JoinedTable {
  std::shared_ptr<const CommuneJoin> communes;  // none: the input has no rows of communes
  Diagnostics diagnostics;                      // listed once, by build_figures
};

// One for each input, in their order.
[[nodiscard]] std::vector<JoinedTable> join_tables(const std::vector<Input>& inputs,
                                                   const Geography& geography);

[[nodiscard]] StudyFigures build_figures(const std::vector<Input>& inputs,
                                         const std::vector<JoinedTable>& joined, const Geography& geography,
                                         Day at, std::span<const Indicator> indicators,
                                         Diagnostics& diagnostics);

// The figures of some zones, in the order of another zoning; zones that are not there have none.
[[nodiscard]] LevelFigures restricted_to(const LevelFigures& figures, const ZoningRef& zoning);

}  // namespace maillage
