// Members of an agreement written as one text: "Aytré (17028); La Rochelle (17300)".
//
// Members are separated by semicolons (or line ends); blanks, also U+00A0 and U+202F, may stand anywhere.
// The code is the last bracketed word, when it holds a digit and no blank: "CA de la Région Nazairienne
// (CARENE) (244400644)", "Château-Chinon (Ville) (58062)". Bare codes are members too, separated by
// semicolons, commas or blanks: "17028, 17300". A text in which no code is found comes back with an empty
// code: whoever reads it must report it, never drop it. Names may hold commas. O(length).
//
//     parse_members("Aytré (17028) ;La Rochelle(17300)");   // {{"Aytré", "17028"}, {"La Rochelle", "17300"}}
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace maillage {

struct Member {
  std::string name;
  std::string code;  // empty: none was found
  friend bool operator==(const Member&, const Member&) = default;
};

[[nodiscard]] std::vector<Member> parse_members(std::string_view text);

}  // namespace maillage
