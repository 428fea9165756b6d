// A study from its file to its layers: the main path of the program, in one place.
//
//     study file -> inputs -> geography -> figures -> EPCI counted -> levels -> layers, sentences
//                                 \-> boundaries --------\-> shapes ------^
// Each step takes what is to its left; `steps` records them by name with what they took
// and gave: it is the graph that the manifest holds. Data problems are in `diagnostics`; nothing is
// written here (run/publish.hpp).
//
//     Run run = run_study(read_study("study.toml"));
//     for (const std::string& sentence : run.sentences) fmt::print("{}\n", sentence);
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/join/accounts.hpp"
#include "maillage/join/boundaries.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/join/tables.hpp"
#include "maillage/run/ctg_run.hpp"
#include "maillage/themes/layer.hpp"

namespace maillage {

struct Step {
  std::string name;
  std::vector<std::string> from;
  std::string gives;
};

struct RunLayer {
  Layer layer;
  ShapesRef shapes;  // null: a table
};

struct Run {
  Study study;
  Diagnostics diagnostics;
  Geography geography;
  TerritoryEpci counted;  // EPCI, in geography.epci
  StudyFigures figures;
  std::map<Level, LevelFigures> levels;
  StudyShapes shapes;
  std::unique_ptr<CtgRun> ctg;  // null without [ctg]
  std::vector<RunLayer> layers;
  std::vector<std::string> sentences;
  std::vector<SourceRecord> sources;
  std::vector<std::string> not_read;  // sources that the question uses nothing of
  std::vector<Account> accounts;
  std::vector<Step> steps;
  std::vector<Message> decisions;
};

[[nodiscard]] Run run_study(Study study);

// The Ctg question alone: no other layer, and shapes of the levels in `drawn` only. Sources of which it uses nothing are
// read no further than their head, and named in `not_read`: what is wrong with them, run_study finds.
[[nodiscard]] Run run_ctg_question(Study study, const std::set<Level>& drawn = {});

}  // namespace maillage
