// Cnaf: places and coverage rates of young children, and beneficiaries. Rates are those of the places and
// of the children of the census table, rounded to tenths.
#include <algorithm>
#include <array>
#include <map>

#include "demo/files.hpp"
#include "demo/words.hpp"

namespace maillage::demo {
namespace {

constexpr std::int64_t communes_with_rates = 10000;  // inhabitants, more than
using Five = std::array<std::int64_t, 5>;            // psu, other eaje, preschool, childminder, home

std::string rates_header(std::string_view key, std::string_view level) {
  std::string text(byte_order_mark);
  text += key;
  text += "annee";
  for (const std::string_view stem : {"txcouv", "txcouv_eaje", "txcouv_psu_col", "txcouv_hors_psu_col",
                                      "txcouv_prescol", "txcouv_am_ind", "txcouv_gad_ind", "txcouv_ind"})
    put(text, ";{}_{}", stem, level);
  return text + "\r\n";
}

// total, eaje, psu, other, preschool, childminder, home, individual
std::array<std::int64_t, 8> in_columns(const Five& modes) {
  const std::int64_t eaje = modes[0] + modes[1], individual = modes[3] + modes[4];
  return {eaje + modes[2] + individual, eaje, modes[0], modes[1], modes[2], modes[3], modes[4], individual};
}

void put_rates(std::string& text, const Five& places, std::int64_t children) {
  for (const std::int64_t column : in_columns(places))
    text += ";" + tenths(ratio(column, children, 1000), '.');
  text += "\r\n";
}

void put_tenths(std::string& text, const std::vector<std::int64_t>& modes) {
  Five five{};
  std::copy_n(modes.begin(), five.size(), five.begin());
  for (const std::int64_t column : in_columns(five)) text += ";" + tenths(column, '.');
  text += "\r\n";
}

void write_places(const std::vector<Listed>& communes, const Folder& folder) {
  std::string text(byte_order_mark);
  text +=
      "numcom;nomcom;annee;pl_psu_col_com;pl_hors_psu_col_com;tot_eaje_com;pl_prescol_com;pl_am_ind_com;"
      "pl_gad_ind_com;tot_ind_com;tot_offre_com\r\n";
  for (std::size_t year = 0; year < 2; ++year) {
    for (const Listed& listed : communes) {
      const Five& p = listed.people.places[year];
      put(text, "{};{};{};{};{};{};{};{};{};{};{}\r\n", listed.code, capitals(listed.name), 2022 + year, p[0],
          p[1], p[0] + p[1], p[2], p[3], p[4], p[3] + p[4], in_columns(p)[0]);
    }
    put(text, "XXX;XXX;{};0;0;0;0;9;6;15;15\r\n", 2022 + year);
  }
  save(folder, "nbpla_pe_com.csv", text);
}

// Rates of groups of communes: EPCI and départements. Group -> its figures.
using Groups = std::map<std::uint32_t, People>;

template <class Name>
void put_groups(std::string& text, const Groups& groups, std::size_t year, Name&& name) {
  for (const auto& [group, people] : groups) {
    text += name(group);
    put(text, ";{}", 2022 + year);
    put_rates(text, people.places[year], people.children);
  }
}

}  // namespace

void write_childcare(const Country& country, const Folder& folder) {
  const std::vector<Listed> communes = country.on(day_of_cnaf);
  write_places(communes, folder);
  Groups by_epci, by_departement;
  for (const Listed& listed : communes) {
    if (listed.epci != nowhere) by_epci[listed.epci] += listed.people;
    if (country.departements[listed.departement].full) by_departement[listed.departement] += listed.people;
  }
  std::string of_communes = rates_header("numcom;nomcom;", "com");
  std::string of_epci = rates_header("numepci;nomepci;", "epci");
  std::string of_departements = rates_header("numdep;nomdep;", "dep");
  std::string of_region = rates_header("nomregi;", "reg");
  std::string of_nation = rates_header("", "nat");
  for (std::size_t year = 0; year < 2; ++year) {
    for (const Listed& listed : communes) {
      if (listed.people.population <= communes_with_rates) continue;
      put(of_communes, "{};{};{}", listed.code, capitals(listed.name), 2022 + year);
      put_rates(of_communes, listed.people.places[year], listed.people.children);
    }
    put_groups(of_epci, by_epci, year, [&](std::uint32_t i) {
      return fmt::format("{};{}", country.epci[i].siren, country.epci[i].name);
    });
    put(of_epci, "XX;XX;{};195.8;31.2;31.2;0.0;0.0;110.4;54.2;164.6\r\n", 2022 + year);
    put_groups(of_departements, by_departement, year, [&](std::uint32_t i) {
      return fmt::format("{};{}", country.departements[i].code, capitals(country.departements[i].name));
    });
    put(of_region, "{};{}", country.parameters.region_name, 2022 + year);
    put_tenths(of_region, country.parameters.regional_places);
    put(of_nation, "{}-12-31", 2022 + year);
    put_tenths(of_nation, country.parameters.national_places);
  }
  save(folder, "txcouv_pe_com.csv", of_communes);
  save(folder, "txcouv_pe_epci.csv", of_epci);
  save(folder, "txcouv_pe_dep.csv", of_departements);
  save(folder, "txcouv_pe_reg.csv", of_region);
  save(folder, "txcouv_pe_nat.csv", of_nation);
}

void write_caf(const Country& country, const Folder& folder) {
  std::string text(byte_order_mark);
  text +=
      "dtreffre;numcomdo;nomcom;indfoy_ndur;indnbp_ndur;indmtt_ndur;indfoy_pres50;indfoy_pres100;"
      "indnbp_enf02\r\n";
  // Rounded to 5; below 5 nothing is given.
  const auto rounded = [](std::int64_t count) {
    return count < 5 ? std::string() : std::to_string(ratio(count, 5, 1) * 5);
  };
  for (const Listed& listed : country.on(day_of_people)) {
    const People& p = listed.people;
    const std::string amount =
        p.caf_households < 5 ? std::string() : std::to_string(ratio(p.caf_households * 478, 100, 1) * 100);
    put(text, "2023-12-31;{};{};{};{};{};{};{};{}\r\n", listed.code, capitals(listed.name),
        rounded(p.caf_households), rounded(p.caf_persons), amount, rounded(p.caf_half), rounded(p.caf_all),
        rounded(p.caf_children));
  }
  text += "2023-12-31;;;215;340;98600;90;55;20\r\n";
  save(folder, "s_ben_com_f.csv", text);
}

}  // namespace maillage::demo
