// The sources of a study, read and recognised: what every later step starts from.
//
// One Input per source of the study, in the order of the study. Everything is read before anything is
// judged: sources that no layout explains are all named in one Error{usage}, each with its near misses. An
// Input owns its table and its shapes, which the step that consumes them moves out to free the memory of a
// large layer. Rows of a file that holds several years are those of the year asked for, else of the latest
// year not after the study's day, else of the earliest one (a note says which).
//
// Sources are read side by side on several threads; findings stand in the order of the study. The manifest
// also wants the digest of each file (not of the files beside a Shapefile): nothing else does, so it can be
// taken in the background.
//
//     auto digests = in_background([&] { return digests_of(study.sources); });
//     std::vector<Input> inputs = load_inputs(study.sources, study.at, study.level_columns, diagnostics);
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/formats/read/source.hpp"
#include "maillage/formats/recognise/keys.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "maillage/study/study.hpp"

namespace maillage {

// A file as it was read.
struct Digest {
  std::uint64_t bytes = 0;
  std::string sha256;
};
[[nodiscard]] std::vector<Digest> digests_of(std::span<const SourceSpec> sources);

// The codes of a column that says to what each row belongs, in the order of the keys, read once; and what that found: the
// step that takes them for its own says it.
struct ParentCodes {
  std::size_t column = 0;            // of the table
  std::optional<std::size_t> names;  // a column of names beside it
  std::vector<std::string> codes;
  Diagnostics found;
};

struct Input {
  SourceSpec spec;
  Source source;
  Recognition recognition;
  Keys keys;                             // of the year chosen
  std::map<Level, ParentCodes> parents;  // none for squares of a grid, of which nothing asks it
  std::vector<std::uint32_t>
      drawn_again;              // positions of keys that draw a zone by the points of an earlier one
  bool outside_france = false;  // every shape is: they give no area and no outline

  [[nodiscard]] const Layout& layout() const { return *recognition.layout; }
  [[nodiscard]] const std::string& name() const { return spec.given; }
  // Null when no column gives them.
  [[nodiscard]] const ParentCodes* parents_at(const Level& level) const {
    const auto found = parents.find(level);
    return found == parents.end() ? nullptr : &found->second;
  }
};

// `level_columns`: columns that the study adds to tables of communes.
[[nodiscard]] std::vector<Input> load_inputs(std::span<const SourceSpec> sources, Day at,
                                             std::span<const LevelColumn> level_columns,
                                             Diagnostics& diagnostics);

// What a source is, as its first rows say; none where only the whole of it can tell (formats/read/head.hpp).
[[nodiscard]] std::optional<Recognition> recognise_head(const SourceSpec& spec);

// What is known of a source once its shapes and its table are gone.
struct SourceRecord {
  std::string given, layer, format, layout, title, producer;
  Message vintage_reason;
  std::optional<Day> vintage, observed;
  std::size_t rows = 0;
  std::vector<std::pair<std::string, std::string>> facts;
  Digest digest;
};

[[nodiscard]] SourceRecord record_of(const Input& input);
void set_digests(std::span<SourceRecord> records, std::vector<Digest> digests);

[[nodiscard]] Input load_input(const SourceSpec& spec, Day at, std::span<const LevelColumn> level_columns,
                               Diagnostics& diagnostics);

}  // namespace maillage
