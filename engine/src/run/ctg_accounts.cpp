#include "run/ctg_accounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// The parties of one row of a file, as the answer found them.
struct RowParties {
  std::vector<const CtgParty*> all;

  [[nodiscard]] bool any(PartyPlace place) const {
    return std::ranges::any_of(all, [&](const CtgParty* party) { return party->place == place; });
  }
};

const Party& party_of(const Register& reg, const CtgParty& found) {
  return reg.agreements[found.agreement].parties[found.party];
}

Loose loose_row(const Register& reg, const RowParties& parties, std::int64_t row) {
  std::vector<std::string> codes, names, suggestions;
  for (const CtgParty* found : parties.all) {
    if (found->place != PartyPlace::nowhere) continue;
    const Party& party = party_of(reg, *found);
    codes.push_back(party.code.empty() ? party.name : party.code);
    names.push_back(party.name.empty() ? reg.agreements[found->agreement].label : party.name);
    if (!found->suggestions.empty())
      suggestions.push_back(fmt::format("did you mean {}?", join(found->suggestions, " or ")));
  }
  return {join(codes, "; "), row, join(names, "; "), join(suggestions, " ")};
}

void move_row(const Register& reg, const RowParties& parties, std::int64_t row, Account& account) {
  if (account.matched == 0) return;
  if (parties.any(PartyPlace::nowhere)) {
    account.unmatched.push_back(loose_row(reg, parties, row));
  } else if (parties.any(PartyPlace::here)) {
    return;
  } else if (parties.any(PartyPlace::moved)) {
    ++account.moved;
    for (const CtgParty* found : parties.all)
      if (found->place == PartyPlace::moved)
        account.moves.push_back({party_of(reg, *found).code, found->zone, found->event});
  } else if (parties.any(PartyPlace::elsewhere)) {
    ++account.elsewhere;
  } else {
    ++account.filtered;
  }
  --account.matched;
}

void report_nothing_here(const Account& account, Diagnostics& diagnostics) {
  if (account.matched + account.moved + account.unmatched.size() > 0 || account.elsewhere == 0) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "register-elsewhere",
                   .place = {.file = account.file},
                   .found = fmt::format(
                       "no row of the register concerns the territory: {} of other territories, {} of no "
                       "commune or EPCI",
                       account.elsewhere, account.filtered),
                   .expected = "agreements of the communes or EPCI of the territory",
                   .advice = "check that this is the register of the territory asked"});
}

}  // namespace

void account_for_parties(CtgRun& run, Diagnostics& diagnostics) {
  std::map<std::pair<std::string, std::int64_t>, RowParties> rows;
  for (const CtgParty& found : run.answer.parties) {
    const SourceRow& source = party_of(run.reg, found).source;
    rows[{source.file, source.row}].all.push_back(&found);
  }
  for (Account& account : run.accounts) {
    const auto first = rows.lower_bound({account.file, std::numeric_limits<std::int64_t>::min()});
    for (auto row = first; row != rows.end() && row->first.first == account.file; ++row)
      move_row(run.reg, row->second, row->first.second, account);
    report_nothing_here(account, diagnostics);
  }
}

}  // namespace maillage
