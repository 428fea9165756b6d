// Small territories and registers for the Ctg tests.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/themes/ctg/coverage.hpp"

namespace maillage {

inline Day day(std::string_view text) {
  return *parse_day(text);
}
inline Period period(std::string_view first, std::string_view last) {
  return {day(first), until_after(day(last))};
}

inline constexpr std::string_view epci_a = "200000001";
inline constexpr std::string_view epci_b = "200000002";
inline constexpr std::string_view epci_c = "200000003";

struct TestCommune {
  std::string code;
  double people = 0;  // negative: unknown
  std::string epci;   // empty: none
  std::string departement = "17";
};

// Owns what a CtgField points at.
struct TestField {
  Measure population;
  CtgField field;

  explicit TestField(const std::vector<TestCommune>& communes) {
    std::vector<Zone> zones;
    std::map<std::string, bool> epci;
    std::map<std::string, bool> departements;
    for (const TestCommune& commune : communes) {
      zones.push_back({commune.code, "Commune " + commune.code});
      if (!commune.epci.empty()) epci[commune.epci] = true;
      departements[commune.departement] = true;
    }
    const Day at = new_year(2023);
    field.communes = make_zoning(Level::commune, at, "test", zones);
    field.epci = make_zoning(Level::epci, at, "test", zones_of(epci, "EPCI "));
    field.departements = make_zoning(Level::departement, at, "test", zones_of(departements, "Département "));
    population = Measure({.code = "population", .label = "population"}, Kind::count, communes.size());
    field.epci_of.resize(communes.size());
    field.departement_of.resize(communes.size());
    for (const TestCommune& commune : communes) {
      const std::size_t zone = *field.communes->find(commune.code);
      population.set(zone, commune.people < 0 ? missing(Presence::not_available) : known(commune.people));
      field.epci_of[zone_at<CommuneIndex>(zone)] =
          commune.epci.empty() ? no_epci : zone_at<EpciIndex>(*field.epci->find(commune.epci));
      field.departement_of[zone_at<CommuneIndex>(zone)] =
          static_cast<std::uint32_t>(*field.departements->find(commune.departement));
    }
    field.counted_epci = zones_to<EpciIndex>(field.epci->size());
    field.population = &population;
    field.population_label = "population municipale 2020";
    field.epci_policy = "seat";
  }
  TestField(const TestField&) = delete;
  TestField& operator=(const TestField&) = delete;

  void remember(std::vector<Membership> entries, Period known = always) {
    Diagnostics diagnostics;
    field.memberships =
        std::make_shared<const MembershipRegister>(std::move(entries), known, "test", diagnostics);
  }

  void live(std::vector<CommuneEvent> events) {
    Diagnostics diagnostics;
    field.history = std::make_shared<const CommuneHistory>(std::move(events), diagnostics);
  }

 private:
  static std::vector<Zone> zones_of(const std::map<std::string, bool>& codes, const std::string& name) {
    std::vector<Zone> zones;
    for (const auto& [code, present] : codes) zones.push_back({code, name + code});
    return zones;
  }
};

// An event between two communes: "32" a merger, "21" a re-establishment, "50" a change of code.
inline CommuneEvent event_of(int mod, Day effective, std::string before, std::string after) {
  return {mod, effective, "COM", before, "Commune " + before, "COM", after, "Commune " + after, 0};
}

inline Party party_of(std::string_view code, Role role = Role::signatory) {
  return {std::string(code), type_of_code(code), role, {}, {}, {}, {}};
}

inline Agreement agreement_of(std::string id, Term term, std::vector<Party> parties) {
  Agreement agreement;
  agreement.id = std::move(id);
  agreement.label = "Ctg " + agreement.id;
  agreement.term = term;
  agreement.parties = std::move(parties);
  return agreement;
}

inline Register complete_register(std::vector<Agreement> agreements) {
  return {std::move(agreements), complete_everywhere()};
}

inline CtgAnswer ask(const TestField& test, const Register& reg, CtgQuestion question,
                     Diagnostics& diagnostics) {
  return ctg_coverage(test.field, reg, question, diagnostics);
}

inline CtgAnswer ask(const TestField& test, const Register& reg, std::string_view at,
                     CtgDefinition definition = CtgDefinition::territory) {
  Diagnostics diagnostics;
  return ask(test, reg, {.at = day(at), .definition = definition}, diagnostics);
}

inline const CtgCommune& commune_in(const TestField& test, const CtgAnswer& answer, std::string_view code) {
  return answer.communes[zone_at<CommuneIndex>(*test.field.communes->find(code))];
}

inline const CtgEpci& epci_in(const TestField& test, const CtgAnswer& answer, std::string_view code) {
  return answer.epci[zone_at<EpciIndex>(*test.field.epci->find(code))];
}

}  // namespace maillage
