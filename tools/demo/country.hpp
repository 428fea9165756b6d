// The invented country: communes of 2018, what became of them, EPCI, and the people of each commune.
//
// Figures are kept by commune of 2018; a table of another year adds them up over the communes of that year.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "demo/borders.hpp"
#include "demo/demo.hpp"
#include "demo/land.hpp"
#include "demo/parameters.hpp"

namespace maillage::demo {

struct People {
  std::int64_t population = 0, counted_apart = 0;
  std::int64_t children = 0;                            // under 3
  std::array<std::array<std::int64_t, 5>, 2> places{};  // of the year before, of the year; by mode
  std::int64_t households = 0, persons = 0, poor = 0;   // fiscal
  std::int64_t median_times_persons = 0;
  std::int64_t caf_households = 0, caf_persons = 0, caf_half = 0, caf_all = 0, caf_children = 0;

  [[nodiscard]] std::int64_t median() const;  // rounded to 10 EUR
  People& operator+=(const People& other);
};

struct Commune {
  std::string code, name;
  std::uint32_t departement = 0;
  std::uint32_t epci = nowhere;
  Site site = no_site;              // its cell, or the cell that it lies in (enclave, island)
  Line inside;                      // enclave: its outline; island: the same, in the sea
  bool has_cell = true;             // the cell is its own
  std::uint32_t enclave = nowhere;  // the commune that lies inside it
  std::uint32_t lent_to = nowhere;  // the commune that owns a part inside it
  Line lent;                        // the outline of that part
  bool is_town = false;             // chief commune of its EPCI
  People people;
};

enum class Change : std::uint8_t { merger, code, name };

struct Event {
  Change kind = Change::merger;
  std::string day;
  std::vector<std::uint32_t> communes;  // of a merger: the chief one first
  std::string code, name;               // afterwards
};

struct Epci {
  std::string siren, name, nature;
  std::uint32_t departement = 0;  // where it sits
  std::size_t rank = 0;           // among those of its département
  std::uint32_t town = nowhere;   // commune
};

struct Departement {
  std::string code, name;
  bool full = true;  // all of it is described
};

// A commune of some day, made of communes of 2018.
struct Listed {
  std::string code, name;
  std::uint32_t departement = 0;
  std::uint32_t epci = nowhere;
  std::vector<std::uint32_t> parts;  // the chief one first
  People people;
};

struct Country {
  std::uint64_t seed = 0;
  Parameters parameters;
  Land land;
  std::vector<Departement> departements;
  std::vector<Epci> epci;
  std::vector<Commune> communes;  // of 2018, by code
  std::vector<Event> events;      // by day

  [[nodiscard]] std::vector<Listed> on(std::string_view day) const;  // by code
};

[[nodiscard]] Country imagine(const DemoOptions& options);

// The steps of imagine, in order.
void place_communes(Country& country, std::size_t islands);
void invent_events(Country& country);
void name_communes(Country& country);  // and codes: sorts communes by code
void name_epci(Country& country);
void people_communes(Country& country);

inline constexpr std::size_t absorbed_per_departement = 5;  // communes gone between 2018 and 2025
inline constexpr std::size_t uncovered_rank = 7;            // of the EPCI without Ctg

[[nodiscard]] std::size_t uncovered_rank_of(const Country& country, std::uint32_t departement);

}  // namespace maillage::demo
