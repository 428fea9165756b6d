// Priority neighbourhoods of the 2015 edition: on the borders of towns, in four
// decimals like the real ones.
#include <algorithm>

#include "demo/dice.hpp"
#include "demo/files.hpp"
#include "demo/words.hpp"

namespace maillage::demo {
namespace {

// A hundred millionths: the fourth decimal.
Line coarse(const Line& line) {
  const auto snapped = [](std::int64_t value) {
    const std::int64_t up = value + 50;
    return (up >= 0 ? up / 100 : -((-up + 99) / 100)) * 100;
  };
  Line result;
  for (const Spot& spot : line) {
    const Spot next{snapped(spot.x), snapped(spot.y)};
    if (result.empty() || result.back() != next) result.push_back(next);
  }
  return result;
}

// Straddles the border of the site and its neighbour k.
Line astride(const Lattice& lattice, Site site, std::size_t k) {
  const Line side = border(lattice, site, k);
  return coarse(blob(lattice, site, side[side.size() / 2], 0.19, 0.26, 5));
}

// Follows the border from the inside: rounding alone carries it over.
Line along(const Lattice& lattice, Site site, std::size_t k) {
  Line ring = border(lattice, site, k);
  const Spot centre = lattice.centre[site];
  const auto inner = [&](Spot corner) {
    return Spot{centre.x + share_of(corner.x - centre.x, 0.35),
                centre.y + share_of(corner.y - centre.y, 0.35)};
  };
  const Spot first = ring.front(), last = ring.back();
  ring.push_back(inner(last));
  ring.push_back(inner(first));
  ring.push_back(first);
  return coarse(ring);
}

std::vector<std::uint32_t> commune_by_site(const Country& country) {
  std::vector<std::uint32_t> commune_of(country.land.lattice.size(), nowhere);
  for (std::uint32_t i = 0; i < country.communes.size(); ++i)
    if (country.communes[i].has_cell) commune_of[country.communes[i].site] = i;
  return commune_of;
}

std::string communes_text(const Country& country, const Qpv& qpv) {
  std::string text;
  for (const std::uint32_t commune : qpv.communes)
    text += (text.empty() ? "" : ", ") + country.communes[commune].name;
  return text;
}

}  // namespace

std::vector<Qpv> draw_qpv(const Country& country) {
  // Rank of the EPCI whose town gets the next one: the chief town has most of them.
  constexpr std::size_t ranks[] = {0, 0, 0, 1, 1, 2, 0, 2, 4, 5};
  const std::vector<std::uint32_t> commune_of = commune_by_site(country);
  const Lattice& lattice = country.land.lattice;
  std::vector<Qpv> all;
  std::vector<std::size_t> communes(country.departements.size(), 0);
  for (const Listed& listed : country.on(day_of_list)) ++communes[listed.departement];
  for (std::uint32_t departement = 0; departement < country.land.full_departements; ++departement) {
    std::vector<std::uint32_t> town_of_rank;
    for (const Epci& epci : country.epci) {
      if (epci.departement != departement) continue;
      if (town_of_rank.size() <= epci.rank) town_of_rank.resize(epci.rank + 1, epci.town);
      town_of_rank[epci.rank] = epci.town;
    }
    const auto wanted = static_cast<std::size_t>(
        static_cast<double>(communes[departement]) * country.parameters.qpv_per_commune + 0.5);
    std::vector<std::size_t> used(town_of_rank.size(), 0);
    const std::size_t last = wanted - 1;
    for (std::size_t i = 0; i < wanted; ++i) {
      const std::size_t rank =
          (i < std::size(ranks) ? ranks[i] : i % town_of_rank.size()) % town_of_rank.size();
      const std::uint32_t town = town_of_rank[rank];
      const Site site = country.communes[town].site;
      std::size_t k = used[rank]++ % 6;
      while (commune_of[lattice.around(site)[k]] == nowhere) k = (k + 1) % 6;
      const std::uint32_t neighbour = commune_of[lattice.around(site)[k]];
      Dice dice(country.seed, Draw::qpv, site, i);
      Qpv qpv;
      qpv.code = fmt::format("QP0{}{:03}", country.departements[departement].code, i + 1);
      qpv.name = country.parameters.quarters[i % country.parameters.quarters.size()] + " (fictif)";
      qpv.departement = departement;
      qpv.communes =
          i == last ? std::vector<std::uint32_t>{town} : std::vector<std::uint32_t>{town, neighbour};
      qpv.ring = i == last ? along(lattice, site, k) : astride(lattice, site, k);
      qpv.population = share_of(std::min<std::int64_t>(country.communes[town].people.population, 40000),
                                dice.between(0.08, 0.16));
      all.push_back(std::move(qpv));
    }
  }
  return all;
}

void write_qpv(const Country& country, const std::vector<Qpv>& qpv, const Folder& folder) {
  std::string shapes =
      "{\n\"type\": \"FeatureCollection\",\n\"name\": \"QPV du territoire de démonstration (fictifs)\",\n"
      "\"crs\": { \"type\": \"name\", \"properties\": { \"name\": \"urn:ogc:def:crs:OGC:1.3:CRS84\" } },\n"
      "\"features\": [\n";
  const std::string empty(40, ';');
  std::string incomes =
      "\xef\xbb\xbf"
      "CODGEO;LIBGEO;PMIMP;DECUC_Q2;DECUC_Q1;DECUC_Q3;BREV;DECUC_D1;DECUC_D9;DECUC_D1D9;DISP_Q2;DISP_Q1;DISP_"
      "Q3;"
      "TP60;DISP_D1;DISP_D9;DISP_D1D9;PACT;PPEN;PPSOC;PIMPOT;PPAT;NOTE_FILO;C;C_C2SNP;C_C2SP;NOTE_CNAM;A;"
      "APPA;"
      "ARSAS;AAAH;NOTE_CNAF" +
      empty + "\r\n";
  std::string people =
      "\xef\xbb\xbf"
      "CODGEO;LIBGEO;POP_MUN;POP_COM_QP;POP_COM;LIB_COM;TX_F;TX_TOT_0A24;TX_F_0A24;TX_TOT_60ETPLUS;"
      "TX_F_60ETPLUS;IND_JEUNE;TX_TOT_MEN1;TX_TOT_MEN6;TX_TOT_ET;TX_F_ET;NOTE_RP;A;PERCOU;AM;AI;ACSSENF;"
      "ACAVENF;"
      "AC3ENF;A_NETUD_24;A_ETUD;ENF;ENF_2;ENF_3_5;ENF_6_10;ENF_11_14;ENF_15_17;ENF_18_24;NOTE_CNAF" +
      empty + "\r\n";
  for (std::size_t i = 0; i < qpv.size(); ++i) {
    const Qpv& one = qpv[i];
    const Commune& town = country.communes[one.communes.front()];
    put(shapes,
        "{}{{ \"type\": \"Feature\", \"properties\": {{ \"code_qp\": \"{}\", \"nom_qp\": \"{}\", "
        "\"commune_qp\": "
        "\"{}\", \"code_commune\": \"{}\", \"nom_commune\": \"{}\", \"code_departement\": \"{}\" }}, "
        "\"geometry\": "
        "{{ \"type\": \"Polygon\", \"coordinates\": [",
        i == 0 ? "" : ",\n", one.code, one.name, communes_text(country, one), town.code, town.name,
        country.departements[one.departement].code);
    put_ring(shapes, one.ring);
    shapes += "] } }";

    Dice dice(country.seed, Draw::qpv, i, 1);
    const std::int64_t poverty = static_cast<std::int64_t>(dice.between(360, 520));
    const std::int64_t median = static_cast<std::int64_t>(dice.between(1260, 1480)) * 10;
    const std::int64_t covered = share_of(one.population, dice.between(0.64, 0.78));
    const std::int64_t households = share_of(covered, 0.42);
    const bool no_income = i % 10 == 7, no_caf = i % 10 == 5;  // withheld
    const auto near = [&](double factor) { return grouped(share_of(median / 10, factor) * 10); };
    put(incomes, "{};{};", one.code, one.name);
    if (no_income)
      incomes += ";;;;;;;;;;;;;;;;;;;;1";
    else
      put(incomes, "{};{};{};{};57,9;1 480;{};15,2;{};{};{};{};{};{};2,7;56,1;30,6;19,4;-9,6;3,5;0",
          tenths(share_of(700 - poverty, 0.9), ','), near(0.78), near(0.42), near(1.23), near(1.7),
          grouped(median), near(0.78), near(1.33), tenths(poverty, ','), near(0.6), near(1.68));
    put(incomes, ";{};{};{};0", grouped(share_of(one.population, 0.9)),
        grouped(share_of(one.population, 0.22)), grouped(share_of(one.population, 0.07)));
    const auto caf = [&](double share) {
      return no_caf ? std::string() : grouped(share_of(households, share));
    };
    put(incomes, ";{};{};{};{};{}{}\r\n", caf(1), caf(0.35), caf(0.19), caf(0.12), no_caf ? 3 : 0, empty);

    put(people, "{};{};{};;{};{};53,1;35,4;33,8;20,7;23,1;1,6;44,2;6,1;17,5;16,9;0", one.code, one.name,
        grouped(one.population), grouped(town.people.population), town.name);
    put(people, ";{};{}", caf(1), no_caf ? std::string() : grouped(covered));
    for (const double share :
         {0.18, 0.44, 0.07, 0.24, 0.13, 0.09, 0.03, 0.95, 0.14, 0.15, 0.24, 0.19, 0.14, 0.09})
      people += ";" + caf(share);
    put(people, ";{}{}\r\n", no_caf ? 3 : 0, empty);
  }
  shapes += "\n]\n}\n";
  save(folder, "qp-2015.geojson", shapes);
  save(folder, "REVN_2022.csv", incomes);
  save(folder, "DEMO_2022.csv", people);
}

}  // namespace maillage::demo
