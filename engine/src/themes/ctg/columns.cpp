#include "themes/ctg/columns.hpp"

#include "themes/ctg/ends.hpp"

namespace maillage {

ColumnInfo CtgColumns::info(std::string_view code, std::string_view short_name, std::string_view unit,
                            int decimals, std::string_view french, std::string_view english) const {
  ColumnInfo column;
  column.code = code;
  column.short_name = short_name;
  column.unit = unit;
  column.decimals = decimals;
  column.label = lang_ == Lang::fr ? french : english;
  column.observed = answer_.question.at;
  column.source = source_;
  return column;
}

void CtgColumns::add_day(ColumnInfo column, const std::vector<CtgSituation>& situations,
                         std::optional<Day> CtgSituation::*member) {
  DayColumn days{std::move(column), {}};
  for (const CtgSituation& each : situations) days.values.push_back(each.*member);
  add(std::move(days));
}

void CtgColumns::add_situations(const std::vector<CtgSituation>& situations, const std::vector<bool>& covered,
                                const Register& reg) {
  std::vector<std::string> ids;
  std::vector<std::string> labels;
  Category end({}, {"stated", "presumed", "latest"}, size_);
  end.info = info("ctg_end_basis", "ctgendb", "", 0, "Date de fin déclarée, présumée ou au plus tard",
                  "End date stated, presumed or at the latest");
  Measure days = measure(
      info("ctg_days_left", "ctgdays", "days", 0, "Jours de couverture restants", "Days of coverage left"),
      Kind::intensive);
  for (std::size_t i = 0; i < situations.size(); ++i) {
    const CtgSituation& each = situations[i];
    const bool has = each.agreement != no_agreement_index;
    ids.push_back(has ? reg.agreements[each.agreement].id : "");
    labels.push_back(has ? reg.agreements[each.agreement].label : "");
    if (each.agreement_last) {
      end.set(i, to_string(end_basis(each, reg)));
    } else {
      end.set_missing(i, has ? Presence::not_available : Presence::not_applicable);
    }
    if (!covered[i]) {
      days.set(i, missing(Presence::not_applicable));
    } else if (each.covered_until) {
      const auto left = (*each.covered_until - answer_.question.at).count();
      const Marks marks = each.presumed ? Marks(Mark::presumed) : Marks();
      days.set(
          i, known(static_cast<double>(left), {static_cast<double>(left), static_cast<double>(left)}, marks));
    }
  }
  add_text(info("ctg_agreement", "ctgid", "", 0, "Identifiant de la convention", "Agreement"),
           std::move(ids));
  add_text(info("ctg_agreement_label", "ctglab", "", 0, "Convention", "Label of the agreement"),
           std::move(labels));
  add_day(info("ctg_end", "ctgend", "", 0, "Dernier jour de la convention", "Last day of the agreement"),
          situations, &CtgSituation::agreement_last);
  add(std::move(end));
  add_day(info("ctg_covered_until", "ctguntl", "", 0, "Couvert jusqu'au", "Covered until"), situations,
          &CtgSituation::covered_until);
  add(std::move(days));
  add_day(info("ctg_last_end", "ctglast", "", 0, "Fin de la dernière convention passée",
               "End of the last past agreement"),
          situations, &CtgSituation::last_end);
  add_day(info("ctg_next_start", "ctgnext", "", 0, "Début de la prochaine convention connue",
               "Start of the next known agreement"),
          situations, &CtgSituation::next_start);
}

void CtgColumns::add_tallies(const std::vector<CtgTally>& tallies) {
  const auto count = [&](std::string_view code, std::string_view short_name, std::string_view unit,
                         std::string_view french, std::string_view english) {
    return measure(info(code, short_name, unit, 0, french, english), Kind::count);
  };
  const auto rate = [&](std::string_view code, std::string_view short_name, std::string_view french,
                        std::string_view english) {
    return measure(info(code, short_name, "percent", 1, french, english), Kind::rate);
  };
  Measure communes = count("communes", "ncom", "communes", "Communes", "Communes");
  Measure covered = count("ctg_communes", "ctgncom", "communes", "Communes couvertes", "Communes covered");
  Measure unknown = count("ctg_communes_unknown", "ctgnunk", "communes", "Communes dont on ne sait rien",
                          "Communes unknown");
  Measure people = count("population", "pop", "inhabitants", "Habitants", "Inhabitants");
  Measure covered_people =
      count("ctg_population", "ctgpop", "inhabitants", "Habitants couverts", "Inhabitants covered");
  Measure people_rate =
      rate("ctg_population_rate", "ctgtxp", "Part des habitants couverts", "Share of inhabitants covered");
  Measure communes_rate =
      rate("ctg_communes_rate", "ctgtxc", "Part des communes couvertes", "Share of communes covered");
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    const CtgTally& tally = tallies[i];
    communes.set(i, known(static_cast<double>(tally.communes)));
    covered.set(i, tally.communes_covered);
    unknown.set(i, known(static_cast<double>(tally.unknown)));
    people.set(i, tally.inhabitants);
    covered_people.set(i, tally.inhabitants_covered);
    people_rate.set(i, tally.inhabitants_rate);
    communes_rate.set(i, tally.communes_rate);
  }
  for (Measure* column :
       {&communes, &covered, &unknown, &people, &covered_people, &people_rate, &communes_rate})
    add(std::move(*column));
}

}  // namespace maillage
