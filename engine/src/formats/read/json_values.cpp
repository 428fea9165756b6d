#include "formats/read/json_values.hpp"

#include <fmt/format.h>

#include "formats/read/ring_check.hpp"

namespace maillage {

std::string_view token_of(json::value value) {
  std::string_view token = value.raw_json_token();
  return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

void check_value(json::value value, std::size_t depth) {
  if (depth == deepest_json) throw Unusable{message("its values are nested too deep")};
  switch (value.type()) {
    case json::json_type::array:
      for (auto element : value.get_array()) check_value(element.value(), depth + 1);
      break;
    case json::json_type::object:
      for (auto field : value.get_object()) {
        (void)field.unescaped_key().value();
        check_value(field.value(), depth + 1);
      }
      break;
    case json::json_type::string:
      (void)value.get_string().value();
      break;
    case json::json_type::number:
      (void)value.get_double().value();
      break;
    case json::json_type::boolean:
      (void)value.get_bool().value();
      break;
    case json::json_type::null:
      if (!value.is_null()) throw Unusable{message("'{}' is no JSON value", token_of(value))};
      break;
  }
}

}  // namespace maillage
