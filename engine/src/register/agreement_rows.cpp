#include "maillage/register/agreement_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "maillage/base/diagnostics.hpp"
#include "maillage/base/text.hpp"
#include "maillage/register/agreement.hpp"
#include "register/agreement_dates.hpp"
#include "register/agreement_words.hpp"
#include "register/gathered.hpp"
#include "register/row_parties.hpp"

namespace maillage {
namespace {

void report(Diagnostics& diagnostics, const Agreement& agreement, std::string_view code, Message found,
            Message expected, Message advice) {
  diagnostics.add({.severity = Severity::warning,
                   .code = std::string(code),
                   .place = {.file = agreement.source.file,
                             .layer = {},
                             .row = agreement.source.row,
                             .column = "supersedes",
                             .zone = {}},
                   .found = std::move(found),
                   .expected = std::move(expected),
                   .advice = std::move(advice)});
}

bool replaces(const Agreement& agreement) {
  return agreement.status == AgreementStatus::signed_ || agreement.status == AgreementStatus::expired ||
         agreement.status == AgreementStatus::terminated;
}

// Shortens the terms of superseded agreements as register/agreement_rows.hpp says.
void apply_supersessions(std::span<Agreement> agreements, Diagnostics& diagnostics) {
  std::map<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < agreements.size(); ++i) by_id.emplace(agreements[i].id, i);
  std::vector<Term> before;  // terms as stated: a chain must not depend on the order of the file
  for (const Agreement& agreement : agreements) before.push_back(agreement.term);

  for (std::size_t i = 0; i < agreements.size(); ++i) {
    const Agreement& successor = agreements[i];
    if (successor.supersedes.empty()) continue;
    const auto found = by_id.find(successor.supersedes);
    if (found == by_id.end() || found->second == i) {
      report(diagnostics, successor, "supersedes",
             message("agreement {} supersedes \"{}\"", successor.id, successor.supersedes),
             message("the id of another agreement of the register"),
             message("nothing is superseded; correct the id"));
      continue;
    }
    // When it ends does not matter; when it begins must be known.
    const Day begins = before[i].certain.empty() ? before[i].possible.from : before[i].certain.from;
    if (!replaces(successor) || begins == first_day) continue;
    Agreement& old = agreements[found->second];
    const Term& as_stated = before[found->second];
    if (begins < as_stated.possible.from) {
      report(diagnostics, successor, "supersedes",
             message("agreement {} begins {}, before {} that it supersedes", successor.id, begins, old.id),
             message("a successor that begins later"),
             message("nothing is superseded; check the dates and the id"));
      continue;
    }
    if (as_stated.possible.until <= begins) continue;
    if (as_stated.end_stated() && before[i].possible.until < as_stated.possible.until) {
      report(diagnostics, old, "superseded-outlives",
             message("agreement {} ends {}, after {} that supersedes it ({} at the latest)", old.id,
                     day_before(old.term.possible.until), successor.id, day_before(before[i].possible.until)),
             message("a superseded agreement that ends first"),
             message("from {} on, whether it is still in force is unknown", begins));
    }
    old.term.certain.until = std::min(old.term.certain.until, begins);
    if (old.term.certain.empty()) old.term.certain = never;
    if (!as_stated.marks.none()) {
      old.term.possible.until = std::min(old.term.possible.until, begins);
      // It surely ran until then, or it stopped before, on a day that is not stated.
      if (old.term.certain.until == begins) old.term.marks = {};
    }
  }
}

struct Draft {
  Agreement agreement;
  AgreementDates dates;
  SourceRow status_source;
  bool status_stated = false;
};

Place place_of(const SourceRow& source, std::string_view column) {
  return {.file = source.file, .layer = {}, .row = source.row, .column = std::string(column), .zone = {}};
}

void take_text(std::string& target, std::string_view cell) {
  if (target.empty()) target = trim(cell);
}

void take_status(Draft& draft, const AgreementRow& row, Diagnostics& diagnostics) {
  if (trim(row.status).empty()) return;
  const SourceRow source{row.file, row.row};
  const std::optional<AgreementStatus> status = parse_agreement_status(row.status);
  if (!status) {
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "status",
         .place = place_of(source, "status"),
         .found = message("\"{}\"", row.status),
         .expected = message("signed, in_negotiation, expired or terminated"),
         .advice = message("until it is corrected, whether the agreement is in force is unknown")});
  } else if (draft.status_stated && draft.agreement.status != *status) {
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "contradiction",
         .place = place_of(source, "status"),
         .found =
             message("agreement {} is {} here, {} on line {}", draft.agreement.id, term(to_string(*status)),
                     term(to_string(draft.agreement.status)), draft.agreement.source.row),
         .expected = message("one status per agreement"),
         .advice = message("until it is corrected, whether the agreement is in force is unknown")});
  }
  const bool agrees = status && (!draft.status_stated || draft.agreement.status == *status);
  draft.agreement.status = agrees ? *status : AgreementStatus::unknown;
  if (!draft.status_stated) draft.status_source = source;
  draft.status_stated = true;
  std::optional<Day>& observed = draft.dates.observed;
  if (row.observed) observed = std::min(observed.value_or(*row.observed), *row.observed);
}

// Files in which some row names a party. In the others (a list of agreements beside a list of signatories)
// a row without a party lacks nothing.
std::set<std::string, std::less<>> files_with_parties(std::span<const AgreementRow> rows) {
  std::set<std::string, std::less<>> files;
  for (const AgreementRow& row : rows) {
    if (!trim(row.party_code).empty() || !trim(row.members_text).empty()) files.insert(row.file);
  }
  return files;
}

void take_parties(Draft& draft, const AgreementRow& row, bool row_is_about_a_party, Diagnostics& diagnostics,
                  Gathered& gathered) {
  std::vector<Party>& parties = draft.agreement.parties;
  std::vector<Party> found = parties_of_row(row, diagnostics, gathered);
  if (found.empty() && row_is_about_a_party) {
    diagnostics.add(
        {.severity = Severity::problem,
         .code = "row-without-party",
         .place = place_of({row.file, row.row}, "code"),
         .found = message("agreement {} without a party on this row", draft.agreement.id),
         .expected = message("a code, or members"),
         .advice = message("add the territory that this row is about; until then nobody knows which it is")});
    found.push_back(nameless_party(row, diagnostics));
  }
  for (Party& party : found) {
    const bool again =
        !party.code.empty() && std::any_of(parties.begin(), parties.end(), [&](const Party& known) {
          return known.code == party.code && known.type == party.type && known.role == party.role &&
                 known.joined == party.joined;
        });
    if (again) {
      gathered.add({.severity = Severity::note,
                    .code = "duplicate-party",
                    .place = place_of(party.source, "code"),
                    .found = message("{} is already a party of agreement {}", party.code, draft.agreement.id),
                    .expected = message("each party once"),
                    .advice = message("counted once")});
      continue;
    }
    parties.push_back(std::move(party));
  }
}

void take_row(Draft& draft, const AgreementRow& row, bool row_is_about_a_party, Diagnostics& diagnostics,
              Gathered& gathered) {
  const SourceRow source{row.file, row.row};
  take_text(draft.agreement.label, row.label);
  take_text(draft.agreement.level, row.level);
  take_text(draft.agreement.supersedes, row.supersedes);
  take_status(draft, row, diagnostics);
  state(draft.dates.signature, {row.date_signature, "date_signature", &source, row.excel_serials},
        diagnostics);
  state(draft.dates.effect, {row.date_effect, "date_effect", &source, row.excel_serials}, diagnostics);
  state(draft.dates.end, {row.date_end, "date_end", &source, row.excel_serials}, diagnostics);
  take_parties(draft, row, row_is_about_a_party, diagnostics, gathered);
}

void report_contradiction(const Agreement& agreement, const StatedDay& stated, std::string_view column,
                          Diagnostics& diagnostics) {
  if (!stated.contradictory()) return;
  diagnostics.add({.severity = Severity::problem,
                   .code = "contradiction",
                   .place = place_of(agreement.source, column),
                   .found = message("agreement {}: from {} to {} according to the row", agreement.id,
                                    *stated.low, *stated.high),
                   .expected = message("the same day on every row of the agreement"),
                   .advice = message("between these days, whether the agreement is in force is unknown")});
}

void report_out_of_order(const Draft& draft, Diagnostics& diagnostics) {
  const Agreement& agreement = draft.agreement;
  diagnostics.add({.severity = Severity::problem,
                   .code = "dates-out-of-order",
                   .place = place_of(agreement.source, "date_end"),
                   .found = message("agreement {} ends {}, before it begins or is signed", agreement.id,
                                    *draft.dates.end.high),
                   .expected = message("signature and effect not after the end"),
                   .advice = message("until it is corrected, whether the agreement is in force is unknown")});
}

void report_status_contradicts_end(const Draft& draft, Day asked, Diagnostics& diagnostics) {
  const auto& observed = draft.dates.observed;
  Message advice =
      message("correct the status or the end; until then, whether the agreement is in force is unknown");
  if (!observed)
    advice = message(
        "{}; if the register is of a later day, say so in the study: register = "
        "{{ path = \"{}\", observed = <that day> }}",
        advice, draft.status_source.file);
  diagnostics.add({.severity = Severity::problem,
                   .code = "status-contradicts-end",
                   .place = place_of(draft.status_source, "status"),
                   .found = message("agreement {} is {}, and ends {}", draft.agreement.id,
                                    term(to_string(draft.agreement.status)), *draft.dates.end.high),
                   .expected = message("an end not after {}, the day {}", observed.value_or(asked),
                                       observed ? message("of the register") : message("asked")),
                   .advice = std::move(advice)});
}

Day last_day_of(const Period& period) {
  return day_before(period.until);
}

// What an agreement without a stated end does to the answer.
Message advice_without_end(const Term& term, AgreementStatus status) {
  if (term.possible.empty()) return message("over before it began: in force on no day");
  const Day last = last_day_of(term.possible);
  if (!term.end_presumed())
    return message("unknown to {}, the day of the register; not covered after; add its end", last);
  if (is_over(status))
    return message(
        "unknown to {}, the longest term; not covered (presumed) after; add its end, or the "
        "day of the register (observed)",
        last);
  const bool sure = status == AgreementStatus::signed_ && !term.certain.empty();
  return sure ? message("covered (presumed) to {}, unknown to {}, not covered (presumed) after",
                        last_day_of(term.certain), last)
              : message("unknown to {}, not covered (presumed) after", last);
}

void report_dates(const Draft& draft, const TermReading& reading, Gathered& gathered) {
  const Agreement& agreement = draft.agreement;
  const Term& term = reading.term;
  const auto gather = [&](Severity severity, std::string_view code, std::string_view column, Message found,
                          Message advice) {
    gathered.add({.severity = severity,
                  .code = std::string(code),
                  .place = place_of(agreement.source, column),
                  .found = std::move(found),
                  .expected = message("date_effect and date_end"),
                  .advice = std::move(advice)});
  };
  if (reading.no_date) {
    gather(Severity::warning, "undated", "date_effect",
           message("agreement {} without any date", agreement.id),
           message("whether it is in force is unknown on every day"));
    return;
  }
  if (reading.effect_from_signature) {
    gather(Severity::note, "effect-from-signature", "date_effect",
           message("agreement {} without a day of effect", agreement.id),
           message("the day of signature stands for it"));
  }
  if (!term.marks.none() && is_over(agreement.status)) {
    gather(Severity::warning, "end-unknown", "date_end",
           message("agreement {} is {}, and does not say since when", agreement.id,
                   maillage::term(to_string(agreement.status))),
           advice_without_end(term, agreement.status));
  } else if (term.end_presumed()) {
    gather(Severity::note, "end-presumed", "date_end", message("agreement {} without an end", agreement.id),
           advice_without_end(term, agreement.status));
  } else if (term.certain.empty() && !draft.dates.unreadable() && !reading.status_contradicts_end) {
    gather(Severity::warning, "date-unknown", "date_effect",
           message("agreement {} lacks a date that matters", agreement.id),
           message("on some days, whether it is in force is unknown"));
  } else if (add_months(term.certain.from, 120) < term.certain.until && term.certain.until != no_end) {
    gather(Severity::warning, "long-agreement", "date_end",
           message("agreement {} lasts from {} to {}", agreement.id, term.certain.from,
                   last_day_of(term.certain)),
           message("more than ten years: check the year"));
  }
}

bool binds_territory(const Party& party) {
  return party.role != Role::cosigner && (party.type == PartyType::commune || party.type == PartyType::epci ||
                                          party.type == PartyType::unknown);
}

void report_territory(const Agreement& agreement, Gathered& gathered) {
  if (std::any_of(agreement.parties.begin(), agreement.parties.end(), binds_territory)) return;
  gathered.add({.severity = Severity::problem,
                .code = "agreement-without-territory",
                .place = place_of(agreement.source, "code"),
                .found = message("agreement {} binds no commune and no EPCI", agreement.id),
                .expected = message("a commune or an EPCI as signatory, beneficiary or transferring"),
                .advice = message("list the communes it covers; until then nobody knows which they are")});
}

// Two registers may number their agreements alike; a list of agreements and its list of signatories share
// ids, and one of them has no labels or the same.
bool is_another(const Draft& known, const AgreementRow& row) {
  const std::string_view label = trim(row.label);
  return row.file != known.agreement.source.file && !label.empty() && !known.agreement.label.empty() &&
         fold(label) != fold(known.agreement.label);
}

std::vector<Draft> drafts_of(std::span<const AgreementRow> rows, Diagnostics& diagnostics,
                             Gathered& gathered) {
  const std::set<std::string, std::less<>> files = files_with_parties(rows);
  std::vector<Draft> drafts;
  std::map<std::string, std::size_t, std::less<>> by_id;
  for (const AgreementRow& row : rows) {
    std::string id(trim(row.id));
    if (id.empty()) {
      id = fmt::format("row {}", row.row);
      gathered.add({.severity = Severity::warning,
                    .code = "row-without-id",
                    .place = place_of({row.file, row.row}, "ctg_id"),
                    .found = message("no id"),
                    .expected = message("the id of the agreement"),
                    .advice = message("the row counts as an agreement of its own")});
    }
    if (const auto known = by_id.find(id); known != by_id.end() && is_another(drafts[known->second], row)) {
      gathered.add({.severity = Severity::warning,
                    .code = "id-twice",
                    .place = place_of({row.file, row.row}, "ctg_id"),
                    .found = message("agreement {} is \"{}\" here, \"{}\" in {}", id, trim(row.label),
                                     drafts[known->second].agreement.label,
                                     drafts[known->second].agreement.source.file),
                    .expected = message("ids that no two registers share"),
                    .advice = message("taken as two agreements")});
      id = fmt::format("{} ({})", id, row.file);
    }
    const auto [entry, is_new] = by_id.try_emplace(std::move(id), drafts.size());
    if (is_new) {
      drafts.emplace_back();
      drafts.back().agreement.id = entry->first;
      drafts.back().agreement.source = {row.file, row.row};
    }
    take_row(drafts[entry->second], row, files.contains(row.file), diagnostics, gathered);
  }
  return drafts;
}

}  // namespace

Register register_from_rows(std::span<const AgreementRow> rows, const RegisterOptions& options,
                            Diagnostics& diagnostics) {
  Gathered gathered(diagnostics);
  Register reg;
  reg.completeness = options.completeness;
  for (Draft& draft : drafts_of(rows, diagnostics, gathered)) {
    report_contradiction(draft.agreement, draft.dates.signature, "date_signature", diagnostics);
    report_contradiction(draft.agreement, draft.dates.effect, "date_effect", diagnostics);
    report_contradiction(draft.agreement, draft.dates.end, "date_end", diagnostics);
    const TermReading reading = term_of_dates(draft.dates, draft.agreement.status, options);
    draft.agreement.term = reading.term;
    draft.agreement.signature = draft.dates.signature.only();
    if (reading.out_of_order) report_out_of_order(draft, diagnostics);
    if (reading.status_contradicts_end) report_status_contradicts_end(draft, options.at, diagnostics);
    const bool runs = draft.agreement.status != AgreementStatus::in_negotiation;
    if (runs && !reading.out_of_order) report_dates(draft, reading, gathered);
    report_territory(draft.agreement, gathered);
    reg.agreements.push_back(std::move(draft.agreement));
  }
  apply_supersessions(reg.agreements, diagnostics);
  return reg;
}

}  // namespace maillage
