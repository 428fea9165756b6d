#include "run/diagnostics_json.hpp"

namespace maillage {

nlohmann::ordered_json diagnostics_json(const Diagnostics& diagnostics, Lang lang) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Diagnostic& item : diagnostics.items) {
    nlohmann::ordered_json entry{
        {"severity", to_string(item.severity)}, {"code", item.code}, {"file", item.place.file}};
    const auto put = [&entry](const char* key, const std::string& text) {
      if (!text.empty()) entry[key] = text;
    };
    put("layer", item.place.layer);
    if (item.place.row > 0) entry["row"] = item.place.row;
    put("column", item.place.column);
    put("zone", item.place.zone);
    put("found", text_of(item.found, lang));
    put("expected", text_of(item.expected, lang));
    put("advice", text_of(item.advice, lang));
    if (item.count != 1) entry["count"] = item.count;
    if (!item.zones.empty()) entry["zones"] = item.zones;
    if (item.location) entry["location"] = {item.location->x, item.location->y};
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace maillage
