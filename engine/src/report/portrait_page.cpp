#include <fmt/format.h>
#include <algorithm>
#include <kainjow/mustache.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"
#include "maillage/report/portrait.hpp"
#include "report/portrait_template.hpp"

namespace maillage {
namespace {

using Data = kainjow::mustache::data;
using Json = nlohmann::ordered_json;

Data texts(const std::vector<std::string>& values) {
  Data list{Data::type::list};
  for (const std::string& value : values) list << Data(value);
  return list;
}

// An empty text is an absent one: its section of the template is left out.
void set(Data& data, const std::string& name, const std::string& text) {
  if (text.empty())
    data.set(name, Data(Data::type::bool_false));
  else
    data.set(name, text);
}

std::string colon(Lang lang) {
  return lang == Lang::fr ? fmt::format("{}: ", thin_space) : ": ";
}

Data words(Lang lang) {
  Data data;
  data.set("map", say(lang, "Map of the communes"));
  data.set("measure", say(lang, "Figure shown"));
  data.set("search", say(lang, "Find a commune"));
  data.set("figure", say(lang, "Figure"));
  data.set("value", say(lang, "Value"));
  data.set("compared", say(lang, "Rank and comparison"));
  data.set(
      "made",
      say(lang, "Page made by maillage from the sources named beside each figure; it needs no network."));
  data.set("colon", colon(lang));
  return data;
}

// Each text once, and where it is used.
std::pair<Json, Json> dictionary(const std::vector<std::string>& values) {
  Json entries = Json::array(), places = Json::array();
  std::map<std::string_view, std::size_t> known;
  for (const std::string& value : values) {
    const auto [place, is_new] = known.try_emplace(value, known.size());
    if (is_new) entries.push_back(value);
    places.push_back(place->second);
  }
  return {std::move(entries), std::move(places)};
}

// JSON that no "</script>" of the data can end.
std::string script_json(const Json& json) {
  std::string text = json.dump();
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) text.replace(at, 1, "\\u003c");
  return text;
}

Json map_json(const PortraitMap& map, Lang lang) {
  Json measures = Json::array();
  for (const PortraitMeasure& measure : map.measures) {
    auto [colours, fills] = dictionary(measure.fills);
    auto [said, places] = dictionary(measure.texts);
    Json legend = Json::array();
    for (const auto& [colour, label] : measure.legend) legend.push_back({colour, label});
    measures.push_back({{"title", measure.title},
                        {"legend", std::move(legend)},
                        {"colours", std::move(colours)},
                        {"fills", std::move(fills)},
                        {"words", std::move(said)},
                        {"texts", std::move(places)}});
  }
  return {{"names", map.names}, {"colon", colon(lang)}, {"measures", std::move(measures)}};
}

Data map_data(const PortraitMap& map, Lang lang) {
  const PortraitMeasure& first = map.measures.front();
  Data data;
  data.set("measure", first.title);
  data.set("width", fmt::format("{}", map.width + 4));
  data.set("height", fmt::format("{}", map.height + 4));
  Data zones{Data::type::list};
  for (std::size_t zone = 0; zone < map.paths.size(); ++zone) {
    Data one;
    one.set("d", map.paths[zone]);
    one.set("fill", first.fills[zone]);
    one.set("name", map.names[zone]);
    one.set("text", first.texts[zone]);
    zones << one;
  }
  data.set("zones", zones);
  Data patterns{Data::type::list};
  for (std::size_t index = 0; index < map.patterns.size(); ++index) {
    Data one;
    one.set("index", fmt::format("{}", index));
    one.set("fill", map.patterns[index].fill);
    one.set("ink", map.patterns[index].ink);
    one.set("angle", fmt::format("{}", map.patterns[index].angle));
    patterns << one;
  }
  data.set("patterns", patterns);
  Data legend{Data::type::list};
  for (const auto& [colour, label] : first.legend) {
    Data one;
    one.set("colour", colour);
    one.set("words", label);
    legend << one;
  }
  data.set("legend", legend);
  data.set("data", script_json(map_json(map, lang)));
  return data;
}

Data table_data(const PortraitTable& table) {
  Data data;
  data.set("title", table.title);
  set(data, "sentence", table.sentence);
  data.set("filled", Data(table.rows.empty() ? Data::type::bool_false : Data::type::bool_true));
  data.set("header", texts(table.header));
  Data rows{Data::type::list};
  for (const PortraitRow& row : table.rows) {
    Data one;
    one.set("cells", texts(row.cells));
    rows << one;
  }
  data.set("rows", rows);
  return data;
}

Data section_data(const PortraitSection& section) {
  Data data;
  data.set("title", section.title);
  Data figures{Data::type::list};
  for (const PortraitFigure& figure : section.figures) {
    Data one;
    one.set("label", figure.label);
    one.set("value", figure.value);
    set(one, "source", figure.source);
    set(one, "rank", figure.rank);
    one.set("comparison", texts(figure.comparison));
    figures << one;
  }
  data.set("figures", figures);
  data.set("notes", texts(section.notes));
  return data;
}

}  // namespace

std::string portrait_page(const Portrait& portrait) {
  Data page;
  page.set("lang", portrait.lang == Lang::fr ? "fr" : "en");
  page.set("title", portrait.title);
  page.set("subtitle", portrait.subtitle);
  page.set("words", words(portrait.lang));
  page.set("sentences", texts(portrait.sentences));
  if (portrait.map)
    page.set("map", map_data(*portrait.map, portrait.lang));
  else
    page.set("map", Data(Data::type::bool_false));
  Data tables{Data::type::list}, sections{Data::type::list}, card{Data::type::list};
  for (const PortraitTable& table : portrait.tables) tables << table_data(table);
  for (const PortraitSection& section : portrait.sections)
    (section.theme == "territory" ? card : sections) << section_data(section);
  page.set("card", card);
  page.set("tables", tables);
  page.set("sections", sections);
  kainjow::mustache::mustache pattern(portrait_template);
  if (!pattern.is_valid()) throw Error(Failure::internal, Message(std::string(pattern.error_message())));
  return pattern.render(page);
}

}  // namespace maillage
