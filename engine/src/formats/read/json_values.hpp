// Values of JSON as cells of text (simdjson).
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "maillage/base/message.hpp"

namespace maillage {

// The text is followed by simdjson::SIMDJSON_PADDING readable bytes.
[[nodiscard]] inline simdjson::padded_string_view padded(std::string_view text) {
  return simdjson::padded_string_view(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
}

// The value as the file writes it.
[[nodiscard]] std::string_view token_of(simdjson::ondemand::value value);

// Reads a value to its end, so that what is only carried along is known to be JSON. Throws Unusable, simdjson_error.
void check_value(simdjson::ondemand::value value, std::size_t depth = 0);

// A string unescaped, a number as written, true and false as words, nothing for null; a list of one text or number is
// that one; another list and an object are their JSON.
void append_text(std::string& text, simdjson::ondemand::value value);

// What is wrong with a piece of JSON, for people.
[[nodiscard]] Message explain(simdjson::error_code code);

constexpr std::size_t deepest_json = 200;

}  // namespace maillage
