#include "maillage/report/ctg_compare_report.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/ctg_data.hpp"
#include "maillage/themes/ctg/by_theme.hpp"
#include "maillage/themes/ctg/words.hpp"
#include "report/ctg_words.hpp"
#include "report/text_table.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

std::vector<CtgAnswer> theme_answers(const Run& run) {
  const CtgRun& ctg = *run.ctg;
  std::vector<CtgAnswer> answers;
  for (const CtgTheme& theme : ctg_themes()) {
    CtgQuestion question = ctg.answer.question;
    question.theme = theme.code;
    Diagnostics of_coverage;  // said of the whole register
    answers.push_back(
        ctg_coverage(ctg.field, for_theme(ctg.reg, theme, ctg_themes()), question, of_coverage));
  }
  return answers;
}

std::string cells_csv(const Cell& cell) {
  return fmt::format("{},{},{}", cell.is_known() ? plain_number(tidy(cell.value)) : std::string(),
                     plain_number(tidy_down(cell.bounds.lower)), plain_number(tidy_up(cell.bounds.upper)));
}

std::string themes_table(const Run& run, const std::vector<CtgAnswer>& answers) {
  const Lang lang = run.study.lang;
  TextTable table({say(lang, "theme"), say(lang, "inhabitants"), "communes", "EPCI", say(lang, "unknown")});
  for (std::size_t column = 1; column < 5; ++column) table.align_right(column);
  const auto add = [&](const std::string& name, const CtgAnswer& answer) {
    table.add({name, share_text(answer.tally.inhabitants_rate, lang),
               fmt::format("{} / {}", answer.tally.covered, answer.tally.communes),
               fmt::format("{} / {}", answer.epci_tally.covered, answer.epci_tally.counted),
               number_text(answer.tally.unknown, lang)});
  };
  for (std::size_t i = 0; i < answers.size(); ++i) add(ctg_themes()[i].in(lang), answers[i]);
  add(say(lang, "any theme (definition A)"), run.ctg->answer);
  return say(lang, "Definition C, on {}: covered by an agreement about the theme.",
             day_text(run.study.at, lang)) +
         "\n\n" + table.text();
}

// A zone, and the share of its inhabitants that is covered on each day.
struct Path {
  std::string code, name;
  std::vector<Cell> shares;
};

std::vector<Day> days_of(const Run& run) {
  std::vector<Day> days;
  for (const auto& [year, share] : ctg_path().shares)
    if (const Day end = day_before(new_year(year + 1)); end < run.study.at) days.push_back(end);
  days.push_back(run.study.at);
  return days;
}

// The zones of the level, and which tallies of an answer are theirs.
struct Compared {
  ZoningRef zones;
  std::optional<std::size_t> other;  // among the other levels of the field; none: départements
};

Compared compared_zones(const CtgField& field, const Level& level) {
  if (level == Level::departement) return {field.departements, std::nullopt};
  for (std::size_t i = 0; i < field.others.size(); ++i)
    if (field.others[i].from_communes.to()->level() == level) return {field.others[i].from_communes.to(), i};
  throw Error(Failure::usage,
              message("--by {}: the territory of the study holds no whole {}", level.code, level.code));
}

std::vector<Path> paths_of(const Run& run, const Compared& compared, const std::vector<Day>& days) {
  const CtgRun& ctg = *run.ctg;
  std::vector<Path> paths;
  for (const Zone& zone : compared.zones->zones()) paths.push_back({zone.code, zone.name, {}});
  Path whole{"", say(run.study.lang, "in all"), {}};
  for (const Day day : days) {
    CtgQuestion question = ctg.answer.question;
    question.at = day;
    Diagnostics of_coverage;  // said of the day asked
    const CtgAnswer answer = ctg_coverage(ctg.field, ctg.reg, question, of_coverage);
    const auto& tallies = compared.other ? answer.by_other[*compared.other] : answer.by_departement;
    for (std::size_t zone = 0; zone < paths.size(); ++zone)
      paths[zone].shares.push_back(tallies[zone].inhabitants_rate);
    whole.shares.push_back(answer.tally.inhabitants_rate);
  }
  if (paths.size() > 1) paths.push_back(std::move(whole));
  return paths;
}

std::optional<double> official_share(Day day) {
  for (const auto& [year, share] : ctg_path().shares)
    if (day_before(new_year(year + 1)) == day) return share;
  return std::nullopt;
}

std::string compare_table(const Run& run, const std::vector<Path>& paths, const std::vector<Day>& days) {
  const Lang lang = run.study.lang;
  std::vector<std::string> header{say(lang, "code"), say(lang, "name")};
  for (const Day day : days) header.push_back(day_text(day, lang));
  TextTable table(header);
  for (std::size_t column = 2; column < header.size(); ++column) table.align_right(column);
  for (const Path& path : paths) {
    std::vector<std::string> cells{path.code, path.name};
    for (const Cell& share : path.shares) cells.push_back(share_text(share, lang));
    table.add(std::move(cells));
  }
  std::vector<std::string> official{"", say(lang, "official path")};
  for (const Day day : days) {
    const auto share = official_share(day);
    official.push_back(share ? percent_text(*share, lang) : std::string());
  }
  table.add(std::move(official));
  return say(lang, "Share of inhabitants covered, at constant geography and population ({}).",
             run.ctg->field.population_label) +
         "\n\n" + table.text() + say(lang, "Official path: {}.", ctg_path().source) + "\n";
}

std::string compare_csv(const std::vector<Path>& paths, const std::vector<Day>& days) {
  std::string text =
      "code,name,day,inhabitants_rate,inhabitants_rate_low,inhabitants_rate_high,official_path\n";
  for (const Path& path : paths)
    for (std::size_t i = 0; i < days.size(); ++i) {
      const auto official = official_share(days[i]);
      std::string name = path.name;
      for (std::size_t at = 0; (at = name.find('"', at)) != std::string::npos; at += 2)
        name.insert(at, 1, '"');
      text += fmt::format("\"{}\",\"{}\",{},{},{}\n", path.code, name, to_iso(days[i]),
                          cells_csv(path.shares[i]), official ? plain_number(*official) : std::string());
    }
  return text;
}

std::string compare_json(const Run& run, const Level& level, const std::vector<Path>& paths,
                         const std::vector<Day>& days) {
  Json zones = Json::array();
  for (const Path& path : paths) {
    Json shares = Json::array();
    for (std::size_t i = 0; i < days.size(); ++i)
      shares.push_back({{"day", to_iso(days[i])}, {"inhabitants_rate", cell_json(path.shares[i])}});
    zones.push_back({{"code", path.code}, {"name", path.name}, {"shares", std::move(shares)}});
  }
  Json official = Json::array();
  for (const auto& [year, share] : ctg_path().shares)
    official.push_back({{"day", to_iso(day_before(new_year(year + 1)))}, {"share", share}});
  const Json json{{"at", to_iso(run.study.at)},
                  {"level", level.code},
                  {"definition", letter_of(run.ctg->answer.question)},
                  {"population", run.ctg->field.population_label},
                  {"zones", std::move(zones)},
                  {"official_path", {{"source", ctg_path().source}, {"shares", std::move(official)}}}};
  return json.dump(1) + "\n";
}

}  // namespace

std::string ctg_themes_text(const Run& run, const std::string& format, Diagnostics& diagnostics) {
  check_themes(run.ctg->reg, ctg_themes(), diagnostics);
  const std::vector<CtgAnswer> answers = theme_answers(run);
  if (format == "csv") {
    std::string text =
        "theme,label,inhabitants_rate,inhabitants_rate_low,inhabitants_rate_high,communes_covered,"
        "communes_unknown,communes,epci_covered,epci_counted\n";
    for (std::size_t i = 0; i < answers.size(); ++i)
      text += fmt::format("\"{}\",\"{}\",{},{},{},{},{},{}\n", ctg_themes()[i].code,
                          ctg_themes()[i].in(run.study.lang), cells_csv(answers[i].tally.inhabitants_rate),
                          answers[i].tally.covered, answers[i].tally.unknown, answers[i].tally.communes,
                          answers[i].epci_tally.covered, answers[i].epci_tally.counted);
    return text;
  }
  if (format != "json") return themes_table(run, answers);
  Json themes = Json::array();
  for (std::size_t i = 0; i < answers.size(); ++i)
    themes.push_back({{"theme", ctg_themes()[i].code},
                      {"label", ctg_themes()[i].in(run.study.lang)},
                      {"tally", tally_json(answers[i].tally)},
                      {"epci", epci_json(answers[i].epci_tally)}});
  const Json json{
      {"at", to_iso(run.study.at)},
      {"definition", "C"},
      {"population", run.ctg->field.population_label},
      {"themes", std::move(themes)},
      {"any_theme",
       {{"tally", tally_json(run.ctg->answer.tally)}, {"epci", epci_json(run.ctg->answer.epci_tally)}}}};
  return json.dump(1) + "\n";
}

std::string ctg_compare_text(const Run& run, const Level& level, const std::string& format) {
  const std::vector<Day> days = days_of(run);
  const std::vector<Path> paths = paths_of(run, compared_zones(run.ctg->field, level), days);
  if (format == "csv") return compare_csv(paths, days);
  if (format == "json") return compare_json(run, level, paths, days);
  return compare_table(run, paths, days);
}

}  // namespace maillage
