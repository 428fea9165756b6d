// The demo territory: a département that does not exist, in files laid out exactly as the official ones.
//
// write_demo fills a folder with boundaries, codes, memberships, figures, zonings and a Ctg register, and
// demo.toml, the study that runs on them. A real file takes the place of one of these by a change of path.
// Everything is invented and says so: département 96, "Démonstration (fictif)", lies at sea off the
// Atlantic coast, and a few communes of a neighbour, département 00. No real département bears these codes.
//
// Shapes. Communes of 2018 tile the ground exactly: the border of two communes is drawn once, by
// midpoint displacement inside the quadrilateral of its two ends and the two centres, from a hash of
// the two communes, so both sides read the same decimals and no two borders cross. One island, one
// enclave, one commune in two parts. QPV straddle communes, in coordinates of four decimals like the
// real ones; one follows a border and leaves slivers. Codes change between 2018 and 2025: mergers, a
// new chief town, a new name.
//
// Figures agree with one another: rates are those of the places and children written beside them, a parent
// is the sum of its parts; only rounding, secrecy and placeholders hide something, as in the sources.
//
// Size. `communes` counts those of 2025 in the demo départements, at least 100, at most 80 000. Up to 500
// there is one, département 96. Above, there is one département per 350 communes or so, and the codes of
// real ones must serve too: a territory for benchmarks, still named fictional, drawn smaller so that it
// stays at sea. Codes 13, 69 and 75 (cities with districts) and 97, 98 (overseas) are never used.
//
// The same options give the same bytes on any machine: no clock, no locale, no thread, arithmetic that IEEE
// 754 defines, and PROJ for the ids of the population grid. Time and memory grow linearly. A folder that
// cannot be written, or holds files and no demo.toml, is Error{io}; a size out of range Error{usage}. The files of
// an earlier demo are replaced.
//
//     write_demo("demo", {});                      // 226 communes, 12 EPCI, 10 QPV
//     write_demo("big", {.communes = 35000});      // then: maillage run big/demo.toml
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace maillage {

struct DemoOptions {
  std::size_t communes = 226;
  std::uint64_t seed = 96;
};

void write_demo(const std::filesystem::path& folder, const DemoOptions& options);

}  // namespace maillage
