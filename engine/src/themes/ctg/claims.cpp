#include "themes/ctg/claims.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "maillage/base/diagnostics.hpp"
#include "maillage/base/text.hpp"
#include "maillage/themes/ctg/coverage.hpp"
#include "register/gathered.hpp"
#include "themes/ctg/parties.hpp"

namespace maillage {
namespace {

Place place_of(const SourceRow& source, std::string_view zone) {
  return {.file = source.file, .layer = {}, .row = source.row, .column = "code", .zone = std::string(zone)};
}

Place place_of(const Agreement& agreement, const Party& party) {
  return place_of(party.source.row != 0 ? party.source : agreement.source, party.code);
}

// `suggestions`: the zones that the party may be; `open` when none of them is of the field, so that it may
// be any.
void report_unresolved(const Agreement& agreement, const Party& party,
                       const std::vector<std::string>& suggestions, bool open, Severity severity,
                       Gathered& diagnostics) {
  Message advice = message("without effect on the answer");
  if (severity == Severity::problem && open)
    advice = message(
        "{}any commune without agreement may be this one: they are unknown, and the upper "
        "bounds count the largest zone, until the code is corrected",
        suggestions.empty() ? Message() : message("that is elsewhere; "));
  else if (severity == Severity::problem)
    advice = message("until the code is corrected, whether {0|it is|they are} covered is unknown",
                     suggestions.size());
  if (severity == Severity::problem && !suggestions.empty())
    advice = message("did you mean {}? {}", joined(suggestions, " or "), advice);
  diagnostics.add({.severity = severity,
                   .code = "party-unresolved",
                   .place = place_of(agreement, party),
                   .found = message("agreement {} has a party that is found nowhere: {}{}", agreement.id,
                                    party.code, party.name.empty() ? std::string() : " (" + party.name + ")"),
                   .expected = message("a commune or an EPCI of the boundaries or of the memberships read"),
                   .advice = std::move(advice)});
}

// The party is a former commune, a code that changed or a district; `event` says what became of it, and
// `doubt` is not date_unknown when only a part of a commune of today is bound.
void report_followed(const Agreement& agreement, const Party& party, const Message& event, CtgReason doubt,
                     bool like_postal_code, Gathered& diagnostics) {
  const bool in_part = doubt == CtgReason::commune_in_part;
  diagnostics.add(
      {.severity = in_part || like_postal_code ? Severity::warning : Severity::note,
       .code = in_part ? "party-in-part" : "party-followed",
       .place = place_of(agreement, party),
       .found = in_part ? message("agreement {} is on {}, {}", agreement.id, party.code, event)
                        : message("agreement {} is on {}, which {}", agreement.id, party.code,
                                  event.empty() ? message("is no commune of the day asked") : event),
       .expected = message("a commune of the day asked"),
       .advice =
           in_part ? message("unless another agreement covers the commune, whether it is covered is unknown")
           : like_postal_code
               ? message(
                     "no commune has had this code since the first Ctg: is it a postal code? followed to the "
                     "commune that holds its land")
               : message("followed to the commune that holds its land"),
       .zones = {party.code}});
}

// An EPCI that no longer exists, or not yet (`since`). `communes`: those of the field whose coverage is in
// doubt.
void report_gone_epci(const Agreement& agreement, const Party& party, std::optional<Day> since,
                      std::optional<Day> last_day, const std::vector<std::string>& communes,
                      Gathered& diagnostics) {
  Message when = message("no longer exists");
  if (since)
    when = message("is known from {} on only", *since);
  else if (last_day && *last_day < day_before(no_end))
    when = message("no longer exists (last on {})", *last_day);
  diagnostics.add({.severity = communes.empty() ? Severity::note : Severity::problem,
                   .code = since ? "epci-later" : "epci-gone",
                   .place = place_of(agreement, party),
                   .found = message("agreement {} is on EPCI {}, which {}", agreement.id, party.code, when),
                   .expected = message("an EPCI that exists on the day asked"),
                   .advice = communes.empty()
                                 ? message("without effect on the answer")
                                 : message("unless another agreement covers its {} communes, whether "
                                           "they are covered is unknown; name the EPCI of the day asked "
                                           "or the communes",
                                           since ? message("later") : message("former")),
                   .count = communes.empty() ? 1 : static_cast<std::int64_t>(communes.size()),
                   .zones = communes});
}

void report_left_epci(const Agreement& agreement, const Party& party,
                      const std::vector<std::string>& communes, Gathered& diagnostics) {
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "epci-left",
       .place = place_of(agreement, party),
       .found = message("communes left EPCI {} while agreement {} ran", party.code, agreement.id),
       .expected = message("a perimeter that did not move"),
       .advice = message("unless another agreement covers them, whether they are covered is unknown"),
       .count = static_cast<std::int64_t>(communes.size()),
       .zones = communes});
}

void report_misplaced_transfer(const Agreement& agreement, const Party& party, Gathered& diagnostics) {
  diagnostics.add(
      {.severity = Severity::warning,
       .code = "transfer-elsewhere",
       .place = place_of(agreement, party),
       .found = message("commune {} transfers to an EPCI that it does not belong to", party.code),
       .expected = message("its EPCI among the signatories of agreement {}", agreement.id),
       .advice = message("unless another agreement covers it, whether it is covered is unknown")});
}

struct PartClaim {
  std::uint32_t agreement = 0;
  Term term;
  std::vector<std::uint32_t> parts;
};

std::vector<Day> boundaries_of(std::span<const PartClaim> claims) {
  std::vector<Day> days;
  for (const PartClaim& claim : claims) {
    if (claim.term.certain.empty()) continue;
    days.push_back(claim.term.certain.from);
    days.push_back(claim.term.certain.until);
  }
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  return days;
}

// Adds to the set a claim for each stretch of days on which the claims surely bind all `whole` parts.
void add_whole_days(CtgClaimSet& set, std::span<const PartClaim> claims, std::size_t whole) {
  const std::vector<Day> days = boundaries_of(claims);
  for (std::size_t i = 0; i + 1 < days.size(); ++i) {
    std::set<std::uint32_t> bound;
    const PartClaim* first_to_end = nullptr;
    Marks marks;
    for (const PartClaim& claim : claims) {
      if (!claim.term.certain.holds(days[i])) continue;
      bound.insert(claim.parts.begin(), claim.parts.end());
      marks |= claim.term.marks;
      if (first_to_end == nullptr || claim.term.certain.until < first_to_end->term.certain.until)
        first_to_end = &claim;
    }
    if (bound.size() == whole)
      set.claims.push_back({first_to_end->agreement, dated({days[i], days[i + 1]}, marks)});
  }
}

bool may_be_territory(const Party& party) {
  return party.role != Role::cosigner && (party.type == PartyType::commune || party.type == PartyType::epci ||
                                          party.type == PartyType::unknown);
}

struct Resolution {
  const FieldIndex& index;
  const Register& reg;
  const CtgQuestion& question;
  CtgClaims claims;
  std::map<std::uint32_t, std::vector<PartClaim>> parts;          // per commune, claims on some of its land
  std::map<std::uint32_t, std::vector<PartClaim>> parts_in_epci;  // the same, through one of its EPCI
};

bool matters(const CtgQuestion& question, const CtgClaim& claim) {
  return claim.term.possible.holds(question.at);
}

void take(CtgClaimSet& set, const Agreement& agreement, const CtgClaim& claim) {
  if (agreement.status == AgreementStatus::in_negotiation)
    set.negotiations.push_back(claim.agreement);
  else
    set.claims.push_back(claim);
}

bool belongs_to(const CtgField& field, std::uint32_t commune, std::string_view epci) {
  const std::uint32_t own = number(epci_of(field, commune));
  return own < field.epci->size() && field.epci->code(own) == epci;
}

// `party` is null when the agreement has no territory among its parties.
CtgParty unresolved(Resolution& work, const CtgClaim& claim, std::uint32_t number, const Party* party,
                    Gathered& diagnostics) {
  const Agreement& agreement = work.reg.agreements[claim.agreement];
  const CtgField& field = work.index.field;
  PartySuggestions may_be = suggestions_for(work.index, agreement, party);
  CtgParty result{claim.agreement, number, PartyPlace::nowhere, {}, {}, may_be.texts};
  const bool in_doubt = work.question.unresolved == UnresolvedParty::doubt &&
                        agreement.status != AgreementStatus::in_negotiation;
  // What is suggested elsewhere only proves nothing here: the party may still be any zone.
  const bool open = may_be.epci.empty() && may_be.communes.empty();
  // What has no code or no known form of one, the reading of the register has reported. Without any
  // membership table no EPCI is found: that one cause is reported by whoever misses the table.
  if (party != nullptr && party->type != PartyType::unknown) {
    const bool no_epci_known = field.epci->size() == 0 && party->type == PartyType::epci;
    const bool mends = in_doubt && matters(work.question, claim) && !no_epci_known;
    report_unresolved(agreement, *party, may_be.texts, open, mends ? Severity::problem : Severity::note,
                      diagnostics);
  }
  if (in_doubt)
    work.claims.unresolved.push_back({claim, party != nullptr && party->type == PartyType::commune, open,
                                      std::move(may_be.epci), std::move(may_be.communes)});
  return result;
}

// Communes of the field that belonged to the EPCI while the agreement ran, and belong to another one.
std::vector<std::string> take_left(Resolution& work, const CtgClaim& claim, const std::string& epci) {
  const CtgField& field = work.index.field;
  const MembershipRegister& memberships = *field.memberships;
  const Day today = membership_day(memberships, work.question.at);
  std::vector<std::string> left;
  for (const Membership* entry : memberships.entries_of(epci)) {
    // An EPCI that begins later is named by a code newer than the day asked: it may be what it holds then.
    const bool later = entry->period.from > today && !memberships.has_group(epci, today);
    if (!later && intersection(entry->period, claim.term.possible).empty()) continue;
    const std::optional<std::uint32_t> commune = commune_named(work.index, entry->member);
    if (!commune || belongs_to(field, *commune, epci)) continue;
    const bool since_ever = later || entry->period.from == memberships.known().from;
    const Period since{since_ever ? first_day : entry->period.from, no_end};
    CtgClaim of_left{claim.agreement, both(claim.term, dated(since)), CtgReason::epci_changed};
    work.claims.communes[*commune].left.push_back(std::move(of_left));
    left.push_back(entry->member);
  }
  std::ranges::sort(left);
  left.erase(std::ranges::unique(left).begin(), left.end());
  return left;
}

// A commune that merged since across the borders of EPCI is bound in part by each of them.
void bind_parts_in_epci(Resolution& work, const CtgClaim& claim, const std::string& epci) {
  if (work.reg.agreements[claim.agreement].status == AgreementStatus::in_negotiation) return;
  for (const auto& [commune, parts_of] : work.index.in_several_epci) {
    const auto parts = parts_of.find(epci);
    if (parts == parts_of.end()) continue;
    work.claims.communes[commune].grouped.claims.push_back(
        {claim.agreement, undated(claim.term.possible), CtgReason::commune_merged});
    work.parts_in_epci[commune].push_back({claim.agreement, claim.term, parts->second});
  }
}

CtgParty resolve_epci(Resolution& work, std::uint32_t index, std::uint32_t number, Gathered& diagnostics) {
  const CtgField& field = work.index.field;
  const Agreement& agreement = work.reg.agreements[index];
  const Party& party = agreement.parties[number];
  CtgClaim claim{index, term_of(agreement, party)};
  // An EPCI that transfers to another party is bound in a way that the register does not say.
  if (party.role == Role::transferring) claim.term = undated(claim.term.possible);
  CtgParty result{index, number, PartyPlace::elsewhere, {}, {}, {}};

  bind_parts_in_epci(work, claim, party.code);
  const std::optional<std::size_t> epci = field.epci->find(party.code);
  if (epci) {
    take(work.claims.epci[*epci], agreement, claim);
    result.place = PartyPlace::here;
  }
  if (field.memberships != nullptr && (epci || field.memberships->has_group(party.code))) {
    const std::vector<std::string> left = take_left(work, claim, party.code);
    const Day today = membership_day(*field.memberships, work.question.at);
    const bool in_doubt = !left.empty() && matters(work.question, claim);
    if (epci || field.memberships->has_group(party.code, today)) {
      if (in_doubt) report_left_epci(agreement, party, left, diagnostics);
    } else {
      if (!left.empty()) result.place = PartyPlace::here;
      const auto since = field.memberships->entries_of(party.code).front()->period.from;
      report_gone_epci(agreement, party, since > today ? std::optional(since) : std::nullopt,
                       field.memberships->last_day_of(party.code),
                       in_doubt ? left : std::vector<std::string>(), diagnostics);
    }
    return result;
  }
  if (epci) return result;
  if (field.ept != nullptr && field.ept->has_group(party.code)) {
    for (const std::string_view member :
         field.ept->members_of(party.code, membership_day(*field.ept, work.question.at)))
      if (const auto commune = commune_named(work.index, member)) {
        take(work.claims.communes[*commune].grouped, agreement, claim);
        result.place = PartyPlace::here;
      }
    return result;
  }
  return unresolved(work, claim, number, &party, diagnostics);
}

void bind_land(Resolution& work, const CtgClaim& claim, const LandBinding& land) {
  const Agreement& agreement = work.reg.agreements[claim.agreement];
  CtgClaimSet& own = work.claims.communes[land.commune].own;
  if (agreement.status == AgreementStatus::in_negotiation) {
    if (own.negotiations.empty() || own.negotiations.back() != claim.agreement)
      own.negotiations.push_back(claim.agreement);
    return;
  }
  const Term term = both(claim.term, dated(land.period));
  if (term.possible.empty()) return;
  if (land.bound && land.whole) {
    own.claims.push_back({claim.agreement, term, CtgReason::date_unknown, claim.term.possible.until});
    return;
  }
  own.claims.push_back({claim.agreement, undated(term.possible), land.doubt, claim.term.possible.until});
  if (land.bound) work.parts[land.commune].push_back({claim.agreement, term, land.parts});
}

// Postal codes end with 0. A code that no commune has had since agreements exist was hardly signed by one.
bool is_like_postal_code(const CtgField& field, const std::string& code) {
  constexpr Day first_ctg{std::chrono::year{2009} / std::chrono::January / 1};
  if (field.history == nullptr || !code.ends_with('0')) return false;
  const std::vector<Period> existence = field.history->existence(code);
  return !existence.empty() && existence.back().until <= first_ctg;
}

CtgParty resolve_commune(Resolution& work, std::uint32_t index, std::uint32_t number, Gathered& diagnostics) {
  const Agreement& agreement = work.reg.agreements[index];
  const Party& party = agreement.parties[number];
  const CtgClaim claim{index, term_of(agreement, party)};
  // Without a first day the code is read as one of the day asked.
  const Period& possible = claim.term.possible;
  const bool dated_start = !possible.empty() && possible.from > first_day;
  CommuneParty located =
      locate_commune(work.index, party.code, dated_start ? possible.from : work.question.at);
  if (located.place == PartyPlace::nowhere) return unresolved(work, claim, number, &party, diagnostics);
  CtgParty result{index, number, located.place, {}, std::move(located.event), {}};
  if (located.place == PartyPlace::moved)
    result.zone = commune_code(work.index.field, located.bindings.front().commune);
  for (LandBinding& land : located.bindings) {
    if (!dated_start && land.period.from == work.question.at) land.period.from = first_day;
    bind_land(work, claim, land);
  }
  if (located.place == PartyPlace::moved && matters(work.question, claim))
    report_followed(agreement, party, result.event, located.bindings.front().doubt,
                    is_like_postal_code(work.index.field, party.code), diagnostics);
  return result;
}

CtgParty resolve_transfer(Resolution& work, std::uint32_t index, std::uint32_t number,
                          Gathered& diagnostics) {
  const CtgField& field = work.index.field;
  const Agreement& agreement = work.reg.agreements[index];
  const Party& party = agreement.parties[number];
  const std::optional<std::uint32_t> commune = commune_named(work.index, party.code);
  if (!commune) return resolve_commune(work, index, number, diagnostics);
  const Term listed = term_of(agreement, party);
  bool placed = false;
  for (const Party& other : agreement.parties) {
    const bool signs = other.role != Role::cosigner && other.role != Role::transferring;
    if (other.type != PartyType::epci || !signs || !belongs_to(field, *commune, other.code)) continue;
    take(work.claims.communes[*commune].transfer, agreement,
         {index, both(listed, term_of(agreement, other))});
    placed = true;
  }
  const bool same_code = commune_code(field, *commune) == party.code;
  CtgParty result{index,
                  number,
                  same_code ? PartyPlace::here : PartyPlace::moved,
                  same_code ? std::string() : commune_code(field, *commune),
                  {},
                  {}};
  if (placed || agreement.status == AgreementStatus::in_negotiation) return result;
  work.claims.communes[*commune].own.claims.push_back(
      {index, undated(listed.possible), CtgReason::epci_changed});
  if (matters(work.question, {index, listed})) report_misplaced_transfer(agreement, party, diagnostics);
  return result;
}

void resolve_agreement(Resolution& work, std::uint32_t index, Gathered& diagnostics) {
  const Agreement& agreement = work.reg.agreements[index];
  bool has_territory = false;
  for (std::uint32_t number = 0; number < agreement.parties.size(); ++number) {
    const Party& party = agreement.parties[number];
    if (!may_be_territory(party)) {
      work.claims.parties.push_back({index, number, PartyPlace::no_territory, {}, {}, {}});
      continue;
    }
    has_territory = true;
    work.claims.parties.push_back(
        party.type == PartyType::unknown
            ? unresolved(work, {index, term_of(agreement, party)}, number, &party, diagnostics)
        : party.type == PartyType::epci    ? resolve_epci(work, index, number, diagnostics)
        : party.role == Role::transferring ? resolve_transfer(work, index, number, diagnostics)
                                           : resolve_commune(work, index, number, diagnostics));
  }
  if (!has_territory) unresolved(work, {index, agreement.term}, 0, nullptr, diagnostics);
}

void unite(CtgClaimSet& set, int tolerance_days) {
  std::vector<Period> periods;
  for (const CtgClaim& claim : set.claims) periods.push_back(claim.term.certain);
  set.covered = united(periods, tolerance_days);
}

}  // namespace

CtgClaims resolve_claims(const CtgField& field, const Register& reg, const CtgQuestion& question,
                         Diagnostics& diagnostics) {
  const FieldIndex index = index_of(field, question.at);
  Resolution work{index, reg, question, {}, {}, {}};
  work.claims.epci.resize(field.epci->size());
  work.claims.members.resize(field.epci->size());
  work.claims.communes.resize(commune_count(field));
  for (std::uint32_t commune = 0; commune < commune_count(field); ++commune)
    if (const std::uint32_t epci = number(epci_of(field, commune)); epci < field.epci->size())
      work.claims.members[epci].push_back(commune);

  for (const auto& [commune, parts_of] : index.in_several_epci) {
    work.claims.communes[commune].in_several_epci = true;
    for (const auto& [code, parts] : parts_of)
      if (const auto epci = field.epci->find(code);
          epci && zone_at<EpciIndex>(*epci) != epci_of(field, commune))
        work.claims.members[*epci].push_back(commune);
  }
  Gathered gathered(diagnostics);
  for (std::uint32_t i = 0; i < reg.agreements.size(); ++i) resolve_agreement(work, i, gathered);
  for (const auto& [commune, parts] : work.parts)
    add_whole_days(work.claims.communes[commune].own, parts, index.parts_of[commune]);
  for (const auto& [commune, parts] : work.parts_in_epci)
    add_whole_days(work.claims.communes[commune].grouped, parts, index.parts_of[commune]);
  for (CtgClaimSet& set : work.claims.epci) unite(set, question.tolerance_days);
  for (CtgCommuneClaims& commune : work.claims.communes)
    for (CtgClaimSet* set : {&commune.own, &commune.grouped, &commune.transfer})
      unite(*set, question.tolerance_days);
  return std::move(work.claims);
}

}  // namespace maillage
