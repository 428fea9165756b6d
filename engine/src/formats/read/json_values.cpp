#include "formats/read/json_values.hpp"

#include "formats/read/ring_check.hpp"

namespace maillage {
namespace {

namespace json = simdjson::ondemand;

// A nested value is kept as text; it is still read once, by a parser of its own.
void parse_apart(std::string_view raw) {
  json::parser parser;
  json::document document = parser.iterate(padded(raw));
  check_value(document.get_value());
}

// Portals write "com_code": ["17411"].
bool append_lone_element(std::string& text, std::string_view raw) {
  json::parser parser;
  json::document document = parser.iterate(padded(raw));
  std::size_t elements = 0;
  std::string only;
  for (auto element : document.get_array()) {
    const json::json_type type = element.type();
    if (++elements > 1 || type == json::json_type::array || type == json::json_type::object) return false;
    append_text(only, element.value());
  }
  text += only;
  return elements == 1;
}

}  // namespace

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

void append_text(std::string& text, json::value value) {
  switch (value.type()) {
    case json::json_type::string:
      text += value.get_string().value();
      break;
    case json::json_type::null:
      if (!value.is_null()) check_value(value);
      break;
    case json::json_type::array: {
      const std::string_view raw = value.get_array().value().raw_json();
      parse_apart(raw);
      if (!append_lone_element(text, raw)) text += raw;
      break;
    }
    case json::json_type::object: {
      const std::string_view raw = value.get_object().value().raw_json();
      parse_apart(raw);
      text += raw;
      break;
    }
    case json::json_type::number:
    case json::json_type::boolean: {
      const std::string_view token = token_of(value);
      check_value(value);
      text += token;
      break;
    }
  }
}

Message explain(simdjson::error_code code) {
  switch (code) {
    case simdjson::UTF8_ERROR:
      return message("its text is not UTF-8; convert the file to UTF-8");
    case simdjson::NO_SUCH_FIELD:
      return message("its geometry has no \"type\" or no \"coordinates\"");
    case simdjson::INCORRECT_TYPE:
      return message("its JSON is not that of a GeoJSON feature (a value of the wrong type)");
    case simdjson::NUMBER_ERROR:
      return message("a number is not written as JSON wants (NaN, Infinity, 01, 1.)");
    case simdjson::DEPTH_ERROR:
      return message("its values are nested too deep");
    default:
      return message("broken JSON ({})", std::string(simdjson::error_message(code)));
  }
}

}  // namespace maillage
