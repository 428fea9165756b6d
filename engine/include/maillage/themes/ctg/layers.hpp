// The Ctg answer as layers: ctg_commune, ctg_epci, ctg_departement and the other levels of the field; and commune by
// commune, as people read it.
//
// The column `ctg_status` is what a map shows. Its labels are the same at every level, in this order:
//   covered          (an EPCI: by its own agreement or all its communes; a département: all its communes)
//   expiring         covered, and no longer so many months later
//   commune_only     the commune is covered by its own agreement, its EPCI is not covered
//   partly_covered   an EPCI, département or région of which some communes are covered
//   expired          not covered, was covered before
//   not_covered      not covered, for any other reason
//   no_epci          not covered, and in no EPCI
//   unknown          it cannot be known from these files
// The stricter column `ctg_covered` has covered, not_covered, unknown (partly_covered for groups).
// `ctg_end` is the last day of the agreement that the reason speaks of; `ctg_end_basis` says whether the
// register states that day, or it is the last one of the longest term (presumed), or the day of a register
// that says the agreement over (latest). `ctg_last_end` is a day that the register states, or empty. Codes of
// columns are stable English; labels of columns are in `lang`.
//
//     for (Layer& layer : ctg_layers(field, reg, answer, Lang::fr)) write(layer);
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/themes/ctg/coverage.hpp"
#include "maillage/themes/ctg/words.hpp"
#include "maillage/themes/layer.hpp"

namespace maillage {

// The layer of one level; none when the field does not have it.
[[nodiscard]] std::optional<Layer> ctg_layer(const CtgField& field, const Register& reg,
                                             const CtgAnswer& answer, const Level& level, Lang lang);

// One layer per level that the field has, communes first.
[[nodiscard]] std::vector<Layer> ctg_layers(const CtgField& field, const Register& reg,
                                            const CtgAnswer& answer, Lang lang);

[[nodiscard]] const std::vector<std::string>& ctg_status_labels();

struct CtgRow {
  std::string code;
  std::string name;
  std::string epci;
  std::string epci_name;
  std::string departement;
  Cell population;
  std::vector<Cell> counts;  // in the order of field.counts
  CtgStatus status = CtgStatus::unknown;
  CtgReason reason = CtgReason::no_agreement;
  std::string reason_text;      // in `lang`, with its date: "expirée depuis le 31/12/2022"
  std::string agreement;        // id; may be empty
  std::optional<Day> last_end;  // of what covered it, when the register states that day
  std::optional<Day> next_start;
};

// The communes given, in that order; answer.missing for those that are not covered or unknown.
[[nodiscard]] std::vector<CtgRow> ctg_rows(const CtgField& field, const Register& reg,
                                           const CtgAnswer& answer, std::span<const CommuneIndex> communes,
                                           Lang lang);

}  // namespace maillage
