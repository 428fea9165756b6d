// Counts that come in parts, put together after all tables are read.
//
// Counts of Paris, Lyon and Marseille come by districts, from one file or in parts from several; and their poor persons,
// which the rate and the persons of each district give before these are added up. Of a commune split since the day of its
// table it is not known how much went where, but a département that holds every piece has all of it: its total is made of
// what the table gives, before anything is dealt out.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "join/tables/commune_join.hpp"
#include "maillage/join/tables.hpp"

namespace maillage {

struct CityFigure {
  const City* city = nullptr;
  std::string source;  // the first file that gives it
  ColumnInfo info;
  Kind kind = Kind::count;
  std::optional<Day> observed;
  std::map<std::string, Cell> districts;  // of the first file that gives one
};

// Per measure and city; a city that has a figure of its own before its districts come is not here. Rates are
// kept for what is counted with them, and are never added up.
using CityFigures = std::map<std::pair<std::string, std::string>, CityFigure>;

// Notes the districts that a column gives, before its measure goes into `known_figures`. Districts of another
// day than those already there are left out: they are no parts of one figure.
void note_districts(const Input& input, const BoundColumn& column, const CommuneJoin& join,
                    const LevelFigures& known_figures, CityFigures& cities);

// Puts the cities together, and names the districts that no file gives.
void add_up_districts(const CityFigures& cities, LevelFigures& communes, Diagnostics& diagnostics);

// Notes what a table gives of communes split since, before its count goes into `known_figures`: only where every
// piece has its figure from this table.
void note_splits(const Measure& measure, const CommuneJoin& join, const LevelFigures& known_figures,
                 SplitCounts& splits);

// Puts the totals right of the groups that hold all the pieces of a split commune.
void compose_splits(const Geography& geography, const StudyFigures& figures,
                    std::span<const Indicator> indicators, std::map<Level, LevelFigures>& levels);

}  // namespace maillage
