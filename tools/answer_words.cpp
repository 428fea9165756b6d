#include "answer_words.hpp"

#include <fmt/format.h>

#include "maillage/themes/ctg/words.hpp"

namespace maillage::cli {
namespace {

struct Meaning {
  CtgReason reason;
  std::string_view text;
};

constexpr Meaning of_covered[] = {
    {CtgReason::covered_by_epci, "definition A"},
    {CtgReason::covered_by_commune, "both definitions"},
    {CtgReason::covered_by_transfer, "definition B: the register lists the commune as transferring"},
};
constexpr Meaning of_not_covered[] = {
    {CtgReason::no_agreement, "the register is complete there, and lists none"},
    {CtgReason::expired_since, "the last one is over; its day is printed when it is stated"},
    {CtgReason::not_yet_in_force, "the first one begins after the day asked"},
    {CtgReason::in_negotiation, "listed, not signed"},
    {CtgReason::in_no_epci, "a commune of its own"},
    {CtgReason::not_a_party, "definition B only"},
};
constexpr Meaning of_unknown[] = {
    {CtgReason::register_incomplete, "complete_for does not name its département: silence proves nothing"},
    {CtgReason::date_unknown, "a date is missing, unreadable or contradicts another"},
    {CtgReason::party_unresolved, "a party found nowhere may be this commune or its EPCI: mend its code"},
    {CtgReason::epci_changed, "the EPCI is gone, or the commune left it"},
    {CtgReason::commune_merged, "only a part of its land, a former commune, is bound"},
    {CtgReason::commune_split, "it was split off from a commune that an agreement binds"},
    {CtgReason::commune_in_part, "a district of it is bound, not the whole commune"},
    {CtgReason::epci_not_known, "no table says to which EPCI it belongs"},
};

template <std::size_t count>
std::string lines(const Meaning (&meanings)[count]) {
  std::string text;
  for (const Meaning& meaning : meanings)
    text += fmt::format("  {:<48} {}\n", reason_label(meaning.reason, Lang::fr), meaning.text);
  return text;
}

}  // namespace

std::string answer_words() {
  return "The words of the answer. Each commune has one status on the day asked, and a reason.\n\n"
         "couverte: an agreement in force binds its EPCI or itself (definition B: itself, or by transfer)\n" +
         lines(of_covered) + "\nnon couverte: surely none\n" + lines(of_not_covered) +
         "\ninconnue: nobody can tell from these files; `ctg` answers 1, as for non couverte\n" +
         lines(of_unknown) +
         R"(
An EPCI is couvert when itself, or all its communes, are; "en partie" is told apart and never counts.

92,3 %                  exact, to the nearest
au plus 92,4 %          a bound. Bounds are rounded outward, a lower one down, an upper one up, so that they
                        stay true: 12 of 13 is 92,3 % when exact, at least 92,3 %, at most 92,4 %
entre 91,2 et 96,0 %    counting none, then all, of what is unknown
environ 13,3 %          from rates published rounded
fin présumée le …       no end in the register: covered four years, unknown in the fifth, not covered after
le … au plus tard       over on the day of the register, which does not say since when

"Base :" says which days communes, EPCI and population are of. Communes and EPCI of another day than the one
asked are no error: the answer is then at constant geography.
)";
}

}  // namespace maillage::cli
