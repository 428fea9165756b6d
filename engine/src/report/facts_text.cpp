#include "report/facts_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "maillage/base/counted.hpp"

namespace maillage {
namespace {

std::string counts_text(const SourceFacts& facts) {
  std::string text = fmt::format("{}, {}", counted(facts.rows, "row"), counted(facts.zones, "zone"));
  const auto add = [&text](std::size_t count, std::string_view what) {
    if (count > 0) text += fmt::format(", {} {}", count, what);
  };
  add(facts.filtered, "of another kind");
  add(facts.totals, "of totals");
  add(facts.unlocated, "of placeholders (no known zone)");
  add(facts.blank, "without code");
  return text;
}

}  // namespace

std::string fact_line(std::string_view what, const std::string& value) {
  return value.empty() ? std::string() : fmt::format("  {:<12} {}\n", what, value);
}

std::string facts_summary(const SourceFacts& facts) {
  std::string text = fmt::format("{}{}\n", facts.file, facts.layer.empty() ? "" : ", layer " + facts.layer);
  const auto line = [&text](std::string_view what, const std::string& value) {
    text += fact_line(what, value);
  };
  line("is", facts.layout.empty() ? "not recognised"
                                  : fmt::format("{} ({}) [{}]", facts.title, facts.producer, facts.layout));
  line("format", facts.format);
  if (facts.kind && facts.level)
    line("gives", fmt::format("{}, one row per {}", to_string(*facts.kind), facts.level->code));
  line("vintage", facts.vintage ? fmt::format("{} ({})", to_iso(*facts.vintage), facts.vintage_reason)
                                : facts.vintage_reason);
  if (facts.observed) line("observed", to_iso(*facts.observed));
  line("key", facts.key);
  line("counts", counts_text(facts));
  if (!facts.years.empty()) line("years", fmt::format("{}", fmt::join(facts.years, ", ")));
  if (facts.geometry == "polygons")
    line("shapes",
         fmt::format("{} with polygons, {} points, EPSG:{}", facts.shapes, facts.points, facts.epsg));
  else if (facts.geometry == "other")
    line("shapes", "points or lines");
  for (const std::string& repair : facts.put_right) line("put right", repair);
  return text;
}

}  // namespace maillage
