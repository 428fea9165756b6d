#include "report/facts_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "maillage/base/message.hpp"

namespace maillage {
namespace {

Message counts_text(const SourceFacts& facts) {
  std::vector<Message> counts{counted(facts.rows, "row"), counted(facts.zones, "zone")};
  if (facts.filtered > 0) counts.push_back(message("{} of another kind", facts.filtered));
  if (facts.totals > 0) counts.push_back(message("{} of totals", facts.totals));
  if (facts.unlocated > 0) counts.push_back(message("{} of placeholders (no known zone)", facts.unlocated));
  if (facts.blank > 0) counts.push_back(message("{} without code", facts.blank));
  return joined(std::move(counts), ", ");
}

}  // namespace

std::string fact_line(const Message& what, const Message& value, Lang lang) {
  if (value.empty()) return {};
  return fmt::format("  {:<{}} {}\n", text_of(what, lang), lang == Lang::fr ? 16 : 12, text_of(value, lang));
}

std::string facts_summary(const SourceFacts& facts, Lang lang) {
  std::string text =
      facts.layer.empty() ? facts.file + "\n" : say(lang, "{}, layer {}\n", facts.file, facts.layer);
  const auto line = [&](const Message& what, const Message& value) { text += fact_line(what, value, lang); };
  line(message("is"), facts.layout.empty()
                          ? message("not recognised")
                          : message("{} ({}) [{}]", facts.title, facts.producer, facts.layout));
  line(message("format"), facts.format);
  if (facts.kind && facts.level)
    line(message("gives"),
         *facts.kind == SourceKind::correspondence
             ? message("codes beside codes: no zone, no figure")
             : message("{}, one row per {}", term(to_string(*facts.kind)), term(facts.level->code)));
  line(message("vintage"),
       facts.vintage ? message("{} ({})", *facts.vintage, facts.vintage_reason) : facts.vintage_reason);
  if (facts.observed) line(message("observed"), *facts.observed);
  line(message("key"), facts.key);
  line(message("counts"), counts_text(facts));
  if (!facts.years.empty()) line(message("years"), fmt::format("{}", fmt::join(facts.years, ", ")));
  if (facts.geometry == "polygons")
    line(message("shapes"),
         message("{} with polygons, {} points, EPSG:{}", facts.shapes, facts.points, facts.epsg));
  else if (facts.geometry == "other")
    line(message("shapes"), message("points or lines"));
  for (const Message& repair : facts.put_right) line(message("put right"), repair);
  return text;
}

}  // namespace maillage
