// A GeoJSON text cut into its members and its features, before anything is parsed.
//
// Only strings and brackets are followed, at the speed of memory; what is inside a piece is
// checked by whoever parses it. Cutting first keeps the parser's index small and lets features be
// parsed on several threads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/message.hpp"

namespace maillage {

struct JsonMember {
  std::string_view name;  // as written, without quotes
  std::string_view value;
};

struct JsonPiece {
  std::string_view text;
  std::size_t brackets = 0;  // how many '[': no fewer than the points in it
};

struct JsonPieces {
  std::vector<JsonMember> members;  // of the outermost object, `features` left out
  std::vector<JsonPiece> features;  // elements of `features`; the text itself when it is one Feature
  bool has_features = false;
};

// Throws Error{unreadable} when the text ends too early, goes on after its end or is no JSON object. `text`
// must be followed by a zero byte, as every std::string is.
[[nodiscard]] JsonPieces split_geojson(std::string_view text, const std::string& file);

// "line 3, column 14" of a place in a text.
[[nodiscard]] Message line_and_column(std::string_view text, std::size_t at);

[[nodiscard]] const JsonMember* find_member(const JsonPieces& pieces, std::string_view name);

}  // namespace maillage
