// The catalogue: what the columns of a known source are and mean.
//
// A Layout describes one source by its columns, from one entry of geodata/sources/*.toml. A file is
// recognised when the columns that a layout requires are there, and when its rows are what the layout says: the
// keys have the form of their level, each occurs once (but for layouts in parts, agreements and movements; with a
// year column, once a year), no other column is a finer key (communes in a list of EPCI), and the names are not
// those of a level above (one for many codes). Of several, one without any repeated key comes first, then the one
// that explains most columns; of two generic ones, boundaries when the table has shapes, else the other. Column names may carry a year ("MED21", "pmun_2025"): the rule holds a pattern with (YY) or
// (YYYY) and the year is bound with the column.
//
// What a row of the source is about is `level`; what the source gives is `kind`:
//   boundaries   zones with shapes             zones        a list of zones (codes, names, parents)
//   indicators   figures per zone              membership   member -> group (commune -> EPCI), at a date
//   statuses     a status per zone (ZRR, FRR)  agreements   contracts with their parties
//   movements    the events of the COG
// One source may serve several: columns say so by their role.
//
// Column roles: key, name, parent (code of a containing zone; `level` says which), parent_name, measure,
// category, note (a flag that explains empty cells), date, year (one row per zone and year), type
// (filter), seat (département where an EPCI sits), ignored; agreements and movements have their own
// words (geodata/sources/agreements.toml, cog.toml).
//
// Several layouts may share their columns (Filosofi by commune, EPCI, département): the form of the keys
// tells them apart. What still fits equally is listed in `also`. A layout that nearly fits is a near
// miss, with what it lacks.
//
// The vintage, of the zoning that the keys speak of, is stated by, in this order: the sheet name
// (Epcicom2025); a title line ("au 1er janvier 2021"); a column that carries it (pmun_2025, "au 10 juillet
// 2025"); the layout itself (QPV 2015); for lists of zones and shapes, a year in the name of the file.
// Otherwise it is not known, and the reason says so.
//
//     std::optional<Recognition> recognition = recognise(table);
//     if (recognition) recognition->layout->id;   // "insee-populations"
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/base/message.hpp"
#include "maillage/formats/recognise/indicators.hpp"
#include "maillage/formats/recognise/levels.hpp"
#include "maillage/formats/table.hpp"
#include "maillage/measure/measure.hpp"
#include "maillage/themes/indicator.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

enum class SourceKind : std::uint8_t {
  boundaries,
  zones,
  indicators,
  membership,
  statuses,
  agreements,
  movements
};
[[nodiscard]] std::string_view to_string(SourceKind kind);

// What the year of a column name or of a year column dates: the 31 December (incomes, Caf) or the
// 1 January (populations).
enum class YearDay : std::uint8_t { last, first };

struct ColumnRule {
  std::string pattern;  // column name; (YY) or (YYYY) means a year, (DATE) for "10 juillet 2025";
                        // compared without case, accents, blanks and punctuation
  std::string role;
  Level level = Level::commune;  // of a parent or parent_name
  std::optional<Level>
      coded_as;     // of a parent whose codes have the form of another level: an EPT has a SIREN
  ColumnInfo info;  // code, label, short_name, unit, rounding, … of a measure or category
  Kind kind = Kind::count;
  double censored_at = 0;        // a printed value equal to this means "this or less"; 0: none
  double whole_censored_at = 0;  // the same, in an edition whose figures are all whole
  double scale = 1;              // printed value x scale = value in the unit
  bool required = false;
  bool fractional = false;    // under a name with a year: counts weighted by a survey, printed with decimals
  bool dates_zoning = false;  // the year in its name is the vintage of the zoning
  YearDay year_day = YearDay::last;
  std::string note;     // name of the note column that explains empty cells
  std::string rebuild;  // of a key: "mayotte-codcom", "region-name"; empty: none
  // Category: text in the file -> label code. Note: text -> presence word, or nothing. Compared folded; a
  // text "C - Classée en ZRR" is also known by what comes before " - ".
  std::vector<std::pair<std::string, std::string>> labels;
  std::size_t entry = 0;  // rules of one entry stand for each other: any of them satisfies `required`
};

struct Layout {
  std::string id;  // "insee-populations"
  std::string title;
  std::string producer;
  SourceKind kind = SourceKind::indicators;
  Level level = Level::commune;
  std::string sheet;     // of a workbook; pattern with (YYYY); empty: any
  std::string key_form;  // regular expression of keys; empty: the form that `level` has
  std::vector<ColumnRule> columns;
  std::map<std::string, Presence> markers;     // "s" -> secret_primary; also the empty cell
  std::vector<std::string> placeholder_codes;  // regular expressions: "^X+$", "^Z+$"
  std::vector<std::string> total_codes;        // regular expressions of keys of total rows: "^Ensemble$"
  std::map<std::string, std::string> only;     // column -> value: rows kept (TYPECOM = COM)
  std::optional<Day> vintage;                  // of an edition that is one day's by nature
  std::optional<Day> observed;
  std::string vintage_column;  // the latest day in this column is the vintage
  Period valid;                // of a list of statuses: the days on which it holds
  // Within these, labels that are of a later day: before it they read otherwise, or are unknown (empty).
  std::optional<Day> labels_since;
  std::map<std::string, std::string> labels_before;
  bool generic = false;   // no source of its own: what many tables look like
  bool in_parts = false;  // a zone may take several rows (one per département): their shapes are joined
  std::string note;       // what a reader must know
};

// How the figures of a column of rates are printed: as the rule says, in percents or in shares of one as the
// study states, or in shares where percents are due and nothing says so (formats/recognise/scale.hpp).
enum class Printed : std::uint8_t { as_ruled, percents, shares, unclear };

struct BoundColumn {
  std::size_t column = 0;
  const ColumnRule* rule = nullptr;
  int year = 0;                 // bound by the pattern; 0: none
  std::optional<Day> observed;  // of the figures in this column
  Printed printed = Printed::as_ruled;
  std::optional<double> rounding;  // stated by the study, in the unit of the figure
};

struct Recognition {
  const Layout* layout = nullptr;  // in the catalogue, or `declared`
  std::vector<BoundColumn> columns;
  std::vector<std::size_t> unexplained;  // columns of the table that no rule explains
  std::vector<std::string> also;         // ids of layouts that fit as well
  std::optional<Day> vintage;            // of the zoning that the keys speak of, when something states it
  std::optional<Day> observed;           // of the figures, when one day serves all columns
  Message vintage_reason;
  std::shared_ptr<const Layout> declared;
  std::vector<std::shared_ptr<const ColumnRule>> added;  // rules of columns that the study adds

  [[nodiscard]] const BoundColumn* find(std::string_view role) const;
  [[nodiscard]] const BoundColumn* parent(const Level& level) const;
  [[nodiscard]] const BoundColumn* measure(
      std::string_view code) const;  // the latest year when several carry it
  [[nodiscard]] const BoundColumn* category(std::string_view code) const;
};

[[nodiscard]] const std::vector<Layout>& catalogue();
[[nodiscard]] const Layout* find_layout(std::string_view id);
[[nodiscard]] std::optional<Recognition> recognise(const Table& table);

struct NearMiss {
  std::string layout;
  Message sentence;  // "looks like DGCL epcicom, but column insee is missing; did you mean inse ?"
};
[[nodiscard]] std::vector<NearMiss> near_misses(const Table& table);  // best first, at most three

// The tables of figures whose title a word of the file's name recalls ("petite-enfance_2023.json": those on
// young children), one to a line with the first columns that make them known; empty when there is none.
[[nodiscard]] Message tables_recalled_by(std::string_view file);

// A name that some layout gives to a column: how headers are found.
[[nodiscard]] bool is_known_column(std::string_view name);

// Columns named by the user in the study file instead of recognised: { population = "POP", … } gives for
// each canonical code (geodata/indicators.toml, or the indicators of the study; any other name makes a count of that name) the column that
// holds it. An unknown column is Error{usage} with the nearest names. Parents are given by level name:
// { epci = "EPCI" }. Indicators and levels must outlive the call.
struct Declaration {
  std::string key;
  std::string name;
  Level level = Level::commune;
  std::map<std::string, std::string> columns;
  std::optional<Day> vintage;
  std::optional<Day> observed;
  std::span<const Indicator> indicators = maillage::indicators();  // that the codes of `columns` may name
  std::span<const Level> levels = maillage::levels();
};
[[nodiscard]] Recognition declare(const Table& table, const Declaration& declaration);

// A layout named by the user: Error{usage} when the table lacks a column that it requires.
[[nodiscard]] Recognition declare(const Table& table, const Layout& layout);

// Columns that a study adds to any table of communes: `column` says to which zone of `level` each of them belongs,
// `name`, when there is one, what that zone is called. True when the table has the column.
struct LevelColumn {
  Level level;
  std::string column;
  std::string name;
};
bool bind_level(const Table& table, const LevelColumn& wanted, Recognition& recognition);

}  // namespace maillage
