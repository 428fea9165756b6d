#include "layers/ctg_claims.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "layers/ctg_claim_reports.hpp"
#include "layers/ctg_mergers.hpp"
#include "maillage/base/error.hpp"

namespace maillage {
namespace {

using Codes = std::map<std::string_view, std::uint32_t>;

bool may_be_territory(PartyType type) {
  return type == PartyType::commune || type == PartyType::epci || type == PartyType::unknown;
}

std::string departement_of_commune_code(std::string_view code) {
  return std::string(code.substr(0, code.starts_with("97") ? 3 : 2));
}

// "241700434" was numbered in 17; a SIREN in 200 does not tell.
std::string departement_of_epci_code(std::string_view code) {
  if (code.size() != 9 || !code.starts_with("24")) return {};
  const std::string_view departement = code.substr(2, code.substr(2).starts_with("97") ? 3 : 2);
  return departement == "20" ? std::string{} : std::string(departement);
}

class Resolver {
 public:
  Resolver(const CtgField& field, const Register& reg, const CtgQuestion& question, Diagnostics& diagnostics)
      : field_(field), reg_(reg), question_(question), diagnostics_(diagnostics) {
    for (std::size_t i = 0; i < commune_count(field); ++i) {
      communes_.emplace(commune_code(field, i), static_cast<std::uint32_t>(i));
      departements_.emplace(departement_of(field, i));
    }
    for (const FormerCommune& former : field.former) {
      components_[former.commune].push_back(former.code);
      Day& merged = merged_on_.try_emplace(former.commune, former.merged).first->second;
      merged = std::max(merged, former.merged);
      if (field.communes->code(former.commune) != former.code) formers_.emplace(former.code, former.commune);
    }
    elsewhere_.insert(field.elsewhere.begin(), field.elsewhere.end());
    claims_.epci.resize(field.epci->size());
    claims_.members.resize(field.epci->size());
    claims_.communes.resize(commune_count(field));
    for (std::size_t i = 0; i < claims_.communes.size(); ++i) {
      const std::uint32_t epci = epci_of(field, i);
      if (epci < field.epci->size()) claims_.members[epci].push_back(static_cast<std::uint32_t>(i));
    }
  }

  CtgClaims run() {
    for (std::uint32_t i = 0; i < reg_.agreements.size(); ++i) resolve(i);
    for (const auto& [commune, claims] : former_claims_) {
      settle_merger(claims_.communes[commune], components_[commune], claims);
    }
    for (CtgClaimSet& set : claims_.epci) unite(set);
    for (CtgCommuneClaims& commune : claims_.communes) {
      unite(commune.own);
      unite(commune.transfer);
    }
    return std::move(claims_);
  }

 private:
  void resolve(std::uint32_t index) {
    const Agreement& agreement = reg_.agreements[index];
    bool has_territory = false;
    for (const Party& party : agreement.parties) {
      if (party.role == Role::cosigner || !may_be_territory(party.type)) continue;
      has_territory = true;
      if (party.type == PartyType::unknown) {
        doubt({index, term_of(agreement, party)}, {}, nullptr);
      } else if (party.type == PartyType::epci) {
        resolve_epci(index, party);
      } else if (party.role == Role::transferring) {
        resolve_transfer(index, party);
      } else {
        resolve_commune(index, party);
      }
    }
    if (!has_territory) doubt({index, agreement.term}, {}, nullptr);
  }

  static void take(CtgClaimSet& set, const Agreement& agreement, const CtgClaim& claim) {
    if (agreement.status == AgreementStatus::in_negotiation) {
      set.negotiations.push_back(claim.agreement);
    } else {
      set.claims.push_back(claim);
    }
  }

  void resolve_epci(std::uint32_t index, const Party& party) {
    const Agreement& agreement = reg_.agreements[index];
    CtgClaim claim{index, term_of(agreement, party)};
    // An EPCI that transfers to another party is bound in a way that the register does not tell.
    if (party.role == Role::transferring) claim.term = undated(claim.term.possible);
    const std::optional<std::size_t> epci = field_.epci->find(party.code);
    if (epci) take(claims_.epci[*epci], agreement, claim);
    const std::vector<std::string> left = resolve_left(claim, party.code);
    const bool in_history = field_.history != nullptr && field_.history->has_group(party.code);
    const bool exists = epci || (in_history && field_.history->has_group(party.code, history_day()));
    if (exists) {
      if (!left.empty() && matters(claim)) report_left_epci(agreement, party, left, diagnostics_);
      return;
    }
    if (in_history) {
      const std::vector<std::string>& concerned = matters(claim) ? left : nobody_;
      report_gone_epci(agreement, party, field_.history->last_day_of(party.code), concerned, diagnostics_);
      return;
    }
    const std::string departement = departement_of_epci_code(party.code);
    if (is_elsewhere(party.code) || (!departement.empty() && !departements_.contains(departement))) return;
    // The number of a SIREN tells where an EPCI was created, not how far it reaches: any commune is
    // concerned.
    doubt(claim, {}, &party);
  }

  // Communes of the field that belonged to the EPCI while the agreement ran, and belong to another one.
  std::vector<std::string> resolve_left(const CtgClaim& claim, const std::string& code) {
    std::vector<std::string> left;
    if (field_.history == nullptr) return left;
    for (const Membership* entry : field_.history->entries_of(code)) {
      if (intersection(entry->period, claim.term.possible).empty()) continue;
      const std::optional<std::uint32_t> commune = commune_of(entry->member);
      if (!commune || belongs_to(*commune, code)) continue;
      const bool since_ever = entry->period.from == field_.history->known().from;
      const Period since{since_ever ? first_day : entry->period.from, no_end};
      claims_.communes[*commune].left.push_back({claim.agreement, both(claim.term, dated(since))});
      left.push_back(entry->member);
    }
    std::sort(left.begin(), left.end());
    left.erase(std::unique(left.begin(), left.end()), left.end());
    return left;
  }

  void resolve_commune(std::uint32_t index, const Party& party) {
    const Agreement& agreement = reg_.agreements[index];
    const CtgClaim claim{index, term_of(agreement, party)};
    if (const auto found = communes_.find(party.code); found != communes_.end()) {
      const auto merger = merged_on_.find(found->second);
      const bool before_merger = merger != merged_on_.end() && claim.term.possible.from < merger->second;
      if (before_merger && agreement.status != AgreementStatus::in_negotiation) {
        former_claims_[found->second].push_back({party.code, claim});
      } else {
        take(claims_.communes[found->second].own, agreement, claim);
      }
      return;
    }
    if (const auto former = formers_.find(party.code); former != formers_.end()) {
      if (agreement.status == AgreementStatus::in_negotiation) {
        claims_.communes[former->second].own.negotiations.push_back(index);
      } else {
        former_claims_[former->second].push_back({party.code, claim});
      }
      return;
    }
    const std::string departement = departement_of_commune_code(party.code);
    if (!departements_.contains(departement) || is_elsewhere(party.code)) return;
    if (field_.history != nullptr && field_.history->group_of(party.code, history_day())) return;
    doubt(claim, departement, &party);
  }

  void resolve_transfer(std::uint32_t index, const Party& party) {
    const Agreement& agreement = reg_.agreements[index];
    const std::optional<std::uint32_t> commune = commune_of(party.code);
    if (!commune) {
      resolve_commune(index, party);
      return;
    }
    const Term listed = term_of(agreement, party);
    bool placed = false;
    for (const Party& other : agreement.parties) {
      const bool signs = other.role != Role::cosigner && other.role != Role::transferring;
      if (other.type != PartyType::epci || !signs || !belongs_to(*commune, other.code)) continue;
      take(claims_.communes[*commune].transfer, agreement, {index, both(listed, term_of(agreement, other))});
      placed = true;
    }
    if (placed || agreement.status == AgreementStatus::in_negotiation) return;
    claims_.communes[*commune].misplaced.push_back({index, undated(listed.possible)});
    if (matters({index, listed})) report_misplaced_transfer(agreement, party, diagnostics_);
  }

  void unite(CtgClaimSet& set) const {
    std::vector<Period> periods;
    for (const CtgClaim& claim : set.claims) periods.push_back(claim.term.certain);
    set.covered = united(periods, question_.tolerance_days);
  }

  // `party` is told here when it is looked for and not found; what has no code, no known form of code or no
  // territory at all, the reading of the register has told.
  void doubt(const CtgClaim& claim, std::string departement, const Party* party) {
    const Agreement& agreement = reg_.agreements[claim.agreement];
    if (agreement.status == AgreementStatus::in_negotiation) return;
    const bool counts = question_.unresolved == UnresolvedParty::doubt;
    // Without any membership table no EPCI is found: that one cause is told by whoever misses the table.
    const bool no_epci_known =
        field_.epci->size() == 0 && party != nullptr && type_of_code(party->code) == PartyType::epci;
    const bool mends = counts && matters(claim) && !no_epci_known;
    if (party != nullptr)
      report_unresolved(agreement, *party, mends ? Severity::problem : Severity::note, diagnostics_);
    if (counts) claims_.doubts.push_back({claim, std::move(departement)});
  }

  bool matters(const CtgClaim& claim) const { return claim.term.possible.holds(question_.at); }

  // Memberships read once stand for the days before and after the first and the last table.
  Day history_day() const {
    const Period known = field_.history->known();
    if (known.empty()) return question_.at;
    return std::clamp(question_.at, known.from, known.until - std::chrono::days{1});
  }

  std::optional<std::uint32_t> commune_of(std::string_view code) const {
    if (const auto found = communes_.find(code); found != communes_.end()) return found->second;
    if (const auto found = formers_.find(code); found != formers_.end()) return found->second;
    return std::nullopt;
  }

  bool belongs_to(std::uint32_t commune, std::string_view epci) const {
    const std::uint32_t own = epci_of(field_, commune);
    return own < field_.epci->size() && field_.epci->code(own) == epci;
  }

  bool is_elsewhere(const std::string& code) const { return elsewhere_.contains(code); }

  const CtgField& field_;
  const Register& reg_;
  const CtgQuestion& question_;
  Gathered diagnostics_;
  Codes communes_;
  Codes formers_;
  std::set<std::string_view> elsewhere_;
  std::set<std::string, std::less<>> departements_;
  std::map<std::uint32_t, std::vector<std::string>> components_;
  std::map<std::uint32_t, Day> merged_on_;
  std::map<std::uint32_t, std::vector<FormerClaim>> former_claims_;
  const std::vector<std::string> nobody_;
  CtgClaims claims_;
};

}  // namespace

CtgClaims resolve_claims(const CtgField& field, const Register& reg, const CtgQuestion& question,
                         Diagnostics& diagnostics) {
  return Resolver(field, reg, question, diagnostics).run();
}

}  // namespace maillage
