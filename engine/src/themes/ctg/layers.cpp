#include "maillage/themes/ctg/layers.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "themes/ctg/claims.hpp"
#include "themes/ctg/ends.hpp"

namespace maillage {
namespace {

// Fills the columns of one layer in the order in which they are written.
class CtgColumns {
 public:
  CtgColumns(Layer& layer, const CtgAnswer& answer, std::string source, Lang lang)
      : layer_(layer),
        answer_(answer),
        source_(std::move(source)),
        lang_(lang),
        size_(layer.zoning->size()) {}

  [[nodiscard]] ColumnInfo info(std::string_view code, std::string_view short_name, std::string_view unit,
                                int decimals, std::string_view french, std::string_view english) const;
  [[nodiscard]] Measure measure(ColumnInfo column, Kind kind) const {
    return {std::move(column), kind, size_};
  }

  void add(Column column) { layer_.columns.push_back(std::move(column)); }
  void add_text(ColumnInfo column, std::vector<std::string> values) {
    add(TextColumn{std::move(column), std::move(values)});
  }

  // The columns that communes and EPCI share: agreement, its end, days left, what ended, what begins.
  void add_situations(const std::vector<CtgSituation>& situations, const std::vector<bool>& covered,
                      const Register& reg);

  // The columns of every group of communes: counts, inhabitants, rates.
  void add_tallies(const std::vector<CtgTally>& tallies);

 private:
  void add_day(ColumnInfo column, const std::vector<CtgSituation>& situations,
               std::optional<Day> CtgSituation::*member);

  Layer& layer_;
  const CtgAnswer& answer_;
  std::string source_;
  Lang lang_;
  std::size_t size_;
};

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

std::string_view style_of(const CtgField& field, const CtgAnswer& answer, CommuneIndex zone) {
  const CtgCommune& commune = answer.communes[zone];
  const EpciIndex epci = field.epci_of[zone];
  if (commune.status == CtgStatus::unknown) return "unknown";
  if (commune.status == CtgStatus::covered) {
    if (commune.expiring) return "expiring";
    const bool epci_covered =
        number(epci) < answer.epci.size() && answer.epci[epci].status == EpciStatus::covered;
    const bool own = commune.reason == CtgReason::covered_by_commune;
    return own && !epci_covered ? "commune_only" : "covered";
  }
  if (commune.reason == CtgReason::expired_since) return "expired";
  return epci == no_epci ? "no_epci" : "not_covered";
}

std::string_view style_of(const CtgEpci& epci) {
  switch (epci.status) {
    case EpciStatus::covered:
      return epci.expiring ? "expiring" : "covered";
    case EpciStatus::partly:
      return "partly_covered";
    case EpciStatus::unknown:
      return "unknown";
    case EpciStatus::not_covered:
      break;
  }
  return epci.reason == CtgReason::expired_since ? "expired" : "not_covered";
}

// A group of communes: covered when all are, partly as soon as one is.
EpciStatus status_of(const CtgTally& tally) {
  if (tally.communes > 0 && tally.covered == tally.communes) return EpciStatus::covered;
  if (tally.covered > 0 && tally.not_covered() > 0) return EpciStatus::partly;
  return tally.unknown > 0 || tally.communes == 0 ? EpciStatus::unknown : EpciStatus::not_covered;
}

std::string sources_of(const Register& reg) {
  std::vector<std::string> files;
  for (const Agreement& agreement : reg.agreements) {
    const std::string& file = agreement.source.file;
    if (!file.empty() && std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  std::string text;
  for (const std::string& file : files) text += (text.empty() ? "" : ", ") + file;
  return text;
}

struct Maker {
  const CtgField& field;
  const Register& reg;
  const CtgAnswer& answer;
  Lang lang;

  [[nodiscard]] Layer start(const ZoningRef& zoning) const {
    Layer layer;
    layer.theme = "ctg";
    layer.zoning = zoning;
    layer.notes = ctg_notes(field, answer, lang);
    layer.style = "ctg_status";
    return layer;
  }

  [[nodiscard]] CtgColumns columns(Layer& layer) const { return {layer, answer, sources_of(reg), lang}; }
};

ColumnInfo status_info(const CtgColumns& columns) {
  return columns.info("ctg_status", "ctgstat", "", 0, "Couverture Ctg", "Ctg coverage");
}

ColumnInfo covered_info(const CtgColumns& columns) {
  return columns.info("ctg_covered", "ctgcov", "", 0, "Couvert par une Ctg", "Covered by a Ctg");
}

Category reason_column(const CtgColumns& columns, std::size_t size) {
  std::vector<std::string> reasons;
  for (std::size_t reason = 0; reason < ctg_reason_count; ++reason)
    reasons.emplace_back(to_string(static_cast<CtgReason>(reason)));
  return {columns.info("ctg_reason", "ctgreas", "", 0, "Motif", "Reason"), std::move(reasons), size};
}

ColumnInfo words_info(const CtgColumns& columns) {
  return columns.info("ctg_reason_text", "ctgwhy", "", 0, "Motif en clair", "Reason in words");
}

void add_epci_texts(const CtgField& field, CtgColumns& columns) {
  std::vector<std::string> codes;
  std::vector<std::string> names;
  for (const EpciIndex epci : field.epci_of) {
    const bool is_one = number(epci) < field.epci->size();
    codes.push_back(is_one ? field.epci->code(number(epci)) : "");
    names.push_back(is_one ? field.epci->name(number(epci)) : "");
  }
  columns.add_text(columns.info("epci", "epci", "", 0, "EPCI (SIREN)", "EPCI (SIREN)"), std::move(codes));
  columns.add_text(columns.info("epci_name", "epcinam", "", 0, "EPCI", "EPCI name"), std::move(names));
}

Layer commune_layer(const Maker& maker) {
  const auto& [field, reg, answer, lang] = maker;
  Layer layer = maker.start(field.communes);
  CtgColumns columns = maker.columns(layer);
  const std::size_t size = field.communes->size();
  Category style(status_info(columns), ctg_status_labels(), size);
  Category covered(covered_info(columns), {"covered", "not_covered", "unknown"}, size);
  Category reason = reason_column(columns, size);
  std::vector<std::string> texts;
  std::vector<CtgSituation> situations;
  std::vector<bool> is_covered;
  for (std::size_t i = 0; i < size; ++i) {
    const CtgCommune& commune = answer.communes[zone_at<CommuneIndex>(i)];
    style.set(i, style_of(field, answer, zone_at<CommuneIndex>(i)));
    covered.set(i, to_string(commune.status));
    reason.set(i, to_string(commune.reason));
    texts.push_back(reason_text(commune.reason, commune, reg, lang));
    situations.push_back(commune);
    situations.back().last_end = stated_last_end(commune.reason, commune, reg);
    is_covered.push_back(commune.status == CtgStatus::covered);
  }
  columns.add(std::move(style));
  columns.add(std::move(covered));
  columns.add(std::move(reason));
  columns.add_text(words_info(columns), std::move(texts));
  add_epci_texts(field, columns);
  columns.add_situations(situations, is_covered, reg);
  if (field.population != nullptr) {
    Measure people = *field.population;
    people.info.code = "population";
    people.info.short_name = "pop";
    if (!field.population_label.empty()) people.info.label = field.population_label;
    columns.add(std::move(people));
  }
  return layer;
}

Layer epci_layer(const Maker& maker) {
  const auto& [field, reg, answer, lang] = maker;
  Layer layer = maker.start(field.epci);
  CtgColumns columns = maker.columns(layer);
  const std::size_t size = field.epci->size();
  Category style(status_info(columns), ctg_status_labels(), size);
  Category covered(covered_info(columns), {"covered", "partly_covered", "not_covered", "unknown"}, size);
  Category counted(
      columns.info("ctg_counted", "ctgcnt", "", 0, "Compté dans le territoire", "Counted in the territory"),
      {"no", "yes"}, size);
  Category reason = reason_column(columns, size);
  std::vector<std::string> texts;
  std::vector<CtgSituation> situations;
  std::vector<bool> is_covered;
  for (std::size_t i = 0; i < size; ++i) {
    const CtgEpci& epci = answer.epci[zone_at<EpciIndex>(i)];
    style.set(i, style_of(epci));
    covered.set(i, to_string(epci.status));
    counted.set(i, "no");
    reason.set(i, to_string(epci.reason));
    texts.push_back(epci_reason_text(epci, reg, lang));
    situations.push_back(epci);
    situations.back().last_end = stated_last_end(epci.reason, epci, reg);
    is_covered.push_back(epci.status == EpciStatus::covered);
  }
  for (const EpciIndex epci : field.counted_epci) counted.set(number(epci), "yes");
  columns.add(std::move(style));
  columns.add(std::move(covered));
  columns.add(std::move(counted));
  columns.add(std::move(reason));
  columns.add_text(words_info(columns), std::move(texts));
  columns.add_situations(situations, is_covered, reg);
  columns.add_tallies(answer.by_epci);
  return layer;
}

Layer group_layer(const Maker& maker, const ZoningRef& zoning, const std::vector<CtgTally>& tallies) {
  Layer layer = maker.start(zoning);
  CtgColumns columns = maker.columns(layer);
  Category style(status_info(columns), ctg_status_labels(), zoning->size());
  for (std::size_t i = 0; i < zoning->size(); ++i) style.set(i, to_string(status_of(tallies[i])));
  columns.add(std::move(style));
  columns.add_tallies(tallies);
  return layer;
}

Layer other_layer(const Maker& maker, const CtgLevel& level, const std::vector<CtgTally>& tallies) {
  Layer layer = group_layer(maker, level.from_communes.to(), tallies);
  for (std::string& note : std::array{across_text(level, maker.lang),
                                      left_out_text(maker.field, layer.zoning->level(), maker.lang)})
    if (!note.empty()) layer.notes.push_back(std::move(note));
  return layer;
}

}  // namespace

const std::vector<std::string>& ctg_status_labels() {
  static const std::vector<std::string> labels{"covered", "expiring",    "commune_only", "partly_covered",
                                               "expired", "not_covered", "no_epci",      "unknown"};
  return labels;
}

std::optional<Layer> ctg_layer(const CtgField& field, const Register& reg, const CtgAnswer& answer,
                               const Level& level, Lang lang) {
  const Maker maker{field, reg, answer, lang};
  if (level == Level::commune) return commune_layer(maker);
  if (level == Level::epci) return epci_layer(maker);
  if (level == Level::departement && field.departements)
    return group_layer(maker, field.departements, answer.by_departement);
  for (std::size_t i = 0; i < field.others.size(); ++i)
    if (field.others[i].from_communes.to()->level() == level)
      return other_layer(maker, field.others[i], answer.by_other[i]);
  return std::nullopt;
}

std::vector<Layer> ctg_layers(const CtgField& field, const Register& reg, const CtgAnswer& answer,
                              Lang lang) {
  std::vector<Level> levels{Level::commune, Level::epci};
  if (field.departements) levels.push_back(Level::departement);
  for (const CtgLevel& other : field.others) levels.push_back(other.from_communes.to()->level());
  std::vector<Layer> layers;
  for (const Level& level : levels) layers.push_back(*ctg_layer(field, reg, answer, level, lang));
  return layers;
}

std::vector<CtgRow> ctg_rows(const CtgField& field, const Register& reg, const CtgAnswer& answer,
                             std::span<const CommuneIndex> communes, Lang lang) {
  std::vector<CtgRow> rows;
  for (const CommuneIndex zone : communes) {
    const CtgCommune& commune = answer.communes[zone];
    const EpciIndex epci = field.epci_of[zone];
    CtgRow row;
    row.code = field.communes->code(number(zone));
    row.name = field.communes->name(number(zone));
    if (number(epci) < field.epci->size()) {
      row.epci = field.epci->code(number(epci));
      row.epci_name = field.epci->name(number(epci));
    }
    row.departement = departement_of(field, number(zone));
    if (field.population != nullptr) row.population = field.population->at(number(zone));
    for (const Measure* count : field.counts) row.counts.push_back(count->at(number(zone)));
    row.status = commune.status;
    row.reason = commune.reason;
    row.reason_text = reason_text(commune.reason, commune, reg, lang);
    if (commune.agreement != no_agreement_index) row.agreement = reg.agreements[commune.agreement].id;
    row.last_end = stated_last_end(commune.reason, commune, reg);
    row.next_start = commune.next_start;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace maillage
