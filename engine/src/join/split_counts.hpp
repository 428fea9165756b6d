// Counts of communes split since the day of their table, for the levels above that hold all the pieces.
//
// Of a commune split since nobody knows how much went where, but a département that holds every piece has all
// of it: its total is made of what the table gives, before anything is dealt out.
#pragma once

#include <map>
#include <span>
#include <string>

#include "join/commune_join.hpp"
#include "maillage/join/tables.hpp"

namespace maillage {

// Notes what a table gives of communes split since, before its count goes into `known_figures`: only where every
// piece has its figure from this table.
void note_splits(const Measure& measure, const CommuneJoin& join, const LevelFigures& known_figures,
                 SplitCounts& splits);

// Puts the totals right of the groups that hold all the pieces of a split commune.
void compose_splits(const Geography& geography, const StudyFigures& figures,
                    std::span<const Indicator> indicators, std::map<Level, LevelFigures>& levels);

}  // namespace maillage
