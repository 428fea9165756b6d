// Where the parties of a register lie in a field: on which communes, by which land, or as what they may be.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "themes/ctg/claims.hpp"

namespace maillage {

// Look-ups into a field, which must outlive it.
struct FieldIndex {
  const CtgField& field;
  std::map<std::string_view, std::uint32_t> communes;  // those of the field, then those beyond
  std::vector<std::uint32_t> commune_of_part;          // part of the history -> commune, or no_zone
  std::vector<std::size_t> parts_of;  // per commune: the parts of its land; 0: the history does not name it
  // Communes whose land the memberships put in several EPCI: by EPCI, the parts in it.
  std::map<std::uint32_t, std::map<std::string, std::vector<std::uint32_t>, std::less<>>> in_several_epci;
};

[[nodiscard]] FieldIndex index_of(const CtgField& field, Day asked);

// Memberships read once stand for the days before and after the first and the last table.
[[nodiscard]] Day membership_day(const MembershipRegister& memberships, Day asked);

// Land of a commune that a party names, on the days of `period`.
struct LandBinding {
  std::uint32_t commune = 0;
  Period period = always;
  bool bound = true;                 // surely; else only perhaps, for the reason `doubt`
  bool whole = true;                 // all of the land of the commune
  std::vector<std::uint32_t> parts;  // not whole: these
  CtgReason doubt = CtgReason::date_unknown;
};

struct CommuneParty {
  PartyPlace place = PartyPlace::nowhere;
  std::vector<LandBinding> bindings;
  Message event;  // moved: what became of it
};

// `from` is the first day of what binds the party.
[[nodiscard]] CommuneParty locate_commune(const FieldIndex& index, std::string_view code, Day from);

// The commune of the field, or beyond, that has most to do with a code of any day.
[[nodiscard]] std::optional<std::uint32_t> commune_named(const FieldIndex& index, std::string_view code);

// What a party found nowhere may be: the zones of the field one digit away with a right key, or of the name
// that its row gives.
struct PartySuggestions {
  std::vector<std::uint32_t> epci;
  std::vector<std::uint32_t> communes;
  std::vector<std::string> texts;  // zones outside the field included: "246600548 CC Roussillon Conflent"
};

[[nodiscard]] PartySuggestions suggestions_for(const FieldIndex& index, const Agreement& agreement,
                                               const Party* party);

}  // namespace maillage
