// Rows of the form to fill in (formats/write/register_form.hpp) that say that there is no agreement.
//
// A row whose status is "pas de convention" ("aucune", "none", …), with neither a number nor a day, states silence: it is none
// of an agreement, and counts nowhere. With a number or a day it contradicts itself: problem "form-half-filled", and the row
// stays, with a status that is not understood, so that its zone is unknown. A row whose status is "exemple" is left out.
//
//     FormRows form = without_blank_rows(std::move(rows), diagnostics);
//     form.codes;   // of every row of a form; empty: the rows are none of one
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "maillage/register/agreement_rows.hpp"

namespace maillage {

struct FormRows {
  std::vector<AgreementRow> rows;  // those of agreements
  std::size_t blank = 0;           // left out
  std::set<std::string> codes;     // that the form names, when it is one
};

[[nodiscard]] FormRows without_blank_rows(std::vector<AgreementRow> rows, Diagnostics& diagnostics);

}  // namespace maillage
