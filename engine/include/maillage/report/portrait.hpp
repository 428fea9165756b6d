// The portrait of a zone: what a Caf or a département publishes of it each year, from the layers of a run.
//
// The zone is one of a level that the study has layers of (the département, an EPCI, a region, the user's own), by its code; by
// default the territory of the study, when it is one zone. For each theme the portrait holds every figure that the layers of
// the run give the zone: its value with its doubt, its source, day and field; for a rate its rank among the zones of its level
// (from the highest; a range where bounds leave one, among those of which something is known) and the same rate of the levels
// above and of the references. About Ctg: what is covered among its communes, those that are not and why, which agreements end
// within two years, the curve of the territory. And a map of its communes, coloured by any category or rate of the layers of
// communes (a count is never drawn as colours).
//
//   portrait_json   all of it, keys in English
//   portrait_page   one HTML page: no request leaves it, it prints, a screen reader reads it, it works without script. With
//                   script the map changes its measure and finds a commune. Template: report/portrait_template.hpp
//
// Nothing is computed here but ranks and sums of Ctg: a figure of the page is a figure of the layers. Coordinates of the map
// are whole numbers in a picture 1 000 wide. Same run, same bytes.
//
//     const Run run = run_study(read_study("etude.toml"));
//     for (const PortraitZone& zone : portrait_zones(run, "62")) write(zone.code + ".html", portrait_page(portrait_of(run, zone)));
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "maillage/run/run.hpp"

namespace maillage {

struct PortraitZone {
  Level level = Level::departement;
  std::string code, name;
};

// `asked`: a code ("62", "200067106"), a level and a code ("epci:200067106"), or nothing: the territory. Error{usage}: a zone
// that the study does not hold, with the nearest.
[[nodiscard]] PortraitZone portrait_zone(const Run& run, const std::string& asked);
// The territory, then each of its EPCI.
[[nodiscard]] std::vector<PortraitZone> portrait_zones(const Run& run);

struct PortraitFigure {
  std::string code, label, value;
  std::string source;                   // "Insee, 2021 ; ménages fiscaux"
  std::string rank;                     // "3e de 19 EPCI", "entre le 3e et le 5e"
  std::vector<std::string> comparison;  // "département 62 : 17,8 %"
  Cell cell;
};

struct PortraitSection {
  std::string theme, title;
  std::vector<PortraitFigure> figures;
  std::vector<std::string> notes;
};

struct PortraitRow {
  std::vector<std::string> cells;
};

struct PortraitTable {
  std::string title, sentence;
  std::vector<std::string> header;
  std::vector<PortraitRow> rows;
};

// A hatching of the map, "url(#p0)" and so on.
struct PortraitPattern {
  std::string fill, ink;
  int angle = 45;
};

struct PortraitMeasure {
  std::string code, title;
  std::vector<std::pair<std::string, std::string>> legend;  // CSS background, words
  std::vector<std::string> fills, texts;                    // per zone of the map
};

struct PortraitMap {
  std::vector<std::string> codes, names, paths;  // of communes; SVG path data
  int width = 1000, height = 1000;
  std::vector<PortraitPattern> patterns;
  std::vector<PortraitMeasure> measures;
};

struct Portrait {
  PortraitZone zone;
  std::string title, subtitle;
  Lang lang = Lang::fr;
  std::vector<std::string> sentences;
  std::vector<PortraitSection> sections;
  std::vector<PortraitTable> tables;
  std::optional<PortraitMap> map;  // none: the run has no shapes of communes
};

[[nodiscard]] Portrait portrait_of(const Run& run, const PortraitZone& zone);
[[nodiscard]] std::string portrait_page(const Portrait& portrait);
[[nodiscard]] std::string portrait_json(const Portrait& portrait);

}  // namespace maillage
