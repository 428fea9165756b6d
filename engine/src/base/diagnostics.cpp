#include "maillage/base/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "maillage/base/text.hpp"

namespace maillage {

void Diagnostics::add(Diagnostic diagnostic) {
  constexpr std::size_t most = 4000;
  for (std::string* text :
       {&diagnostic.place.file, &diagnostic.place.layer, &diagnostic.place.column, &diagnostic.place.zone,
        &diagnostic.found, &diagnostic.expected, &diagnostic.advice})
    if (text->size() > most) *text = shortened(*text, most);
  items.push_back(std::move(diagnostic));
}

std::size_t Diagnostics::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(items, [&](const Diagnostic& item) { return item.severity == severity; }));
}

bool Diagnostics::has(std::string_view code) const {
  return std::ranges::any_of(items, [&](const Diagnostic& item) { return item.code == code; });
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::problem:
      return "problem";
  }
  return "problem";
}

std::string to_text(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  std::string where = place.file;
  const auto append = [&where](std::string_view word, std::string_view what) {
    if (what.empty()) return;
    where += fmt::format("{}{}{}", where.empty() ? "" : ", ", word, what);
  };
  append("layer ", place.layer);
  if (place.row > 0) append("row ", std::to_string(place.row));
  append("column ", place.column);
  append("zone ", place.zone);
  std::string text = fmt::format("{}{}{}: {}", where, where.empty() ? "" : ": ",
                                 to_string(diagnostic.severity), diagnostic.found);
  if (!diagnostic.expected.empty()) text += fmt::format("; expected {}", diagnostic.expected);
  if (!diagnostic.advice.empty()) text += fmt::format("; {}", diagnostic.advice);
  return printable_line(text + fmt::format(" [{}]", diagnostic.code));
}

}  // namespace maillage
