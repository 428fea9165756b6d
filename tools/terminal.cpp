#include "terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "maillage/base/counted.hpp"

namespace maillage::cli {
namespace {

constexpr std::size_t most_shown = 20;

bool shows_progress(const Arguments& arguments) {
  return !arguments.has("quiet") && isatty(STDERR_FILENO) == 1;
}

}  // namespace

void show(const Diagnostics& diagnostics, const Arguments& arguments) {
  const bool verbose = arguments.has("verbose");
  std::size_t shown = 0, hidden = 0, notes = 0;
  for (const Severity severity : {Severity::problem, Severity::warning, Severity::note}) {
    for (const Diagnostic& item : diagnostics.items) {
      if (item.severity != severity) continue;
      if (severity == Severity::note && !verbose) {
        ++notes;
      } else if (!verbose && shown == most_shown) {
        ++hidden;
      } else {
        fmt::print(stderr, "{}\n", to_text(item));
        ++shown;
      }
    }
  }
  if (hidden > 0) fmt::print(stderr, "… and {} more: --verbose shows all\n", hidden);
  if (notes > 0 && !arguments.has("quiet") && shown > 0)
    fmt::print(stderr, "{} of what was put right: --verbose shows {}\n", counted(notes, "note"),
               notes > 1 ? "them" : "it");
}

void progress(std::string_view what, const Arguments& arguments) {
  if (shows_progress(arguments)) fmt::print(stderr, "\r\033[K{} …", what);
  std::fflush(stderr);
}

void progress_done(const Arguments& arguments) {
  if (shows_progress(arguments)) fmt::print(stderr, "\r\033[K");
}

}  // namespace maillage::cli
