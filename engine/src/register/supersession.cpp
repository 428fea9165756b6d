#include "register/supersession.hpp"

#include <algorithm>
#include <map>

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

}  // namespace

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
                     old.term.possible.until - std::chrono::days{1}, successor.id,
                     before[i].possible.until - std::chrono::days{1}),
             message("a superseded agreement that ends first"),
             message("from {} on, whether it is still in force is unknown", begins));
    }
    old.term.certain.until = std::min(old.term.certain.until, begins);
    if (old.term.certain.empty()) old.term.certain = never;
    if (!as_stated.marks.none()) {
      old.term.possible.until = std::min(old.term.possible.until, begins);
      // It surely ran until then, or it stopped before on a day that nobody says.
      if (old.term.certain.until == begins) old.term.marks = {};
    }
  }
}

}  // namespace maillage
