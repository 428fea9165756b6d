#include "answer_words.hpp"

#include <fmt/format.h>

#include "maillage/themes/ctg/words.hpp"

namespace maillage::cli {
namespace {

struct Meaning {
  CtgReason reason;
  Message text;
};

std::vector<Meaning> of_covered() {
  return {
      {CtgReason::covered_by_epci, message("definition A")},
      {CtgReason::covered_by_commune, message("both definitions")},
      {CtgReason::covered_by_transfer,
       message("definition B: the register lists the commune as transferring")},
  };
}
std::vector<Meaning> of_not_covered() {
  return {
      {CtgReason::no_agreement, message("the register is complete there, and lists none")},
      {CtgReason::expired_since, message("the last one is over; its day is printed when it is stated")},
      {CtgReason::not_yet_in_force, message("the first one begins after the day asked")},
      {CtgReason::in_negotiation, message("listed, not signed")},
      {CtgReason::in_no_epci, message("a commune of its own")},
      {CtgReason::not_a_party, message("definition B only")},
      {CtgReason::other_theme, message("definition C: of what the register says it is about")},
  };
}
std::vector<Meaning> of_unknown() {
  return {
      {CtgReason::register_incomplete,
       message("complete_for does not name its département: silence proves nothing")},
      {CtgReason::date_unknown, message("a date is missing, unreadable or contradicts another")},
      {CtgReason::party_unresolved,
       message("a party found nowhere may be this commune or its EPCI: mend its code")},
      {CtgReason::epci_changed, message("the EPCI is gone, or the commune left it")},
      {CtgReason::commune_merged, message("only a part of its land, a former commune, is bound")},
      {CtgReason::commune_split, message("it was split off from a commune that an agreement binds")},
      {CtgReason::commune_in_part, message("a district of it is bound, not the whole commune")},
      {CtgReason::theme_unknown, message("definition C: the register does not say what it is about")},
      {CtgReason::epci_not_known, message("no table says to which EPCI it belongs")},
  };
}

std::string lines(const std::vector<Meaning>& meanings, Lang lang) {
  std::string text;
  for (const Meaning& meaning : meanings)
    text += fmt::format("  {:<48} {}\n", reason_label(meaning.reason, Lang::fr), text_of(meaning.text, lang));
  return text;
}

}  // namespace

std::string answer_words(Lang lang) {
  return say(lang,
             "The words of the answer. Each commune has one status on the day asked, and a reason.\n\n"
             "couverte: an agreement in force binds its EPCI or itself (definition B: itself, or by "
             "transfer)\n") +
         lines(of_covered(), lang) + say(lang, "\nnon couverte: surely none\n") +
         lines(of_not_covered(), lang) +
         say(lang, "\ninconnue: nobody can tell from these files; `ctg` answers 1, as for non couverte\n") +
         lines(of_unknown(), lang) +
         (lang == Lang::fr ? R"(
Un EPCI est couvert quand lui-même, ou toutes ses communes, le sont ; « en partie » est dit à part et ne compte jamais.

92,3 %                  exact, au plus proche
au plus 92,4 %          une borne. Les bornes sont arrondies vers l'extérieur, la basse vers le bas, la haute vers le
                        haut, pour rester vraies : 12 sur 13, c'est 92,3 % si c'est exact, au moins 92,3 %, au plus 92,4 %
entre 91,2 et 96,0 %    en ne comptant rien, puis tout, de ce qui est inconnu
environ 13,3 %          d'après des taux publiés arrondis
fin présumée le …       sans fin au registre : couvert quatre ans, inconnu la cinquième année, non couvert ensuite
le … au plus tard       finie au jour du registre, qui ne dit pas depuis quand

« Base : » dit de quels jours sont les communes, les EPCI et la population. Des communes et des EPCI d'un autre jour que
celui demandé ne sont pas une erreur : la réponse est alors à géographie constante.
)"
                           : R"(
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
)");
}

}  // namespace maillage::cli
