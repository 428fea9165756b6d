#include "join/overlays/qpv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "join/accounts/account_by_code.hpp"
#include "join/accounts/open_account.hpp"
#include "join/overlays/qpv_codes.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

bool has_figures_of_qpv(const Input& input) {
  return input.layout().level == Level::qpv && input.recognition.find("measure") != nullptr;
}

struct QpvOfStudy {
  const Zoning* drawn = nullptr;
  const std::vector<std::string>& departements;  // that lie whole in the study
  Day at;

  [[nodiscard]] bool is_drawn(std::string_view code) const { return drawn != nullptr && drawn->find(code); }
  [[nodiscard]] bool is_in_force(std::string_view code) const {
    return is_drawn(code) || period_of_qpv(code).holds(at);
  }
  [[nodiscard]] bool holds(std::string_view code) const {
    return is_drawn(code) ||
           (is_in_force(code) &&
            std::ranges::find(departements, departement_of_qpv(code)) != departements.end());
  }
};

Message nearest_drawn(const std::string& code, const QpvOfStudy& study) {
  if (study.drawn == nullptr) return message("no code of a QPV");
  for (const Zone& zone : study.drawn->zones())
    if (slips_between(code, zone.code) == 1) return message("did you mean {} {}?", zone.code, zone.name);
  return message("no code of a QPV");
}

void report_edition(const Input& input, std::size_t codes, const std::string& example, Day at,
                    Diagnostics& diagnostics) {
  if (codes == 0) return;
  const Period period = period_of_qpv(example);
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "status-not-in-force",
       .place = {.file = input.name()},
       .found = message(
           "{} of QPV of an edition that holds from {}{}, for example {}", counted(codes, "row"), period.from,
           period.until == no_end ? Message() : message(" until {}", day_before(period.until)), example),
       .expected = message("figures of the QPV in force on {}", at),
       .advice = message("they are in no layer"),
       .count = static_cast<std::int64_t>(codes)});
}

void report_undrawn(const Input& input, const std::vector<std::string>& undrawn, Diagnostics& diagnostics) {
  if (undrawn.empty()) return;
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "qpv-not-drawn",
       .place = {.file = input.name(), .zone = undrawn.front()},
       .found = message("{} QPV of the territory that no file draws on its communes, for example {}",
                        undrawn.size(), undrawn.front()),
       .expected = message("the outline of every QPV of the territory"),
       .advice = message("they have figures of their own, and are in none of a commune or an EPCI"),
       .count = static_cast<std::int64_t>(undrawn.size()),
       .zones = undrawn});
}

// The rows of one table; adds the QPV of the study that it has.
Account account_of(const Input& input, const QpvOfStudy& study, std::map<std::string, std::string>& listed,
                   Diagnostics& diagnostics) {
  Account account = open_account(input);
  std::set<std::string_view> seen;
  std::vector<std::uint32_t> twice;
  std::vector<std::string> undrawn;
  std::size_t ended = 0;
  std::string example;
  for (std::uint32_t position = 0; position < input.keys.codes.size(); ++position) {
    const std::string& code = input.keys.codes[position];
    if (!seen.insert(code).second) {
      twice.push_back(position);
    } else if (!is_qpv_code(code)) {
      account.unmatched.push_back({code, input.source.table.line_of(input.keys.rows[position]),
                                   input.keys.names.empty() ? "" : input.keys.names[position],
                                   nearest_drawn(code, study)});
    } else if (!study.is_in_force(code)) {
      if (ended++ == 0) example = code;
      ++account.filtered;
    } else if (study.holds(code)) {
      ++account.matched;
      listed.try_emplace(code, input.keys.names.empty() ? code : input.keys.names[position]);
      if (study.drawn != nullptr && !study.is_drawn(code)) undrawn.push_back(code);
    } else {
      ++account.elsewhere;
    }
  }
  account.duplicated = twice.size();
  if (study.drawn != nullptr)
    for (const Zone& zone : study.drawn->zones())
      if (!seen.contains(zone.code)) account.without_row.push_back({zone.code, 0, zone.name, {}});
  report_duplicates(input, twice, diagnostics);
  report_unmatched(account, diagnostics);
  report_edition(input, ended, example, study.at, diagnostics);
  report_undrawn(input, undrawn, diagnostics);
  return account;
}

// Those of `drawn`, in the order of `listed`; what is not drawn is empty.
std::shared_ptr<const Shapes> in_order(const Shapes& shapes, const Zoning& drawn, const Zoning& listed) {
  Shapes result;
  result.crs = shapes.crs;
  for (const Zone& zone : listed.zones()) {
    if (const auto place = drawn.find(zone.code)) add_polygons(shapes, *place, result);
    result.close_zone();
  }
  return std::make_shared<const Shapes>(std::move(result));
}

}  // namespace

void join_qpv_tables(const std::vector<Input>& inputs, const Geography& geography, Day at,
                     const StudyFigures& figures, QpvOverlay& overlay, std::vector<Account>& accounts,
                     Diagnostics& diagnostics) {
  const QpvOfStudy study{overlay.qpv.get(), geography.complete_departements, at};
  std::map<std::string, std::string> listed;
  if (overlay.qpv != nullptr)
    for (const Zone& zone : overlay.qpv->zones()) listed.emplace(zone.code, zone.name);
  for (const Input& input : inputs)
    if (has_figures_of_qpv(input)) accounts.push_back(account_of(input, study, listed, diagnostics));
  if (listed.empty()) return;
  std::vector<Zone> zones;
  for (const auto& [code, name] : listed) zones.push_back({code, name.empty() ? code : name});
  const bool all_drawn = overlay.qpv != nullptr && zones.size() == overlay.qpv->size();
  overlay.listed = all_drawn
                       ? overlay.qpv
                       : make_zoning(Level::qpv, at, overlay.qpv != nullptr ? overlay.qpv->edition() : "",
                                     std::move(zones));
  if (overlay.outlines != nullptr && !all_drawn)
    overlay.outlines = in_order(*overlay.outlines, *overlay.qpv, *overlay.listed);
  const auto published = figures.published.find(Level::qpv);
  overlay.figures = published == figures.published.end() ? LevelFigures{overlay.listed, {}, {}, {}, {}}
                                                         : restricted_to(published->second, overlay.listed);
}

}  // namespace maillage
