// The words of the Ctg answer, in French (default) and in English.
//
// French follows its typography (U+202F before ; : ! ? % and between thousands, decimal comma) and its
// agreement: "1 commune ne l'est pas", "17 communes ne le sont pas". Shares are rounded to the nearest
// tenth, never to a frontier that they do not reach: 99.96 prints "plus de 99,9 %", 0.04 "moins de 0,1 %",
// and "100 %" and "0 %" are said of nothing else. A share that is not known is given by its bounds: "entre
// 91,2 % et 96,0 %", "au moins", "au plus", rounded outward, so that they stay true.
//
// Under definition B EPCI are counted apart: that an EPCI signed does not say that its communes did.
//
//     ctg_sentence(field, answer, {.lang = Lang::fr});
//     // "Au 31/12/2023, 11 des 12 EPCI (91,7 %) et 96,0 % des habitants sont couverts par une Ctg ;
//     //  17 communes ne le sont pas : Aytré, …"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/lang.hpp"
#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

struct CtgSentenceOptions {
  Lang lang = Lang::fr;
  std::size_t most_names = 10;  // beyond, "et 7 autres"
  std::string by;               // "une Ctg", "un contrat Petites villes de demain"; empty: a Ctg
};

// The answer in one or a few sentences: the rates, the communes that are not covered, those of which it is
// unknown, the EPCI covered in part, what rests on presumed ends.
[[nodiscard]] std::string ctg_sentence(const CtgField& field, const CtgAnswer& answer,
                                       const CtgSentenceOptions& options = {});

// "96,0 %", "plus de 99,9 %", "entre 91,2 % et 96,0 %", "au moins 91,2 %", "sans objet".
[[nodiscard]] std::string share_text(const Cell& rate, Lang lang);

// The reason of a commune, with its day: "convention expirée depuis le 31/12/2022". A day that the register
// does not state is never printed as if it did: "convention expirée (fin présumée le 31/12/2022 au plus
// tard)".
[[nodiscard]] std::string reason_text(CtgReason reason, const CtgSituation& situation, const Register& reg,
                                      Lang lang);
[[nodiscard]] std::string epci_reason_text(const CtgEpci& epci, const Register& reg, Lang lang);
[[nodiscard]] std::string_view reason_label(CtgReason reason, Lang lang);  // without a day
[[nodiscard]] std::string_view ctg_status_label(std::string_view status_code, Lang lang);

// "1 bassin de vie déborde du territoire : …"; empty when none does.
[[nodiscard]] std::string across_text(const CtgLevel& level, Lang lang);

// The communes that no zone of the level holds, and their names; empty when each is in one.
[[nodiscard]] std::vector<CommuneIndex> left_out(const CtgField& field, const Level& level);
[[nodiscard]] std::string left_out_text(const CtgField& field, const Level& level, Lang lang);

// What a reader must know to use the figures: date, definition, policy, population,
// completeness; one sentence each.
[[nodiscard]] std::vector<std::string> ctg_notes(const CtgField& field, const CtgAnswer& answer, Lang lang);

}  // namespace maillage
