#include "maillage/register/form_rows.hpp"

#include <catch2/catch.hpp>

using namespace maillage;

namespace {

AgreementRow row_of(std::string code, std::string status, std::string id = {}) {
  AgreementRow row;
  row.party_code = std::move(code);
  row.status = std::move(status);
  row.id = std::move(id);
  return row;
}

}  // namespace

TEST_CASE("rows of a form that say that there is no agreement are none") {
  Diagnostics diagnostics;
  const FormRows form =
      without_blank_rows({row_of("200000008", "exemple", "exemple"), row_of("200000016", "Pas de convention"),
                          row_of("200000024", "signée", "F-01")},
                         diagnostics);
  REQUIRE(form.rows.size() == 1);
  CHECK(form.rows.front().id == "F-01");
  CHECK(form.blank == 2);
  CHECK(form.codes.size() == 3);
  CHECK(diagnostics.items.empty());
}

TEST_CASE("a row that says none and states a number or a day is a problem, and stays") {
  Diagnostics diagnostics;
  const FormRows form = without_blank_rows({row_of("200000016", "pas de convention", "F-01")}, diagnostics);
  CHECK(form.rows.size() == 1);
  CHECK(diagnostics.has("form-half-filled"));
}

TEST_CASE("rows of a register without statuses are those of no form") {
  Diagnostics diagnostics;
  const FormRows form = without_blank_rows({row_of("200000016", "")}, diagnostics);
  CHECK(form.rows.size() == 1);
  CHECK(form.codes.empty());
}
