// Outlines of the communes of 2018, as France-GeoJSON gives them: code, nom.
#include <array>
#include <charconv>

#include "demo/files.hpp"

namespace maillage::demo {
namespace {

void put_degrees(std::string& text, std::int64_t millionths) {
  const auto size = static_cast<std::uint64_t>(millionths < 0 ? -millionths : millionths);
  if (millionths < 0) text += '-';
  std::array<char, 24> digits{};
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), size / 1000000).ptr);
  std::uint64_t rest = size % 1000000;
  if (rest == 0) return;
  text += '.';
  for (std::uint64_t unit = 100000; rest > 0; unit /= 10) {
    text += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
}

Line turned(Line ring) {
  return {ring.rbegin(), ring.rend()};
}

void put_shape(std::string& text, const Country& country, std::uint32_t index, const Line* lent) {
  const Commune& commune = country.communes[index];
  text +=
      lent != nullptr ? R"({"type":"MultiPolygon","coordinates":[[)" : R"({"type":"Polygon","coordinates":[)";
  put_ring(text, commune.has_cell ? outline(country.land.lattice, commune.site) : commune.inside);
  if (commune.enclave != nowhere) {
    text += ',';
    put_ring(text, turned(country.communes[commune.enclave].inside));
  }
  if (commune.lent_to != nowhere) {
    text += ',';
    put_ring(text, turned(commune.lent));
  }
  if (lent != nullptr) {
    text += "],[";
    put_ring(text, *lent);
    text += ']';
  }
  text += "]}";
}

}  // namespace

void put_ring(std::string& text, const Line& ring) {
  text += '[';
  for (const Spot& spot : ring) {
    text += text.back() == '[' ? "[" : ",[";
    put_degrees(text, spot.x);
    text += ',';
    put_degrees(text, spot.y);
    text += ']';
  }
  text += ']';
}

void write_boundaries(const Country& country, const Folder& folder) {
  std::vector<const Line*> lent(country.communes.size(), nullptr);
  for (const Commune& commune : country.communes)
    if (commune.lent_to != nowhere) lent[commune.lent_to] = &commune.lent;
  std::string text =
      R"json({"type":"FeatureCollection","name":"Territoire de démonstration (fictif)","features":[)json";
  for (std::uint32_t i = 0; i < country.communes.size(); ++i) {
    const Commune& commune = country.communes[i];
    put(text, "{}{{\"type\":\"Feature\",\"geometry\":", i == 0 ? "\n" : ",\n");
    put_shape(text, country, i, lent[i]);
    put(text, R"(,"properties":{{"code":"{}","nom":"{}"}}}})", commune.code, commune.name);
  }
  text += "\n]}\n";
  save(folder, "communes-2018.geojson", text);
}

}  // namespace maillage::demo
