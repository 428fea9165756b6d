// JSON values as simdjson hands them out, read on demand: what every reader of them needs.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string_view>

namespace maillage {

namespace json = simdjson::ondemand;

constexpr std::size_t deepest_json = 200;

// The text is followed by simdjson::SIMDJSON_PADDING readable bytes.
[[nodiscard]] inline simdjson::padded_string_view padded(std::string_view text) {
  return simdjson::padded_string_view(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
}

// The value as the file writes it.
[[nodiscard]] std::string_view token_of(json::value value);

// Reads a value to its end, so that what is only carried along is known to be JSON.
void check_value(json::value value, std::size_t depth = 0);

}  // namespace maillage
