#include "maillage/report/portrait.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "join/levels.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/style/styles.hpp"
#include "maillage/geometry/project.hpp"
#include "maillage/measure/unit.hpp"
#include "maillage/themes/ctg/expiry.hpp"
#include "maillage/themes/ctg/layers.hpp"
#include "maillage/themes/ctg/time.hpp"
#include "maillage/themes/ctg/words.hpp"
#include "report/ctg_words.hpp"
#include "run/projection.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

bool is_of(const RunLayer& made, const Level& level) {
  return made.layer.zoning->level() == level;
}

std::vector<PortraitZone> zones_of_level(const Run& run, const Level& level) {
  for (const RunLayer& made : run.layers)
    if (is_of(made, level)) {
      std::vector<PortraitZone> zones;
      for (const Zone& zone : made.layer.zoning->zones()) zones.push_back({level, zone.code, zone.name});
      return zones;
    }
  return {};
}

// Levels that may have a portrait, the largest zones last.
std::vector<Level> levels_with_layers(const Run& run) {
  std::vector<Level> levels;
  for (const RunLayer& made : run.layers)
    if (const Level& level = made.layer.zoning->level();
        level != Level::commune && level != Level::qpv && std::ranges::find(levels, level) == levels.end())
      levels.push_back(level);
  return levels;
}

std::string bare(double value, int decimals, Lang lang) {
  return figure_text(value, decimals, lang);
}

// "57,7 places pour 100 enfants", "entre 51 et 53 %", "secret".
std::string value_text(const Measure& measure, std::size_t zone, const StyleBook& book) {
  const Lang lang = book.lang;
  const Cell cell = measure.at(zone);
  if (measure.info.unit == "m2" && cell.is_known())
    return say(lang, "{} km²", figure_text(cell.value / 1e6, 1, lang));
  const int decimals = measure.info.decimals;
  const bool percent = measure.info.unit == "percent";
  const std::string unit =
      percent ? (lang == Lang::fr ? std::string(thin_space) + "%" : "%")
              : (unit_text(measure.info.unit, lang).empty() ? std::string()
                                                            : " " + unit_text(measure.info.unit, lang));
  if (cell.is_known() && (cell.bounds.exact() || cell.marks == Marks(Mark::rounded)))
    return bare(cell.value, decimals, lang) + unit;
  const auto& [lower, upper] = cell.bounds;
  std::string text;
  if (std::isfinite(upper) && upper > lower)
    text = say(lang, "between {} and {}", bare(rounded_down(lower, decimals), decimals, lang),
               bare(rounded_up(upper, decimals), decimals, lang)) +
           unit;
  else if (lower > 0)
    text = say(lang, "at least {}", bare(rounded_down(lower, decimals), decimals, lang)) + unit;
  if (cell.is_known()) {
    const std::string known = bare(cell.value, decimals, lang) + unit;
    return text.empty() ? known : fmt::format("{} ({})", known, text);
  }
  const std::string why = word_of(book, measure.info.code, to_string(cell.presence));
  return text.empty() ? why : fmt::format("{} ({})", text, why);
}

std::string source_text(const ColumnInfo& info, Lang lang) {
  std::vector<std::string> parts;
  if (!info.source.empty()) parts.push_back(info.source);
  if (info.observed) parts.push_back(day_text(*info.observed, lang));
  if (!info.field.empty()) parts.push_back(info.field);
  return join(parts, ", ");
}

std::string nth(std::size_t rank, Lang lang) {
  if (lang == Lang::fr) return rank == 1 ? "1er" : fmt::format("{}e", rank);
  const std::size_t tens = rank % 100;
  const bool teen = tens >= 11 && tens <= 13;
  const std::size_t last = rank % 10;
  return fmt::format("{}{}", rank,
                     teen        ? "th"
                     : last == 1 ? "st"
                     : last == 2 ? "nd"
                     : last == 3 ? "rd"
                                 : "th");
}

bool says_something(const Cell& cell) {
  return cell.is_known() || std::isfinite(cell.bounds.upper) || cell.bounds.lower > 0;
}

std::string rank_text(const Measure& measure, std::size_t zone, const Level& level, Lang lang) {
  const Cell own = measure.at(zone);
  if (measure.kind == Kind::count || !says_something(own) || measure.size() < 3) return {};
  std::size_t higher = 0, maybe = 0, known_zones = 0;
  for (std::size_t other = 0; other < measure.size(); ++other) {
    const Cell cell = measure.at(other);
    if (!says_something(cell)) continue;
    ++known_zones;
    if (other == zone) continue;
    if (cell.bounds.lower > own.bounds.upper)
      ++higher;
    else if (cell.bounds.upper > own.bounds.lower)
      ++maybe;
  }
  if (known_zones < 3) return {};
  const std::string of = fmt::format("{} {}", known_zones, level_word(level, known_zones, lang));
  return maybe == 0 ? say(lang, "{} of {}, from the highest", nth(higher + 1, lang), of)
                    : say(lang, "between {} and {} of {}, from the highest", nth(higher + 1, lang),
                          nth(higher + maybe + 1, lang), of);
}

// The same figure of zones that hold this one: a level of which the study has a single zone; and references.
std::vector<std::string> comparisons(const Run& run, const RunLayer& made, const Measure& measure,
                                     const Level& level, const StyleBook& book) {
  std::vector<std::string> texts;
  if (measure.kind == Kind::count) return texts;
  for (const Level& above : {Level::departement, Level::region, Level::nation}) {
    if (above == level) {
      texts.clear();
      continue;
    }
    for (const RunLayer& other : run.layers) {
      if (!is_of(other, above) || other.layer.theme != made.layer.theme || other.layer.zoning->size() != 1)
        continue;
      const Measure* same = find_measure(other.layer, measure.info.code);
      if (same == nullptr || !says_something(same->at(0))) continue;
      const std::string name = other.layer.zoning->name(0);
      texts.push_back(say(book.lang, "{}: {}", name.empty() ? level_word(above, 1, book.lang) : name,
                          value_text(*same, 0, book)));
    }
  }
  for (const Reference& reference : made.layer.references)
    if (reference.column == measure.info.code)
      texts.push_back(say(book.lang, "{}: {}", reference.label,
                          figure_text(reference.value, measure.info.decimals, book.lang)));
  return texts;
}

void add_section(const Run& run, const RunLayer& made, const PortraitZone& zone, const StyleBook& book,
                 Portrait& portrait) {
  const auto at = made.layer.zoning->find(zone.code);
  if (!at) return;
  PortraitSection section{made.layer.theme, made.layer.theme_title, {}, made.layer.notes};
  for (const Column& column : made.layer.columns) {
    if (const auto* category = std::get_if<Category>(&column)) {
      const std::string_view label = category->label(*at);
      section.figures.push_back(
          {category->info.code,
           category->info.label,
           word_of(book, category->info.code, label.empty() ? to_string(category->presence(*at)) : label),
           source_text(category->info, book.lang),
           {},
           {},
           {}});
      continue;
    }
    const auto* measure = std::get_if<Measure>(&column);
    if (measure == nullptr) continue;
    section.figures.push_back({measure->info.code, measure->info.label, value_text(*measure, *at, book),
                               source_text(measure->info, book.lang),
                               rank_text(*measure, *at, zone.level, book.lang),
                               comparisons(run, made, *measure, zone.level, book), measure->at(*at)});
  }
  if (!section.figures.empty()) portrait.sections.push_back(std::move(section));
}

// Communes of the territory that lie in the zone, by their position in the list of the territory.
std::vector<CommuneIndex> communes_in(const Run& run, const PortraitZone& zone) {
  std::vector<CommuneIndex> communes;
  const auto crosswalk = run.geography.to.find(zone.level);
  for (const CommuneIndex commune : zones_to<CommuneIndex>(run.geography.communes->size())) {
    const WideIndex wide = run.geography.wide_of[commune];
    bool inside = zone.level == Level::nation;
    if (crosswalk != run.geography.to.end()) {
      const std::uint32_t target = whole_target(crosswalk->second, number(wide));
      inside = target != outside && crosswalk->second.to()->code(target) == zone.code;
    } else if (zone.level == Level::departement) {
      inside = run.geography.departement_of[wide] == zone.code;
    }
    if (inside) communes.push_back(commune);
  }
  return communes;
}

void add_ctg(const Run& run, const std::vector<CommuneIndex>& communes, Portrait& portrait) {
  const Lang lang = portrait.lang;
  const CtgField& field = run.ctg->field;
  const CtgAnswer& answer = run.ctg->answer;
  const std::set<CommuneIndex> here(communes.begin(), communes.end());
  std::vector<CommuneIndex> without, unknown, missing;
  for (const CommuneIndex commune : communes) {
    const CtgStatus status = answer.communes[commune].status;
    if (status == CtgStatus::covered) continue;
    (status == CtgStatus::unknown ? unknown : without).push_back(commune);
    missing.push_back(commune);
  }
  PortraitTable lacking{say(lang, "Communes without Ctg"),
                        {},
                        {say(lang, "code"), say(lang, "commune"), "EPCI", say(lang, "inhabitants"),
                         say(lang, "status"), say(lang, "reason")},
                        {}};
  if (missing.empty()) {
    lacking.sentence = say(lang, "On {}, every commune is covered by a Ctg.", day_text(run.study.at, lang));
  } else {
    const std::string day = day_text(run.study.at, lang);
    const std::string people = count_text(ctg_sum(*field.population, without, {}), lang);
    if (without.empty())
      lacking.sentence = say(lang, "On {}, it is unknown of {} whether a Ctg covers {1|it|them}.", day,
                             counted(unknown.size(), "commune"));
    else if (unknown.empty())
      lacking.sentence = say(lang, "On {}, {} {1|is|are} not covered ({} inhabitants).", day,
                             counted(without.size(), "commune"), people);
    else
      lacking.sentence =
          say(lang, "On {}, {} {1|is|are} not covered ({} inhabitants); of {} it is unknown.", day,
              counted(without.size(), "commune"), people, counted(unknown.size(), "commune"));
  }
  for (const CtgRow& row : ctg_rows(field, run.ctg->reg, answer, missing, lang))
    lacking.rows.push_back({{row.code, row.name, row.epci_name, population_text(row.population, lang),
                             status_word(row.status, lang), row.reason_text}});
  portrait.tables.push_back(std::move(lacking));

  constexpr int months = 24;
  const CtgExpiries soon = ctg_expiries(field, run.ctg->reg, answer.question, months);
  PortraitTable ends{say(lang, "Agreements that end within two years"),
                     {},
                     {say(lang, "last day"), say(lang, "agreement"), say(lang, "communes bound"),
                      say(lang, "uncovered"), say(lang, "inhabitants")},
                     {}};
  const auto inside = [&](const std::vector<CommuneIndex>& all) {
    std::vector<CommuneIndex> kept;
    for (const CommuneIndex commune : all)
      if (here.contains(commune)) kept.push_back(commune);
    return kept;
  };
  for (const CtgExpiry& end : soon.ends) {
    const std::vector<CommuneIndex> bound = inside(end.bound), surely = inside(end.uncovered),
                                    perhaps = inside(end.unclear);
    if (bound.empty()) continue;
    const Agreement& agreement = run.ctg->reg.agreements[end.agreement];
    const std::string day = day_text(end.last, lang);
    ends.rows.push_back(
        {{end.presumed ? say(lang, "{} (presumed)", day) : day,
          agreement.label.empty() ? agreement.id : agreement.label, number_text(bound.size(), lang),
          perhaps.empty() ? number_text(surely.size(), lang)
                          : say(lang, "{} to {}", number_text(surely.size(), lang),
                                number_text(surely.size() + perhaps.size(), lang)),
          count_text(ctg_sum(*field.population, surely, perhaps), lang)}});
  }
  ends.sentence = ends.rows.empty() ? say(lang, "None.") : std::string();
  portrait.tables.push_back(std::move(ends));

  if (communes.size() != run.geography.communes->size()) return;
  PortraitTable curve{say(lang, "Coverage over time"),
                      say(lang, "At constant geography and population ({}).", field.population_label),
                      {say(lang, "since"), say(lang, "inhabitants"), "communes", "EPCI"},
                      {}};
  const Day from = new_year(year_of(run.study.at) - 5);
  for (const CtgPoint& point : ctg_curve(field, run.ctg->reg, answer.question, from, run.study.at))
    curve.rows.push_back({{day_text(point.day, lang), share_text(point.tally.inhabitants_rate, lang),
                           fmt::format("{} / {}", point.tally.covered, point.tally.communes),
                           fmt::format("{} / {}", point.epci_tally.covered, point.epci_tally.counted)}});
  portrait.tables.push_back(std::move(curve));
}

std::string path_data(const Shapes& shapes, std::size_t zone, double scale, const Box& box) {
  std::string path;
  for (const std::size_t polygon : shapes.polygons_of(zone))
    for (const std::size_t ring : shapes.rings_of(polygon)) {
      long last_x = 0, last_y = 0;
      std::size_t kept = 0;
      std::string part;
      for (const Point& point : shapes.points_of(ring)) {
        const long x = std::lround((point.x - box.min_x) * scale),
                   y = std::lround((box.max_y - point.y) * scale);
        if (kept > 0 && x == last_x && y == last_y) continue;
        part += kept == 0 ? fmt::format("M{} {}", x, y) : fmt::format("l{} {}", x - last_x, y - last_y);
        last_x = x;
        last_y = y;
        ++kept;
      }
      if (kept > 2) path += part + "z";
    }
  return path;
}

std::string css_of(const Look& look) {
  if (look.pattern == Pattern::none) return to_hex(look.fill);
  return fmt::format("repeating-linear-gradient({}deg,{} 0 2px,{} 2px 5px)",
                     look.pattern == Pattern::backslash ? 45 : -45, to_hex(look.ink), to_hex(look.fill));
}

std::string paint_of(const Look& look, std::vector<PortraitPattern>& patterns) {
  if (look.pattern == Pattern::none) return to_hex(look.fill);
  const PortraitPattern wanted{to_hex(look.fill), to_hex(look.ink),
                               look.pattern == Pattern::backslash ? -45 : 45};
  const auto found = std::ranges::find_if(patterns, [&](const PortraitPattern& pattern) {
    return pattern.fill == wanted.fill && pattern.ink == wanted.ink && pattern.angle == wanted.angle;
  });
  const auto place = found - patterns.begin();
  if (found == patterns.end()) patterns.push_back(wanted);
  return fmt::format("url(#p{})", place);
}

std::optional<PortraitMeasure> coloured(const Layer& layer, const Column& column,
                                        const std::vector<std::size_t>& zones, const StyleBook& book,
                                        std::vector<PortraitPattern>& patterns) {
  const ColumnInfo& info = info_of(column);
  const auto* category = std::get_if<Category>(&column);
  const auto* measure = std::get_if<Measure>(&column);
  if (category == nullptr && (measure == nullptr || measure->kind == Kind::count)) return std::nullopt;
  const Style style = style_of_column(layer, info.code, {}, book);
  if (style.kind == StyleKind::plain) return std::nullopt;
  PortraitMeasure shown{
      info.code,
      layer.theme_title.empty() ? info.label : fmt::format("{} – {}", layer.theme_title, info.label),
      {},
      {},
      {}};
  for (const StyleClass& each : style.classes) shown.legend.emplace_back(css_of(each.look), each.label);
  for (const StyleClass& each : style.missing) shown.legend.emplace_back(css_of(each.look), each.label);
  for (const std::size_t zone : zones) {
    const StyleClass* found =
        category != nullptr ? class_of(style, *category, zone) : class_of(style, measure->at(zone));
    shown.fills.push_back(found != nullptr ? paint_of(found->look, patterns) : "#ffffff");
    shown.texts.push_back(category != nullptr
                              ? word_of(book, info.code,
                                        category->label(zone).empty() ? to_string(category->presence(zone))
                                                                      : category->label(zone))
                              : value_text(*measure, zone, book));
  }
  return shown;
}

std::optional<PortraitMap> map_of(const Run& run, const std::vector<CommuneIndex>& communes,
                                  const StyleBook& book) {
  const auto drawn = run.shapes.drawn.find(Level::commune);
  if (drawn == run.shapes.drawn.end() || communes.empty()) return std::nullopt;
  const ZoningRef all = printed_zoning(run.geography, run.counted, Level::commune);
  std::vector<std::size_t> places;
  PortraitMap map;
  for (const CommuneIndex commune : communes) {
    const std::string& code = run.geography.communes->code(number(commune));
    places.push_back(*all->find(code));
    map.codes.push_back(code);
    map.names.push_back(run.geography.communes->name(number(commune)));
  }
  const std::vector<Crs> projections = legal_projections(run);
  Shapes shapes = select(*drawn->second, places);
  if (projections.size() == 1) shapes = project(shapes, projections.front());
  const Box box = box_of_points(shapes.points);
  const double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
  if (!(width > 0) || !(height > 0)) return std::nullopt;
  const double scale = map.width / std::max(width, height);
  map.height = static_cast<int>(std::ceil(height * scale));
  map.width = static_cast<int>(std::ceil(width * scale));
  for (std::size_t zone = 0; zone < places.size(); ++zone)
    map.paths.push_back(path_data(shapes, zone, scale, box));
  for (const RunLayer& made : run.layers) {
    if (!is_of(made, Level::commune)) continue;
    std::vector<std::size_t> zones;
    for (const std::string& code : map.codes)
      if (const auto at = made.layer.zoning->find(code)) zones.push_back(*at);
    if (zones.size() != map.codes.size()) continue;
    for (const Column& column : made.layer.columns)
      if (auto measure = coloured(made.layer, column, zones, book, map.patterns)) {
        const bool first = made.layer.style == measure->code && made.layer.theme == "ctg";
        map.measures.insert(first ? map.measures.begin() : map.measures.end(), *std::move(measure));
      }
  }
  if (map.measures.empty()) return std::nullopt;
  return map;
}

}  // namespace

std::vector<PortraitZone> portrait_zones(const Run& run) {
  std::vector<PortraitZone> zones;
  for (const Level& level : {Level::departement, Level::epci})
    for (PortraitZone& zone : zones_of_level(run, level)) zones.push_back(std::move(zone));
  return zones;
}

PortraitZone portrait_zone(const Run& run, const std::string& asked) {
  const std::size_t colon = asked.find(':');
  const std::string wanted_level = colon == std::string::npos ? std::string() : asked.substr(0, colon);
  const std::string code = colon == std::string::npos ? asked : asked.substr(colon + 1);
  std::vector<std::string> known;
  for (const Level& level : levels_with_layers(run)) {
    if (!wanted_level.empty() && level.code != wanted_level) continue;
    const std::vector<PortraitZone> zones = zones_of_level(run, level);
    for (const PortraitZone& zone : zones) {
      if (zone.code == code) return zone;
      known.push_back(zone.code);
    }
  }
  if (asked.empty()) {
    for (const Level& level : {Level::departement, Level::region, Level::nation, Level::epci})
      if (const std::vector<PortraitZone> zones = zones_of_level(run, level); zones.size() == 1)
        return zones.front();
    throw Error(
        Failure::usage,
        message("the territory of the study is no single zone: name one with --zone, or all with --all"));
  }
  const auto near = closest(code, known);
  throw Error(Failure::usage, message("--zone {}: no zone of the study{}", asked,
                                      near ? message("; did you mean {}?", *near) : Message()));
}

Portrait portrait_of(const Run& run, const PortraitZone& zone) {
  const Lang lang = run.study.lang;
  const StyleBook& book = style_book(lang);
  Portrait portrait{.zone = zone, .title = zone.name.empty() ? zone.code : zone.name, .lang = lang};
  const std::string day = day_text(run.study.at, lang);
  const bool says_day = run.study.title.find(day) != std::string::npos;
  portrait.subtitle = says_day ? run.study.title : fmt::format("{}, {}", run.study.title, day);
  for (const RunLayer& made : run.layers)
    if (is_of(made, zone.level)) add_section(run, made, zone, book, portrait);
  const std::vector<CommuneIndex> communes = communes_in(run, zone);
  if (communes.size() == run.geography.communes->size()) portrait.sentences = run.sentences;
  if (run.ctg) add_ctg(run, communes, portrait);
  portrait.map = map_of(run, communes, book);
  return portrait;
}

std::string portrait_json(const Portrait& portrait) {
  Json sections = Json::array();
  for (const PortraitSection& section : portrait.sections) {
    Json figures = Json::array();
    for (const PortraitFigure& figure : section.figures)
      figures.push_back({{"code", figure.code},
                         {"label", figure.label},
                         {"text", figure.value},
                         {"cell", cell_json(figure.cell)},
                         {"rank", figure.rank},
                         {"comparison", figure.comparison},
                         {"source", figure.source}});
    sections.push_back({{"theme", section.theme},
                        {"title", section.title},
                        {"figures", std::move(figures)},
                        {"notes", section.notes}});
  }
  Json tables = Json::array();
  for (const PortraitTable& table : portrait.tables) {
    Json rows = Json::array();
    for (const PortraitRow& row : table.rows) rows.push_back(row.cells);
    tables.push_back({{"title", table.title},
                      {"sentence", table.sentence},
                      {"header", table.header},
                      {"rows", std::move(rows)}});
  }
  const Json json{{"level", portrait.zone.level.code}, {"code", portrait.zone.code},
                  {"name", portrait.zone.name},        {"title", portrait.subtitle},
                  {"sentences", portrait.sentences},   {"sections", std::move(sections)},
                  {"tables", std::move(tables)}};
  return json.dump(1) + "\n";
}

}  // namespace maillage
