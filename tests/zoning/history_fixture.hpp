#pragma once

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "maillage/zoning/history.hpp"
#include "maillage/zoning/vintage.hpp"
#include "maillage/zoning/zoning.hpp"

namespace maillage::test {

inline Day day(std::string_view text) {
  return parse_day(text).value();
}

// An event between communes; the names are those of the codes unless given.
inline CommuneEvent event(int mod, std::string_view at, std::string before, std::string after,
                          std::string name_before = "", std::string name_after = "") {
  static std::int64_t row = 1;
  if (name_before.empty()) name_before = before;
  if (name_after.empty()) name_after = after;
  return {mod,    day(at),     before.empty() ? "" : "COM",
          before, name_before, after.empty() ? "" : "COM",
          after,  name_after,  ++row};
}

inline ZoningRef communes(std::string_view at, const std::vector<std::string>& codes) {
  std::vector<Zone> zones;
  for (const std::string& code : codes) zones.push_back({code, code});
  return make_zoning(Level::commune, day(at), "test " + std::string(at), zones);
}

inline std::optional<std::string> real_data() {
  const char* const folder = std::getenv("MAILLAGE_REAL_DATA");
  return folder == nullptr ? std::nullopt : std::optional<std::string>(folder);
}

// Comma-separated lines without quoted commas in the columns that the tests read.
inline std::vector<std::vector<std::string>> read_csv(const std::string& path, char separator = ',') {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char letter : line) {
      if (letter == '"') {
        quoted = !quoted;
      } else if (letter == separator && !quoted) {
        cells.emplace_back();
      } else {
        cells.back() += letter;
      }
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

inline std::vector<CommuneEvent> real_events(const std::string& folder) {
  std::vector<CommuneEvent> events;
  const auto rows = read_csv(folder + "/cog-2026/mouvements-communes.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& cell = rows[i];
    events.push_back({std::stoi(cell.at(0)), day(cell.at(1)), cell.at(2), cell.at(3), cell.at(7), cell.at(8),
                      cell.at(9), cell.at(13), static_cast<std::int64_t>(i + 1)});
  }
  return events;
}

inline std::vector<std::string> real_communes_now(const std::string& folder) {
  std::vector<std::string> codes;
  for (const auto& cell : read_csv(folder + "/cog-2026/communes.csv")) {
    if (cell.at(0) == "COM") codes.push_back(cell.at(1));
  }
  return codes;
}

}  // namespace maillage::test
