// The official geographic code, as Insee publishes it: communes, movements, départements, régions.
#include <algorithm>
#include <set>

#include "demo/files.hpp"
#include "demo/words.hpp"

namespace maillage::demo {
namespace {

// TNCC, NCC, NCCENR, LIBELLE
std::string naming(const std::string& name) {
  const Articled article = without_article(name);
  return fmt::format("{},{},{},{}", article.tncc, capitals(article.bare), article.bare, name);
}

void write_communes(const Country& country, const Folder& folder) {
  std::string text = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\r\n";
  for (const Listed& listed : country.on(day_of_list)) {
    const std::string& departement = country.departements[listed.departement].code;
    put(text, "COM,{},{},{},{}D,{}1,{},{}01,\r\n", listed.code, country.parameters.region, departement,
        departement, departement, naming(listed.name), departement);
  }
  for (const Listed& listed : country.on(day_of_list)) {
    if (listed.parts.size() == 1) continue;
    std::vector<std::uint32_t> parts = listed.parts;
    std::ranges::sort(parts);
    for (const std::uint32_t part : parts)
      put(text, "COMD,{},,,,,{},,{}\r\n", country.communes[part].code, naming(country.communes[part].name),
          listed.code);
  }
  save(folder, "v_commune_2025.csv", text);
}

void write_movements(const Country& country, const Folder& folder) {
  std::vector<std::pair<std::string, std::string>> code_and_name;
  for (const Commune& commune : country.communes) code_and_name.emplace_back(commune.code, commune.name);
  std::vector<std::string> rows;  // each day's rows, later days first in the file
  for (const Event& event : country.events) {
    std::vector<std::string> own;
    for (const std::uint32_t commune : event.communes) {
      const auto& [code, name] = code_and_name[commune];
      const int mod = event.kind == Change::merger ? 32 : event.kind == Change::code ? 50 : 10;
      const std::string before = fmt::format("{},{},COM,{},{}", mod, event.day, code, naming(name));
      own.push_back(fmt::format("{},COM,{},{}\r\n", before, event.code, naming(event.name)));
      if (event.kind == Change::merger)
        own.push_back(fmt::format("{},COMD,{},{}\r\n", before, code, naming(name)));
    }
    std::ranges::sort(own);
    std::string all;
    for (const std::string& row : own) all += row;
    rows.push_back(all);
    code_and_name[event.communes.front()] = {event.code, event.name};
  }
  std::string text =
      "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,"
      "NCCENR_AP,LIBELLE_AP\r\n";
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) text += *row;
  save(folder, "v_mvt_commune_2025.csv", text);
}

std::string chief_town(const Country& country, std::uint32_t departement) {
  for (const Epci& epci : country.epci)
    if (epci.departement == departement && epci.rank == 0) return country.communes[epci.town].code;
  return {};
}

}  // namespace

void write_cog(const Country& country, const Folder& folder) {
  write_communes(country, folder);
  write_movements(country, folder);
  std::string departements = "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\r\n";
  for (std::uint32_t i = 0; i < country.departements.size(); ++i)
    put(departements, "{},{},{},{}\r\n", country.departements[i].code, country.parameters.region,
        chief_town(country, i), naming(country.departements[i].name));
  save(folder, "v_departement_2025.csv", departements);
  save(folder, "v_region_2025.csv",
       fmt::format("REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\r\n{},{},{}\r\n", country.parameters.region,
                   chief_town(country, 0), naming(country.parameters.region_name)));
}

void write_populations(const Country& country, const Folder& folder) {
  std::string text = "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT\r\n";
  for (const Listed& listed : country.on(day_of_list))
    put(text, "{};{};{};1;01;{};{};{};{};{};{}\r\n", country.parameters.region,
        country.parameters.region_name, country.departements[listed.departement].code, listed.code.substr(2),
        listed.code, listed.name, listed.people.population, listed.people.counted_apart,
        listed.people.population + listed.people.counted_apart);
  save(folder, "donnees_communes.csv", text);

  std::string children = "CODGEO;LIBGEO;P23_POP0002\r\n";
  for (const Listed& listed : country.on(day_of_people))
    put(children, "{};{};{}\r\n", listed.code, listed.name, listed.people.children);
  save(folder, "base-cc-evol-struct-pop-2023.csv", children);
}

}  // namespace maillage::demo
