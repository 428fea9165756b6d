#include "themes/ctg/claim_reports.hpp"

#include <fmt/format.h>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

Place place_of(const SourceRow& source, std::string_view zone) {
  return {.file = source.file, .layer = {}, .row = source.row, .column = "code", .zone = std::string(zone)};
}

Place place_of(const Agreement& agreement, const Party& party) {
  return place_of(party.source.row != 0 ? party.source : agreement.source, party.code);
}

}  // namespace

void report_unresolved(const Agreement& agreement, const Party& party,
                       const std::vector<std::string>& suggestions, bool open, Severity severity,
                       Gathered& diagnostics) {
  const std::string may_be =
      suggestions.empty() ? std::string() : fmt::format("did you mean {}? ", join(suggestions, " or "));
  std::string advice = "without effect on the answer";
  if (severity == Severity::problem && open)
    advice = fmt::format(
        "{}{}any commune without agreement may be this one: they are unknown, and the upper "
        "bounds count the largest zone, until the code is corrected",
        may_be, suggestions.empty() ? "" : "that is elsewhere; ");
  else if (severity == Severity::problem)
    advice = fmt::format("{}until the code is corrected, whether {} covered is unknown", may_be,
                         suggestions.size() == 1 ? "it is" : "they are");
  diagnostics.add({.severity = severity,
                   .code = "party-unresolved",
                   .place = place_of(agreement, party),
                   .found = fmt::format("agreement {} has a party that is found nowhere: {}{}", agreement.id,
                                        party.code, party.name.empty() ? "" : " (" + party.name + ")"),
                   .expected = "a commune or an EPCI of the boundaries or of the memberships read",
                   .advice = std::move(advice)});
}

void report_followed(const Agreement& agreement, const Party& party, const std::string& event,
                     CtgReason doubt, Gathered& diagnostics) {
  const bool in_part = doubt == CtgReason::commune_in_part;
  diagnostics.add(
      {.severity = in_part ? Severity::warning : Severity::note,
       .code = in_part ? "party-in-part" : "party-followed",
       .place = place_of(agreement, party),
       .found = in_part ? fmt::format("agreement {} is on {}, {}", agreement.id, party.code, event)
                        : fmt::format("agreement {} is on {}, which {}", agreement.id, party.code,
                                      event.empty() ? "is no commune of the day asked" : event),
       .expected = "a commune of the day asked",
       .advice = in_part ? "unless another agreement covers the commune, whether it is covered is unknown"
                         : "followed to the commune that holds its land",
       .zones = {party.code}});
}

void report_gone_epci(const Agreement& agreement, const Party& party, std::optional<Day> since,
                      std::optional<Day> last_day, const std::vector<std::string>& communes,
                      Gathered& diagnostics) {
  std::string when = "no longer exists";
  if (since)
    when = fmt::format("is known from {} on only", to_iso(*since));
  else if (last_day && *last_day < no_end - std::chrono::days{1})
    when += fmt::format(" (last on {})", to_iso(*last_day));
  diagnostics.add(
      {.severity = communes.empty() ? Severity::note : Severity::problem,
       .code = since ? "epci-later" : "epci-gone",
       .place = place_of(agreement, party),
       .found = fmt::format("agreement {} is on EPCI {}, which {}", agreement.id, party.code, when),
       .expected = "an EPCI that exists on the day asked",
       .advice = communes.empty() ? "without effect on the answer"
                                  : fmt::format("unless another agreement covers its {} communes, whether "
                                                "they are covered is unknown; name the EPCI of the day asked "
                                                "or the communes",
                                                since ? "later" : "former"),
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
