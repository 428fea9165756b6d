#include "terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"

namespace maillage::cli {
namespace {

constexpr std::size_t most_shown = 20;
constexpr std::size_t most_alike = 3;
constexpr std::size_t most_rows = 10;

// The same fault of the same file: the first ones tell how to mend it, of the others their rows do.
using Kind = std::pair<std::string_view, std::string_view>;

Kind kind_of(const Diagnostic& item) {
  return {item.code, item.place.file};
}

// "ctg.csv, rows 9, 12, 15: 3 more like these [party-code]: --verbose shows them"
std::string rest_of(const std::vector<const Diagnostic*>& group, Lang lang) {
  const Diagnostic& first = *group.front();
  std::vector<std::string> rows;
  for (std::size_t i = most_alike; i < group.size() && rows.size() < most_rows; ++i)
    if (group[i]->place.row > 0) rows.push_back(std::to_string(group[i]->place.row));
  const std::size_t rest = group.size() - most_alike;
  Message where = first.place.file;
  if (!rows.empty())
    where = message("{}, rows {}{}", where, join(rows, ", "), std::string(rows.size() < rest ? ", …" : ""));
  const Message more = message("{} more like these [{}]: --verbose shows them", rest, first.code);
  return text_of(where.empty() ? more : message("{}: {}", where, more), lang);
}

bool shows_progress(const Arguments& arguments) {
  return !arguments.has("quiet") && isatty(STDERR_FILENO) == 1;
}

}  // namespace

void show(const Diagnostics& diagnostics, const Arguments& arguments, Lang lang) {
  const bool verbose = arguments.has("verbose");
  std::size_t shown = 0, hidden = 0, notes = 0;
  for (const Severity severity : {Severity::problem, Severity::warning, Severity::note}) {
    if (severity == Severity::note && !verbose) {
      notes = diagnostics.count(severity);
      continue;
    }
    std::map<Kind, std::vector<const Diagnostic*>> alike;
    for (const Diagnostic& item : diagnostics.items)
      if (item.severity == severity) alike[kind_of(item)].push_back(&item);
    std::map<Kind, std::size_t> met;
    for (const Diagnostic& item : diagnostics.items) {
      if (item.severity != severity) continue;
      const std::vector<const Diagnostic*>& group = alike[kind_of(item)];
      const std::size_t rank = met[kind_of(item)]++;
      const bool folds = !verbose && group.size() > most_alike + 1;
      if (folds && rank >= most_alike) continue;
      const std::size_t folded = folds && rank + 1 == most_alike ? group.size() - most_alike : 0;
      if (!verbose && shown == most_shown) {
        hidden += 1 + folded;
        continue;
      }
      fmt::print(stderr, "{}\n", to_text(item, lang));
      if (folded > 0) fmt::print(stderr, "{}\n", printable_line(rest_of(group, lang)));
      ++shown;
    }
  }
  if (hidden > 0) fmt::print(stderr, "{}", say(lang, "… and {} more: --verbose shows all\n", hidden));
  if (notes > 0 && !arguments.has("quiet") && shown > 0)
    fmt::print(stderr, "{}",
               say(lang, "{} of what was put right: --verbose shows {0|it|them}\n", counted(notes, "note")));
}

void print_text(std::string_view text) {
  fmt::print("{}", printable(text));
}

void progress(const Message& what, const Arguments& arguments) {
  if (shows_progress(arguments)) fmt::print(stderr, "\r\033[K{} …", text_of(what, arguments.lang));
  std::fflush(stderr);
}

void progress_done(const Arguments& arguments) {
  if (shows_progress(arguments)) fmt::print(stderr, "\r\033[K");
}

}  // namespace maillage::cli
