// registre-ctg.xlsx: the register of a Caf as a form to fill in, of a territory of which only the names are known.
//
// Two sheets. "Registre": one row per zone with code and name, and a status that says "pas de convention" until somebody
// chooses another; number, label, days, themes are empty. Roles and statuses are drop-down lists, days are cells of days (a
// text is refused on entry), codes are texts. The first row is an example, with the status "exemple". Rows of one agreement
// share its number. "Mode d'emploi": what to do, in a few lines.
//
// The form is a register (register/agreement_rows.hpp) as it is: rows that still say "pas de convention" or "exemple" are
// none of an agreement (register/form_rows.hpp). Same zones and day, same bytes; Error{io} when the disk refuses.
//
//     write_register_form(zones, "registre-ctg.xlsx", study.at);
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "maillage/base/date.hpp"

namespace maillage {

struct FormZone {
  std::string code;
  std::string name;
  bool is_epci = false;
};

void write_register_form(std::span<const FormZone> zones, const std::filesystem::path& path, Day date);

}  // namespace maillage
