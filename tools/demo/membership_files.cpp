// DGCL: which commune belongs to which EPCI (epcicom), FRR. ANCT: ZRR.
#include <algorithm>
#include <tuple>

#include "demo/dice.hpp"
#include "demo/files.hpp"
#include "demo/words.hpp"

namespace maillage::demo {
namespace {

// 21, the département, the commune on four digits, and the key of Luhn.
std::string siren_of_commune(const std::string& code) {
  const std::string digits = "21" + code.substr(0, 2) + "0" + code.substr(2);
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[i] - '0';
    const int doubled = i % 2 == 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return fmt::format("{}{}", digits, (10 - sum % 10) % 10);
}

// Whole EPCI of the country are classified, those of rank 4, 5, 7, 8, 10, 11 and so on.
bool is_rural(const Country& country, std::uint32_t epci) {
  return epci != nowhere && country.epci[epci].rank >= 4 && country.epci[epci].rank % 3 != 0;
}

struct Zrr {
  std::string_view simple, detail;
};

Zrr zrr_of(const Country& country, const Listed& listed) {
  constexpr std::string_view none = "NC - Commune non classée";
  constexpr std::string_view classified = "C - Classée en ZRR";
  const double draw = Dice(country.seed, Draw::zonings, listed.parts.front()).unit();
  if (listed.parts.size() > 1)
    return {"P - Commune partiellement classée en ZRR", "P - Commune partiellement classée en ZRR"};
  if (is_rural(country, listed.epci))
    return {classified, draw < 0.04
                            ? "D - Commune classée en ZRR au titre de la baisse de population depuis 40 ans"
                            : "C - Commune classée en ZRR"};
  if (draw < 0.05 && listed.people.population < 1000)
    return {classified,
            "A - Commune sortante en 2017 continuant de bénéficier des effets du classement depuis 2018"};
  return {none, none};
}

std::string_view frr_of(const Country& country, const Listed& listed) {
  const double draw = Dice(country.seed, Draw::zonings, listed.parts.front()).unit();
  const bool rural = is_rural(country, listed.epci);
  if (listed.parts.size() > 2) return rural ? "Classée FRR partiellement" : "FRR bénéficiaire partiellement";
  if (rural && country.epci[listed.epci].rank % 3 == 2) return draw < 0.5 ? "FRR+" : "FRR socle";
  if (rural) return draw < 0.2 ? "FRR bénéficiaire" : "FRR socle";
  if (draw < 0.05 && listed.people.population < 1000) return "FRR bénéficiaire";
  return "Non classée";
}

}  // namespace

void write_memberships(const Country& country, const Folder& folder) {
  std::vector<Listed> members = country.on(day_of_list);
  std::erase_if(members, [](const Listed& listed) { return listed.epci == nowhere; });
  std::vector<People> total(country.epci.size());
  std::vector<std::size_t> count(country.epci.size(), 0);
  for (const Listed& member : members) {
    total[member.epci] += member.people;
    ++count[member.epci];
  }
  std::ranges::stable_sort(members, {},
                           [&](const Listed& member) { return country.epci[member.epci].siren; });
  std::string text =
      "dept;siren;raison_sociale;nature_juridique;mode_financ;nb_membres;total_pop_tot;total_pop_mun;dep_com;"
      "insee;siren_membre;nom_membre;ptot_2025;pmun_2025\r\n";
  for (const Listed& member : members) {
    const Epci& epci = country.epci[member.epci];
    const People& all = total[member.epci];
    put(text, "{};{};{};{};{};{};{};{};{};{};{};{};{};{}\r\n", country.departements[epci.departement].code,
        epci.siren, epci.name, epci.nature, epci.rank % 2 == 0 ? "FPU" : "FA", count[member.epci],
        all.population + all.counted_apart, all.population, country.departements[member.departement].code,
        member.code, siren_of_commune(member.code), member.name,
        member.people.population + member.people.counted_apart, member.people.population);
  }
  save(folder, "epcicom2025.csv", latin1(text));
}

void write_statuses(const Country& country, const Folder& folder) {
  std::string zrr =
      "\"Champ : territoire de démonstration (fictif)\",\"\",\"\",\"\"\n"
      "\"Géographie : Communes, au 1er janvier 2021\",\"\",\"\",\"\"\n"
      "\"Source : données fictives\",\"\",\"\",\"\"\n"
      "\"\",\"\",\"\",\"\"\n"
      "\"Code Insee\",\"Libellé de la commune\",\"Classement en ZRR\",\"Modalités du zonage en ZRR\"\n"
      "\"CODGEO\",\"LIBGEO\",\"ZRR_SIMP\",\"ZONAGE_ZRR\"\n";
  for (const Listed& listed : country.on(day_of_zrr)) {
    const Zrr status = zrr_of(country, listed);
    put(zrr, "\"{}\",\"{}\",\"{}\",\"{}\"\n", listed.code, listed.name, status.simple, status.detail);
  }
  save(folder, "diffusion-zonages-zrr-cog2021.csv", zrr);

  std::string frr = "Code_insee;Departement;Commune;Classement FRR et FRR+ au 10 juillet 2025;\r\n";
  for (const Listed& listed : country.on(day_of_list))
    put(frr, "{};{};{};{};\r\n", listed.code, country.departements[listed.departement].code, listed.name,
        frr_of(country, listed));
  save(folder, "liste-communes-FRR-juillet2025.csv", frr);
}

}  // namespace maillage::demo
