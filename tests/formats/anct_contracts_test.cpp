// The real contract lists of the ANCT run through the same code as a Ctg register.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/register/agreement_rows.hpp"
#include "maillage/themes/ctg/words.hpp"

using namespace maillage;

namespace {

std::string real_data() {
  const char* folder = std::getenv("MAILLAGE_REAL_DATA");
  if (folder == nullptr) WARN("skipped: MAILLAGE_REAL_DATA not set");
  return folder == nullptr ? "" : folder;
}

std::vector<AgreementRow> rows_of(const std::string& path) {
  std::ifstream file(path);
  const nlohmann::json collection = nlohmann::json::parse(file);
  std::vector<AgreementRow> rows;
  for (const nlohmann::json& feature : collection.at("features")) {
    const nlohmann::json& properties = feature.at("properties");
    const auto text = [&](const char* name) {
      const bool has = properties.contains(name) && properties[name].is_string();
      return has ? properties[name].get<std::string>() : std::string();
    };
    AgreementRow row;
    row.id = text("id_territoire");
    row.label = text("lib_territoire");
    row.date_signature = text("date_signature");
    row.members_text = text("liste_geo");
    row.row = static_cast<std::int64_t>(rows.size()) + 1;
    row.file = path.substr(path.rfind('/') + 1);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::size_t parties_in(const Register& reg) {
  std::size_t count = 0;
  for (const Agreement& agreement : reg.agreements) count += agreement.parties.size();
  return count;
}

std::int64_t count_of(const Diagnostics& diagnostics, std::string_view code) {
  std::int64_t count = 0;
  for (const Diagnostic& item : diagnostics.items) count += item.code == code ? item.count : 0;
  return count;
}

// All communes of COG 2026; a register of communes needs no EPCI.
CtgField communes_of_2026(const std::string& folder) {
  Diagnostics diagnostics;
  const Table table = read_csv(folder + "/cog-2026/communes.csv", diagnostics);
  std::vector<Zone> communes;
  std::set<std::string> departements;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.cell(row, *table.column("TYPECOM")) != "COM") continue;
    communes.push_back({std::string(table.cell(row, *table.column("COM"))), ""});
    departements.insert(std::string(table.cell(row, *table.column("DEP"))));
  }
  std::vector<Zone> zones;
  for (const std::string& code : departements) zones.push_back({code, ""});
  CtgField field;
  field.communes = make_zoning(Level::commune, new_year(2026), "COG 2026", std::move(communes));
  field.epci = make_zoning(Level::epci, new_year(2026), "none", {});
  field.departements = make_zoning(Level::departement, new_year(2026), "COG 2026", std::move(zones));
  field.epci_of.assign(field.communes->size(), no_epci);
  for (const Zone& commune : field.communes->zones()) {
    const std::string code = commune.code.substr(0, commune.code.starts_with("97") ? 3 : 2);
    field.departement_of.push_back(static_cast<std::uint32_t>(*field.departements->find(code)));
  }
  return field;
}

}  // namespace

TEST_CASE("Petites villes de demain: 1 645 contracts, 8 without a date, answered as a Ctg register") {
  const std::string folder = real_data();
  if (folder.empty()) return;
  Diagnostics diagnostics;
  const Register reg = register_from_rows(rows_of(folder + "/anct-contracts/pvd_geom.geojson"),
                                          {.completeness = complete_everywhere()}, diagnostics);
  CHECK(reg.agreements.size() == 1645);
  CHECK(parties_in(reg) == 1645);
  CHECK(count_of(diagnostics, "undated") == 8);
  CHECK(count_of(diagnostics, "effect-from-signature") == 1637);
  CHECK(count_of(diagnostics, "end-presumed") == 1637);
  CHECK(diagnostics.count(Severity::problem) == 0);

  // Figures counted from the file by an independent script.
  const CtgField field = communes_of_2026(folder);
  CHECK(field.communes->size() == 34875);
  const CtgAnswer answer = ctg_coverage(field, reg, {.at = *parse_day("2023-12-31")}, diagnostics);
  CHECK(answer.tally.covered == 1633);
  CHECK(answer.tally.unknown == 8);
  CHECK(answer.tally.not_covered() == 34875 - 1633 - 8);
  CHECK(answer.by_departement[*field.departements->find("17")].covered == 20);
  CHECK(answer.communes[zone_at<CommuneIndex>(*field.communes->find("06103"))].reason ==
        CtgReason::date_unknown);
  CHECK(answer.communes[zone_at<CommuneIndex>(*field.communes->find("17300"))].reason ==
        CtgReason::in_no_epci);
  const auto not_yet =
      std::count_if(answer.communes.begin(), answer.communes.end(),
                    [](const CtgCommune& commune) { return commune.reason == CtgReason::not_yet_in_force; });
  CHECK(not_yet == 4);
  CHECK(answer.tally.communes_rate.marks.has(Mark::presumed));
  CHECK(ctg_coverage(field, reg, {.at = *parse_day("2026-03-01")}, diagnostics).tally.covered == 51);
}

TEST_CASE("Action coeur de ville: no date anywhere, so nothing is sure but what is not listed") {
  const std::string folder = real_data();
  if (folder.empty()) return;
  Diagnostics diagnostics;
  const Register reg = register_from_rows(rows_of(folder + "/anct-contracts/acv_geom.geojson"),
                                          {.completeness = complete_everywhere()}, diagnostics);
  CHECK(reg.agreements.size() == 232);
  CHECK(parties_in(reg) == 245);
  CHECK(count_of(diagnostics, "undated") == 232);
  const CtgAnswer answer =
      ctg_coverage(communes_of_2026(folder), reg, {.at = *parse_day("2023-12-31")}, diagnostics);
  CHECK(answer.tally.covered == 0);
  CHECK(answer.tally.unknown == 245);
}

TEST_CASE("Fabriques prospectives: members are EPCI, some communes by SIREN, one is no code at all") {
  const std::string folder = real_data();
  if (folder.empty()) return;
  Diagnostics diagnostics;
  const Register reg =
      register_from_rows(rows_of(folder + "/anct-contracts/fabp_geom.geojson"), {}, diagnostics);
  CHECK(reg.agreements.size() == 19);
  CHECK(parties_in(reg) == 94);
  std::set<std::string> communes;
  std::size_t epci = 0;
  std::size_t unknown = 0;
  for (const Agreement& agreement : reg.agreements) {
    for (const Party& party : agreement.parties) {
      CHECK_FALSE(party.name.empty());
      if (party.type == PartyType::commune) communes.insert(party.code);
      epci += party.type == PartyType::epci ? 1U : 0U;
      unknown += party.type == PartyType::unknown ? 1U : 0U;
    }
  }
  CHECK(communes.contains("17336"));
  CHECK(communes.contains("30189"));
  CHECK(unknown == 1);
  CHECK(count_of(diagnostics, "party-code") == 1);
  CHECK(count_of(diagnostics, "commune-siren") == static_cast<std::int64_t>(communes.size()));
  CHECK(epci + communes.size() + unknown == 94);
}
