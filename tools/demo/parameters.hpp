// What demo.toml says of the demo territory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace maillage::demo {

struct Parameters {
  double longitude = 0, latitude = 0;
  double metres_per_longitude = 0, metres_per_latitude = 0;  // of one degree, there
  double step = 0;           // metres between the centres of neighbouring communes
  double widest_radius = 0;  // metres; a larger territory has smaller communes

  std::string region, region_name;
  std::vector<std::string> departements;  // in the order in which they come into use
  std::string departement_name, neighbour_name;
  std::size_t communes_per_departement = 0, one_departement_up_to = 0, neighbour_communes = 0;
  double epci_per_commune = 0, qpv_per_commune = 0;

  std::vector<std::string> roots, endings, complements, saints, countries, quarters;

  std::vector<double> towns;                           // inhabitants of the chief town of each EPCI
  std::vector<std::pair<double, double>> villages;     // share of the other communes, inhabitants
  std::array<double, 5> urban_rates{}, rural_rates{};  // places per 100 children, by mode
  double national_poverty = 0, regional_poverty = 0;
  std::int64_t national_median = 0, regional_median = 0;
  std::vector<std::int64_t> national_places, regional_places;  // tenths of places per 100 children, by mode
};

[[nodiscard]] Parameters read_parameters();

}  // namespace maillage::demo
