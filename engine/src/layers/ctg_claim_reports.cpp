#include "layers/ctg_claim_reports.hpp"

#include <fmt/format.h>

namespace maillage {
namespace {

Place place_of(const SourceRow& source, std::string_view zone) {
  return {.file = source.file, .layer = {}, .row = source.row, .column = "code", .zone = std::string(zone)};
}

Place place_of(const Agreement& agreement, const Party& party) {
  return place_of(party.source.row != 0 ? party.source : agreement.source, party.code);
}

}  // namespace

void report_unresolved(const Agreement& agreement, const Party& party, Severity severity,
                       Gathered& diagnostics) {
  diagnostics.add(
      {.severity = severity,
       .code = "party-unresolved",
       .place = place_of(agreement, party),
       .found = fmt::format("agreement {} has a party that is found nowhere: {}{}", agreement.id, party.code,
                            party.name.empty() ? "" : " (" + party.name + ")"),
       .expected = "a commune or an EPCI of the boundaries or of the memberships read",
       .advice =
           severity == Severity::note
               ? "without effect on the answer"
               : "communes without agreement may be this one: they are unknown until the code is corrected"});
}

void report_gone_epci(const Agreement& agreement, const Party& party, std::optional<Day> last_day,
                      const std::vector<std::string>& communes, Gathered& diagnostics) {
  const std::string last =
      last_day && *last_day < no_end - std::chrono::days{1} ? " (last on " + to_iso(*last_day) + ")" : "";
  diagnostics.add(
      {.severity = communes.empty() ? Severity::note : Severity::problem,
       .code = "epci-gone",
       .place = place_of(agreement, party),
       .found = fmt::format("agreement {} is on EPCI {}, which no longer exists{}", agreement.id, party.code,
                            last),
       .expected = "an EPCI that exists on the day asked",
       .advice = communes.empty()
                     ? "without effect on the answer"
                     : "unless another agreement covers its former communes, whether they are covered is "
                       "unknown; name the EPCI or the communes that took it over",
       .count = communes.empty() ? 1 : static_cast<std::int64_t>(communes.size()),
       .zones = communes});
}

void report_left_epci(const Agreement& agreement, const Party& party,
                      const std::vector<std::string>& communes, Gathered& diagnostics) {
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "epci-left",
       .place = place_of(agreement, party),
       .found = fmt::format("communes left EPCI {} while agreement {} ran", party.code, agreement.id),
       .expected = "a perimeter that did not move",
       .advice = "unless another agreement covers them, whether they are covered is unknown",
       .count = static_cast<std::int64_t>(communes.size()),
       .zones = communes});
}

void report_misplaced_transfer(const Agreement& agreement, const Party& party, Gathered& diagnostics) {
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "transfer-elsewhere",
       .place = place_of(agreement, party),
       .found = fmt::format("commune {} transfers to an EPCI that it does not belong to", party.code),
       .expected = fmt::format("its EPCI among the signatories of agreement {}", agreement.id),
       .advice = "unless another agreement covers it, whether it is covered is unknown"});
}

}  // namespace maillage
