#include <algorithm>

#include "maillage/base/text.hpp"
#include "maillage/formats/recognise/layout.hpp"
#include "run/theme_layers.hpp"

namespace maillage {
namespace {

bool has_layer(const Run& run, std::string_view theme, const Level& level) {
  return std::ranges::any_of(run.layers, [&](const RunLayer& layer) {
    return layer.layer.theme == theme && layer.layer.zoning->level() == level;
  });
}

// "cnaf-txcouv-epci or cnaf-txcouv-labels-epci": the tables of the catalogue that have it.
Message tables_with(const Level& level, std::string_view measure) {
  std::vector<std::string> tables;
  for (const Layout& layout : catalogue())
    if (layout.level == level && layout.kind == SourceKind::indicators && !layout.producer.empty() &&
        std::ranges::any_of(layout.columns,
                            [&](const ColumnRule& rule) { return rule.info.code == measure; }))
      tables.push_back(layout.id);
  return joined(tables, " or ");
}

// Rates of communes are never added up: without their places and children a level above has no layer.
void report_rates_alone(Run& run, const std::set<Level>& levels) {
  const Measure* rates = find_measure(run.levels.at(Level::commune), "rate_total");
  if (rates == nullptr || !levels.contains(Level::epci) || has_layer(run, "childcare", Level::epci)) return;
  run.diagnostics.add(
      {.severity = Severity::warning,
       .code = "childcare-no-epci",
       .place = {.file = rates->info.source, .column = "rate_total"},
       .found = message(
           "rates of communes alone: there is no childcare layer by EPCI, for rates are not averaged"),
       .expected =
           message("a table of rates by EPCI ({}), or tables of places ({}) and of children ({}) by commune",
                   tables_with(Level::epci, "rate_total"), tables_with(Level::commune, "places_total"),
                   tables_with(Level::commune, "children_under_3")),
       .advice = message("name them in `sources`; `maillage list layouts` says what they are")});
}

Message where_known(const Run& run, std::string_view code) {
  std::set<Level> levels;
  for (const auto* held : {&run.levels, &run.figures.published})
    for (const auto& [level, figures] : *held)
      if (find_measure(figures, code) != nullptr) levels.insert(level);
  std::vector<Message> words;
  for (const Level& level : levels) words.push_back(term(level.code));
  return words.empty() ? message("nowhere") : message("{} {}", message("by"), joined(std::move(words), ", "));
}

// An indicator that the study asks for and that no layer shows.
void report_without_figures(Run& run) {
  const std::vector<Indicator>& all = run.study.indicators;
  for (std::size_t i = all.size() - run.study.own_indicators; i < all.size(); ++i) {
    const Indicator& indicator = all[i];
    const std::string& code = indicator.info.code;
    const bool shown = std::ranges::any_of(run.layers, [&](const RunLayer& layer) {
      return layer.layer.theme == indicator.theme && find_measure(layer.layer, code) != nullptr;
    });
    if (shown || !wants(run.study, indicator.theme)) continue;
    run.diagnostics.add(
        {.severity = Severity::problem,
         .code = "indicator-without-figures",
         .place = {.file = run.study.file.filename().string(), .column = "indicators." + code},
         .found = indicator.ratio
                      ? message("no layer has it: {} is given {}, {} {}", indicator.ratio->numerator,
                                where_known(run, indicator.ratio->numerator), indicator.ratio->denominator,
                                where_known(run, indicator.ratio->denominator))
                      : message("no source gives it"),
         .expected = indicator.ratio ? message("both counts at one level that the study writes")
                                     : message("a source with columns = {{ {} = \"<column>\" }}", code),
         .advice = message("name the source in `sources`, or leave the indicator out")});
  }
}

// A figure that a source declares, and that neither a theme nor an indicator takes.
void report_unused_figures(Run& run) {
  const std::vector<Indicator>& indicators = run.study.indicators;
  const auto is_used = [&](const std::string& code) {
    return find_indicator(indicators, code) != nullptr ||
           std::ranges::any_of(indicators, [&](const Indicator& indicator) {
             return indicator.ratio &&
                    (indicator.ratio->numerator == code || indicator.ratio->denominator == code);
           });
  };
  for (const SourceSpec& source : run.study.sources) {
    if (!source.described) continue;
    for (const ColumnRule& rule : source.described->columns) {
      const std::string& code = rule.info.code;
      if (rule.role != "measure" || is_used(code)) continue;
      run.diagnostics.add(
          {.severity = Severity::warning,
           .code = "figure-not-used",
           .place = {.file = source.given, .column = rule.pattern},
           .found = message("{} is a figure that no layer shows", code),
           .expected = message("a figure of `maillage list indicators`"),
           .advice = message("add [indicators.{}] with its label, and it has a layer", code)});
    }
  }
}

// A ratio of two years is made, and said.
void report_two_years(Run& run) {
  const auto commune_or = [&](std::string_view code) -> const Measure* {
    for (const auto& [level, figures] : run.levels)
      if (const Measure* measure = find_measure(figures, code)) return measure;
    return nullptr;
  };
  const auto report = [&](const std::string& rate, std::string_view counted, std::string_view of) {
    const Measure* numerator = commune_or(counted);
    const Measure* denominator = commune_or(of);
    if (numerator == nullptr || denominator == nullptr || !numerator->info.observed ||
        !denominator->info.observed)
      return;
    const int above = year_of(*numerator->info.observed), below = year_of(*denominator->info.observed);
    if (above == below) return;
    run.diagnostics.add({.severity = Severity::warning,
                         .code = "indicator-two-years",
                         .place = {.file = run.study.file.filename().string(), .column = rate},
                         .found = message("{} is of {}, {} of {}", counted, above, of, below),
                         .expected = message("a numerator and a denominator of one year"),
                         .advice = message("the rate is computed, and its layers say both years")});
  };
  const std::vector<Indicator>& all = run.study.indicators;
  const std::size_t built_in = all.size() - run.study.own_indicators;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].ratio && !all[i].theme.empty() && wants(run.study, all[i].theme))
      report((i < built_in ? "" : "indicators.") + all[i].info.code, all[i].ratio->numerator,
             all[i].ratio->denominator);
  // Of a published rate nothing is computed.
  if (wants(run.study, "childcare") && commune_or("rate_total") == nullptr)
    report("rate_total", "places_total", "children_under_3");
}

}  // namespace

void report_figures(Run& run, const std::set<Level>& levels) {
  if (wants(run.study, "childcare")) report_rates_alone(run, levels);
  report_without_figures(run);
  report_unused_figures(run);
  report_two_years(run);
}

}  // namespace maillage
