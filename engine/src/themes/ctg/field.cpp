#include <fmt/format.h>

#include "maillage/base/error.hpp"
#include "themes/ctg/claims.hpp"

namespace maillage {
namespace {

void require(bool holds, std::string_view what) {
  if (!holds) throw Error(Failure::internal, fmt::format("Ctg field: {}", what));
}

}  // namespace

std::string_view letter_of(const CtgQuestion& question) {
  if (!question.theme.empty()) return "C";
  return question.definition == CtgDefinition::territory ? "A" : "B";
}

void check_field(const CtgField& field) {
  require(field.communes != nullptr && field.epci != nullptr, "communes and EPCI are needed");
  const std::size_t communes = field.communes->size();
  require(field.epci_of.size() == communes, "one EPCI per commune");
  require(field.departement_of.empty() || field.departements != nullptr, "départements without their zoning");
  require(field.departement_of.empty() || field.departement_of.size() == communes,
          "one département per commune");
  for (const CtgLevel& level : field.others)
    require(level.from_communes.from() == field.communes, "a level that does not start from the communes");
  require(field.population == nullptr || field.population->size() == communes, "one population per commune");
  for (const Measure* count : field.counts)
    require(count != nullptr && count->size() == communes, "one count per commune");
  const auto is_epci = [&](EpciIndex epci) { return number(epci) < field.epci->size(); };
  const auto is_epci_or_none = [&](EpciIndex epci) {
    return is_epci(epci) || epci == no_epci || epci == epci_unknown;
  };
  for (const EpciIndex epci : field.epci_of) require(is_epci_or_none(epci), "an EPCI out of range");
  for (const CommuneBeyond& commune : field.beyond)
    require(is_epci_or_none(commune.epci), "an EPCI out of range");
  for (const EpciIndex epci : field.counted_epci) require(is_epci(epci), "a counted EPCI out of range");
  for (const std::uint32_t zone : field.departement_of)
    require(zone == no_zone || zone < field.departements->size(), "a département out of range");
}

std::size_t commune_count(const CtgField& field) {
  return field.communes->size() + field.beyond.size();
}

const std::string& commune_code(const CtgField& field, std::size_t commune) {
  const std::size_t inside = field.communes->size();
  return commune < inside ? field.communes->code(commune) : field.beyond[commune - inside].code;
}

EpciIndex epci_of(const CtgField& field, std::size_t commune) {
  const std::size_t inside = field.communes->size();
  return commune < inside ? field.epci_of[zone_at<CommuneIndex>(commune)]
                          : field.beyond[commune - inside].epci;
}

std::string_view departement_of(const CtgField& field, std::size_t commune) {
  const std::size_t inside = field.communes->size();
  if (commune >= inside) return field.beyond[commune - inside].departement;
  if (field.departement_of.empty()) return {};
  const std::uint32_t departement = field.departement_of[zone_at<CommuneIndex>(commune)];
  return departement == no_zone ? std::string_view() : field.departements->code(departement);
}

}  // namespace maillage
