#include "maillage/report/ctg_desk_report.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/flat_table.hpp"
#include "maillage/formats/write/csv_writer.hpp"
#include "maillage/themes/ctg/expiry.hpp"
#include "maillage/themes/ctg/layers.hpp"
#include "maillage/themes/ctg/words.hpp"
#include "report/ctg_words.hpp"
#include "report/text_table.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

std::string answer_sentence(const Run& run, const CtgRun& ctg) {
  return ctg_sentence(ctg.field, ctg.answer, {.lang = run.study.lang, .by = run.study.ctg->contract});
}

std::string epci_count(const CtgEpciTally& tally) {
  return tally.may_be_covered > tally.covered
             ? fmt::format("{}–{} / {}", tally.covered, tally.may_be_covered, tally.counted)
             : fmt::format("{} / {}", tally.covered, tally.counted);
}

std::string commune_count(const CtgTally& tally) {
  return tally.may_be_covered > tally.covered
             ? fmt::format("{}–{} / {}", tally.covered, tally.may_be_covered, tally.communes)
             : fmt::format("{} / {}", tally.covered, tally.communes);
}

std::string rates_table(const Run& run, const CtgWhatIf& what_if) {
  const Lang lang = run.study.lang;
  const CtgAnswer& without = run.ctg->answer;
  const CtgAnswer& with = what_if.with->answer;
  TextTable table({"", say(lang, "without"), say(lang, "with"), say(lang, "change")});
  for (std::size_t column = 1; column < 4; ++column) table.align_right(column);
  table.add({say(lang, "inhabitants"), share_text(without.tally.inhabitants_rate, lang),
             share_text(with.tally.inhabitants_rate, lang),
             points_text(what_if.effect.inhabitants_points, lang)});
  table.add({"communes", commune_count(without.tally), commune_count(with.tally),
             points_text(what_if.effect.communes_points, lang)});
  table.add({"EPCI", epci_count(without.epci_tally), epci_count(with.epci_tally),
             points_text(what_if.effect.epci_points, lang)});
  return table.text();
}

struct ChangedRow {
  CtgRow without, with;
};

std::vector<ChangedRow> changed_rows(const Run& run, const CtgWhatIf& what_if) {
  const std::vector<CommuneIndex> communes = what_if.effect.changed();
  const CtgRun& with = *what_if.with;
  const auto before = ctg_rows(run.ctg->field, run.ctg->reg, run.ctg->answer, communes, run.study.lang);
  const auto after = ctg_rows(with.field, with.reg, with.answer, communes, run.study.lang);
  std::vector<ChangedRow> rows;
  for (std::size_t i = 0; i < communes.size(); ++i) rows.push_back({before[i], after[i]});
  return rows;
}

std::string changes_table(const Run& run, const std::vector<ChangedRow>& rows) {
  const Lang lang = run.study.lang;
  TextTable table({say(lang, "code"), say(lang, "commune"), "EPCI", say(lang, "inhabitants"),
                   say(lang, "without"), say(lang, "with")});
  table.align_right(3);
  for (const auto& [without, with] : rows)
    table.add({without.code, without.name, without.epci_name, population_text(without.population, lang),
               fmt::format("{} ({})", status_word(without.status, lang), without.reason_text),
               fmt::format("{} ({})", status_word(with.status, lang), with.reason_text)});
  return table.text();
}

// A list that is no layer: columns of text, and of counts.
class Rows {
 public:
  explicit Rows(std::size_t count) { table_.rows = count; }
  void text(std::string name, std::vector<std::string> values) {
    FlatField field;
    field.name = std::move(name);
    field.values = std::move(values);
    table_.fields.push_back(std::move(field));
  }
  void number(std::string name, std::vector<double> values) {
    FlatField field;
    field.name = std::move(name);
    field.type = FieldType::real;
    field.values = std::move(values);
    table_.fields.push_back(std::move(field));
  }
  [[nodiscard]] std::string csv() const { return csv_text(table_, CsvFlavour::gis); }

 private:
  FlatTable table_;
};

std::string changes_csv(const std::vector<ChangedRow>& rows) {
  Rows table(rows.size());
  const auto text = [&](std::string name, auto value_of) {
    std::vector<std::string> values;
    for (const ChangedRow& row : rows) values.emplace_back(value_of(row));
    table.text(std::move(name), std::move(values));
  };
  text("code", [](const ChangedRow& row) { return row.without.code; });
  text("name", [](const ChangedRow& row) { return row.without.name; });
  text("epci", [](const ChangedRow& row) { return row.without.epci; });
  text("epci_name", [](const ChangedRow& row) { return row.without.epci_name; });
  std::vector<double> people;
  for (const ChangedRow& row : rows) people.push_back(row.without.population.value);
  table.number("population", std::move(people));
  text("without", [](const ChangedRow& row) { return to_string(row.without.status); });
  text("without_reason", [](const ChangedRow& row) { return to_string(row.without.reason); });
  text("with", [](const ChangedRow& row) { return to_string(row.with.status); });
  text("with_reason", [](const ChangedRow& row) { return to_string(row.with.reason); });
  text("with_agreement", [](const ChangedRow& row) { return row.with.agreement; });
  return table.csv();
}

Json answer_json(const Run& run, const CtgRun& ctg) {
  return {{"sentence", answer_sentence(run, ctg)},
          {"tally", tally_json(ctg.answer.tally)},
          {"epci", epci_json(ctg.answer.epci_tally)}};
}

std::string what_if_json(const Run& run, const CtgWhatIf& what_if, const std::string& what,
                         const std::vector<ChangedRow>& rows) {
  const CtgEffect& effect = what_if.effect;
  Json communes = Json::array();
  for (const auto& [without, with] : rows)
    communes.push_back({{"code", without.code},
                        {"name", without.name},
                        {"population", cell_json(without.population)},
                        {"without", to_string(without.status)},
                        {"without_reason", to_string(without.reason)},
                        {"with", to_string(with.status)},
                        {"with_reason", to_string(with.reason)}});
  const Json json{{"at", to_iso(run.study.at)},
                  {"what_if", what},
                  {"definition", letter_of(run.ctg->answer.question)},
                  {"without", answer_json(run, *run.ctg)},
                  {"with", answer_json(run, *what_if.with)},
                  {"change",
                   {{"inhabitants", cell_json(effect.inhabitants)},
                    {"inhabitants_points", cell_json(effect.inhabitants_points)},
                    {"communes_points", cell_json(effect.communes_points)},
                    {"epci_points", cell_json(effect.epci_points)},
                    {"epci_gained", codes_json(effect.epci_gained, *run.ctg->field.epci)},
                    {"epci_lost", codes_json(effect.epci_lost, *run.ctg->field.epci)}}},
                  {"communes", std::move(communes)}};
  return json.dump(1) + "\n";
}

// What a signer brings: the communes that it covers and that are not surely covered.
struct Member {
  std::string code, name;
  std::vector<CommuneIndex> communes;
};

std::vector<Member> members_of(const Run& run, const CtgReach& reach, const ReachSet& set) {
  const CtgField& field = run.ctg->field;
  const bool by_epci = reach.question.signer == ReachSigner::epci;
  const Zoning& zones = by_epci ? *field.epci : *field.communes;
  std::vector<Member> members;
  for (const std::uint32_t signer : set.signers) {
    Member member{zones.code(signer), zones.name(signer), {}};
    for (const CommuneIndex commune : run.ctg->answer.missing)
      if (by_epci ? number(field.epci_of[commune]) == signer : number(commune) == signer)
        member.communes.push_back(commune);
    members.push_back(std::move(member));
  }
  return members;
}

Message unit_word(ReachUnit unit) {
  switch (unit) {
    case ReachUnit::inhabitants:
      return message("inhabitants");
    case ReachUnit::communes:
      return message("communes");
    case ReachUnit::epci:
      break;
  }
  return std::string("EPCI");
}

Message signer_word(const CtgReach& reach, std::size_t count) {
  return reach.question.signer == ReachSigner::epci ? message("{} EPCI", count) : counted(count, "commune");
}

std::string ties_text(const ReachSet& set, Lang lang) {
  if (set.ties == 1) return say(lang, "no other set of that size does");
  if (set.ties > CtgReach::most_ties)
    return say(lang, "more than {} sets of that size do; this is the first by its codes",
               CtgReach::most_ties);
  return say(lang, "{} sets of that size do; this is the first by its codes", set.ties);
}

std::string share_in_words(double share, Lang lang) {
  const bool whole = share == rounded(share, 0);
  const int decimals = whole ? 0 : share == rounded(share, 1) ? 1 : 3;
  return lang == Lang::fr ? french_number(share, decimals) + std::string(thin_space) + "%"
                          : figure_text(share, decimals, lang) + "%";
}

bool same(const ReachSet& a, const ReachSet& b) {
  return a.reached == b.reached && a.signers == b.signers && a.before == b.before;
}

// Of a set that is sure under doubt the share is the least that it reaches.
std::string reached_text(const CtgReach& reach, double share, Lang lang) {
  const bool exact = share <= 0 || same(reach.sure, reach.possible);
  return exact ? percent_text(share, lang) : lower_percent_text(share, lang);
}

std::string set_sentence(const CtgReach& reach, const ReachSet& set, Lang lang) {
  const std::string goal = share_in_words(reach.question.share, lang);
  const std::string of = text_of(unit_word(reach.question.unit), lang);
  if (set.reached && set.signers.empty())
    return say(lang, "{} of {} are reached already: {}.", goal, of, reached_text(reach, set.before, lang));
  if (!set.reached)
    return set.signers.empty()
               ? say(lang, "{} of {} cannot be reached: {}, and no signature adds to it.", goal, of,
                     reached_text(reach, set.before, lang))
               : say(lang, "{} of {} cannot be reached: from {} to {} if all that could sign did ({}).", goal,
                     of, reached_text(reach, set.before, lang), reached_text(reach, set.after, lang),
                     signer_word(reach, set.signers.size()));
  return say(lang, "{} of {}: from {} to {} with the signature of {}; {}.", goal, of,
             reached_text(reach, set.before, lang), reached_text(reach, set.after, lang),
             signer_word(reach, set.signers.size()), ties_text(set, lang));
}

std::string members_table(const Run& run, const CtgReach& reach, const ReachSet& set) {
  const Lang lang = run.study.lang;
  const CtgField& field = run.ctg->field;
  std::vector<std::string> header{say(lang, "code"), say(lang, "name"), say(lang, "communes gained"),
                                  say(lang, "inhabitants")};
  for (const Measure* count : field.counts) header.push_back(count_heading(*count, lang));
  TextTable table(header);
  for (std::size_t column = 2; column < header.size(); ++column) table.align_right(column);
  for (const Member& member : members_of(run, reach, set)) {
    std::vector<std::string> cells{member.code, member.name, number_text(member.communes.size(), lang),
                                   count_text(ctg_sum(*field.population, member.communes, {}), lang)};
    for (const Measure* count : field.counts)
      cells.push_back(count_text(ctg_sum(*count, member.communes, {}), lang));
    table.add(std::move(cells));
  }
  return table.text();
}

std::string reach_table(const Run& run, const CtgReach& reach) {
  const Lang lang = run.study.lang;
  const bool in_doubt = !same(reach.sure, reach.possible);
  std::string text;
  if (in_doubt) text += say(lang, "Whatever is unknown is not covered:") + "\n";
  text += set_sentence(reach, reach.sure, lang) + "\n";
  if (!reach.sure.signers.empty()) text += "\n" + members_table(run, reach, reach.sure);
  if (in_doubt) {
    text += "\n" + say(lang, "Whatever is unknown is covered (no fewer can do):") + "\n" +
            set_sentence(reach, reach.possible, lang) + "\n";
    if (!reach.possible.signers.empty()) text += "\n" + members_table(run, reach, reach.possible);
  }
  if (reach.out_of_reach > 0)
    text += "\n" +
            say(lang,
                "{} without Ctg {0|is|are} covered by the signature of no single EPCI (in none, or "
                "in several).",
                counted(reach.out_of_reach, "commune")) +
            "\n";
  return text;
}

Json set_json(const Run& run, const CtgReach& reach, const ReachSet& set) {
  Json members = Json::array();
  for (const Member& member : members_of(run, reach, set)) {
    Json entry{{"code", member.code},
               {"name", member.name},
               {"communes", codes_json(member.communes, *run.ctg->field.communes)},
               {"population", cell_json(ctg_sum(*run.ctg->field.population, member.communes, {}))}};
    for (const Measure* count : run.ctg->field.counts)
      entry[count->info.code] = cell_json(ctg_sum(*count, member.communes, {}));
    members.push_back(std::move(entry));
  }
  return {{"reached", set.reached},
          {"before", number_json(tidy(set.before))},
          {"after", number_json(tidy(set.after))},
          {"size", set.signers.size()},
          {"ties", std::min(set.ties, CtgReach::most_ties)},
          {"more_ties", set.ties > CtgReach::most_ties},
          {"signers", std::move(members)}};
}

std::string_view code_of(ReachUnit unit) {
  constexpr std::string_view codes[] = {"inhabitants", "communes", "epci"};
  return codes[static_cast<std::size_t>(unit)];
}

std::string reach_csv(const Run& run, const CtgReach& reach) {
  const std::vector<Member> members = members_of(run, reach, reach.sure);
  Rows table(members.size());
  std::vector<std::string> codes, names;
  std::vector<double> communes;
  for (const Member& member : members) {
    codes.push_back(member.code);
    names.push_back(member.name);
    communes.push_back(static_cast<double>(member.communes.size()));
  }
  table.text("code", std::move(codes));
  table.text("name", std::move(names));
  table.number("communes_gained", std::move(communes));
  std::vector<const Measure*> counts{run.ctg->field.population};
  counts.insert(counts.end(), run.ctg->field.counts.begin(), run.ctg->field.counts.end());
  for (const Measure* count : counts) {
    std::vector<double> values, lows, highs;
    for (const Member& member : members) {
      const Cell sum = ctg_sum(*count, member.communes, {});
      values.push_back(tidy(sum.value));
      lows.push_back(tidy_down(sum.bounds.lower));
      highs.push_back(tidy_up(sum.bounds.upper));
    }
    table.number(count->info.code, std::move(values));
    table.number(count->info.code + "_low", std::move(lows));
    table.number(count->info.code + "_high", std::move(highs));
  }
  return table.csv();
}

}  // namespace

std::string ctg_what_if_text(const Run& run, const CtgWhatIf& what_if, const std::string& what,
                             const std::string& format) {
  const std::vector<ChangedRow> rows = changed_rows(run, what_if);
  if (format == "csv") return changes_csv(rows);
  if (format == "json") return what_if_json(run, what_if, what, rows);
  const Lang lang = run.study.lang;
  std::string text = say(lang, "Without: {}", answer_sentence(run, *run.ctg)) + "\n" +
                     say(lang, "With: {}", answer_sentence(run, *what_if.with)) + "\n\n" +
                     rates_table(run, what_if);
  if (rows.empty()) return text + "\n" + say(lang, "No commune changes.") + "\n";
  return text + "\n" + changes_table(run, rows);
}

std::string ctg_reach_text(const Run& run, const CtgReach& reach, const std::string& format) {
  if (format == "csv") return reach_csv(run, reach);
  if (format != "json") return reach_table(run, reach);
  const Json json{{"at", to_iso(run.study.at)},
                  {"definition", letter_of(run.ctg->answer.question)},
                  {"share", reach.question.share},
                  {"count", code_of(reach.question.unit)},
                  {"by", reach.question.signer == ReachSigner::epci ? "epci" : "commune"},
                  {"population", run.ctg->field.population_label},
                  {"sure", set_json(run, reach, reach.sure)},
                  {"possible", set_json(run, reach, reach.possible)},
                  {"out_of_reach", reach.out_of_reach}};
  return json.dump(1) + "\n";
}

}  // namespace maillage
