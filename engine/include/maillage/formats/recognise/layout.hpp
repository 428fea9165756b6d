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
//   correspondence   codes beside other codes (postal codes, a table of passage): known, and used by nothing
// One source may serve several: columns say so by their role.
//
// Column roles: key, name, parent (code of a containing zone; `level` says which), parent_name, measure,
// category, note (a flag that explains empty cells), date, year (one row per zone and year), type
// (filter), seat (département where an EPCI sits), ignored; agreements and movements have their own
// words (geodata/sources/agreements.toml, cog.toml). Two more make a plain table of one that is not:
//   key_part        the key is what stands in these columns, one after the other (01 + 004); a code of a commune takes its
//                   zeros back (1 + 4), and of an overseas département and a commune of three digits the digit that both
//                   have stands once (971 + 101: 97101)
//   figure_name     one figure a row: its name is here, its number in figure_value, its unit in figure_unit, and
//                   figure_power is the power of ten that it is printed in. A word of figure_status that `labels`
//                   explains stands for a figure that is not published, whatever the row prints. Rows that agree in all
//                   other columns of the layout make one row, with a column for each figure: "MED_SL EUR_YR", its name
//                   and its unit. Where rows print two numbers for one of them, the layout does not fit.
// Recognition rewrites the table so: its keys are then in a column of their own, its figures in columns.
//
// Several layouts may share their columns (Filosofi by commune, EPCI, département): the form of the keys
// tells them apart, or a column that says of which level a row is (`only`): then the rows of the first level are read, and
// `other_levels` names those that a study can ask for. What still fits equally is listed in `also`: nothing is read then, as
// only the user knows. A layout that nearly fits is a near miss, with what it lacks.
//
// The vintage, of the zoning that the keys speak of, is stated by, in this order: the sheet name
// (Epcicom2025); a title line ("au 1er janvier 2021", or the words of `vintage_title` before the day); a column that
// carries it (pmun_2025, "au 10 juillet 2025"); the layout itself (QPV 2015); for lists of zones and shapes, a year in the
// name of the file. Otherwise it is not known, and the reason says so. A title line with the words of `observed_title` says
// of which day the figures are.
//
// A study describes a file of its own with the same keys as geodata/sources/*.toml (`maillage help source`), and one reader
// reads both.
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
  movements,
  correspondence
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

inline constexpr std::string_view described_layout = "declared";  // the id of one that a study describes

struct Layout {
  std::string id;      // "insee-populations"
  std::string family;  // the same for one source at several levels: "insee-cc-filosofi"
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
  std::vector<std::string> without;            // columns that rows about something else have
  std::optional<Day> vintage;                  // of an edition that is one day's by nature
  std::optional<Day> observed;
  std::string vintage_column;  // the latest day in this column is the vintage
  std::string
      vintage_title;  // the words before that day in a title line: "limites territoriales en vigueur au"
  std::string observed_title;  // the same, of the day of the figures
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
  std::vector<Level> other_levels;       // of rows that the table has besides those of this level
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

// What the table is, and the table as its layout makes it plain. With a level, only layouts of that level are looked at.
[[nodiscard]] std::optional<Recognition> recognise(Table& table, const std::optional<Level>& level = {});

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

// A layout named by the user, or described in a study: Error{usage} when the table lacks a column that it requires, with the
// nearest name, or when its rows cannot be made plain. The layout must outlive the recognition.
[[nodiscard]] Recognition declare(Table& table, const Layout& layout);
[[nodiscard]] Recognition declare(Table& table, std::shared_ptr<const Layout> described);

// Columns that a study adds to any table of communes: `column` says to which zone of `level` each of them belongs,
// `name`, when there is one, what that zone is called. True when the table has the column.
struct LevelColumn {
  Level level;
  std::string column;
  std::string name;
};
bool bind_level(const Table& table, const LevelColumn& wanted, Recognition& recognition);

}  // namespace maillage
