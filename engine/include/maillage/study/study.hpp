// The study file: what the user asks, in ten lines of TOML.
//
//     title = "Charente-Maritime, couverture au 31/12/2023"
//     at = 2023-12-31                # the day everything is asked at
//     territory = "departement:17"   # or region:75, epci:241700434, commune:17300, france; or a list
//     epci_policy = "seat"           # seat | any | majority
//     sources = ["communes-17.geojson", "communes.csv", "epcicom.xlsx", "donnees_communes.csv"]
//     [ctg]
//     register = "ctg.csv"
//     complete_for = ["17"]
//     [output]
//     formats = ["gpkg", "shp", "geojson", "csv"]
//
// Paths are relative to the study file. A source is a path, or a table that says what recognition would
// find: path, layer, crs, layout, level (of whose rows), vintage, observed, year, unit ("percent" or "share": how its rates are
// printed) and rounding (the step to which they are), complete_for (of QPV), for the whole table or by figure: unit = {
// poverty_rate = "share" }. With a key, or with columns, it is a layout of its own, read as those that the program knows:
// key = "insee", or two columns, name, kind, columns = { <canonical code> = "<column>" } or a list of entries, only, markers…
// (formats/recognise/layout.hpp, `maillage help source`). Figures that the
// program does not know are added as [indicators.<code>] (formats/recognise/indicators.hpp), levels as
// [levels.<code>]: label, plural, and the column of any table of communes that says to which zone of it each
// commune belongs (name_column: what it is called). Every key that is
// not known stops the reading with Error{usage}: file, line,
// column and the nearest known key. Nothing else is opened here. `at` has no default: an answer without
// its day is worth nothing.
//
//     Study study = read_study("study.toml");
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/formats/recognise/scale.hpp"
#include "maillage/register/agreement_rows.hpp"
#include "maillage/register/register.hpp"
#include "maillage/study/map_spec.hpp"
#include "maillage/themes/ctg/question.hpp"
#include "maillage/themes/ctg/words.hpp"
#include "maillage/themes/indicator.hpp"
#include "maillage/zoning/policy.hpp"
#include "maillage/zoning/shapes.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage {

struct SourceSpec {
  std::filesystem::path path;  // resolved against the study file
  std::string given;           // as the study has it, for messages and the manifest
  std::string layer;
  int crs = 0;
  std::string layout;                          // id of a layout of the catalogue; empty: recognise
  std::shared_ptr<const Layout> described;     // by the study; null: recognise
  std::optional<Level> level;                  // the rows of that level, of a table that has those of several
  std::map<std::string, std::string> columns;  // of a register: their real names
  std::optional<Day> vintage;
  std::optional<Day> observed;
  std::vector<std::string> complete_for;  // of a file of QPV: départements of which it holds them all; "*"
  int year = 0;                           // of a file that holds several years; 0: the latest not after `at`
  StatedFigures stated;                   // `unit` and `rounding`
};

// "departement:17"; level `nation` has no code.
struct TerritoryPart {
  Level level = Level::nation;
  std::string code;
  Message place;  // "study.toml, line 3, column 13"
};

struct CtgSpec {
  std::vector<SourceSpec> registers;
  Completeness completeness;
  CtgQuestion question;                // `at` is the study's
  std::string contract;                // "un contrat Petites villes de demain"; empty: a Ctg
  std::vector<AgreementRow> supposed;  // read after those of the registers (run/ctg_what_if.hpp)
};

struct ReferenceSpec {
  std::string measure;  // canonical code: "rate_total", "poverty_rate"
  std::string name;     // "France métropolitaine"
  Level level = Level::nation;
  double value = 0;
  std::string source;
  std::optional<Day> observed;
};

struct CustomTerritory {
  std::string code;
  std::string name;
  std::vector<std::string> communes;
};

enum class AreaMethod : std::uint8_t { ellipsoidal, planar, none };

// Coordinates of GeoPackage and Shapefile: those of the boundaries, the projection that is legal in the territory, or one by
// its EPSG number. GeoJSON is in degrees by its standard.
struct OutputCrs {
  enum class Kind : std::uint8_t { as_drawn, legal, stated } kind = Kind::as_drawn;
  Crs stated;
};

struct OutputSpec {
  std::vector<std::string> formats;
  std::vector<std::string> themes;    // none: all that the sources allow
  std::vector<Level> levels;          // none: all
  int decimals = 6;                   // of coordinates in degrees
  std::size_t simplify_vertices = 0;  // 0: shapes as they are
  AreaMethod areas = AreaMethod::ellipsoidal;
  OutputCrs crs;
};

struct Study {
  std::filesystem::path file;
  std::string title;
  Day at;
  std::optional<Day> geography;  // the day of the communes; none: the latest list at hand
  std::vector<TerritoryPart> territory;
  EpciPolicy epci_policy = EpciPolicy::seat;
  Lang lang = Lang::fr;
  std::vector<SourceSpec> sources;
  std::optional<CtgSpec> ctg;
  std::optional<double> childcare_target;
  std::string childcare_target_source;
  std::vector<ReferenceSpec> references;
  std::vector<CustomTerritory> custom;
  std::vector<Indicator> indicators;       // the built-in ones, then those of the study
  std::size_t own_indicators = 0;          // how many of them, at the end, are the study's
  std::vector<Level> levels;               // those that the program knows, then those of the study
  std::vector<LevelColumn> level_columns;  // of the latter
  std::vector<Point> allowed_holes;        // a point inside each interior hole that is no fault (Llívia)
  OutputSpec output;
  std::vector<MapSpec> maps;
};

[[nodiscard]] Study read_study(const std::filesystem::path& file);

// What a study says of its language, for what must be said before it is read; nothing when it does not tell.
[[nodiscard]] std::optional<Lang> lang_of_study(const std::filesystem::path& file);

}  // namespace maillage
