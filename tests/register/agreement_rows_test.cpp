#include "maillage/register/agreement_rows.hpp"

#include <catch2/catch.hpp>

#include "register/helpers.hpp"

#include "../support/values_of.hpp"

using namespace maillage;
using Texts = std::vector<std::string>;

namespace {

AgreementRow row_of(std::string id, std::string code, std::string effect, std::string end) {
  AgreementRow row;
  row.id = std::move(id);
  row.party_code = std::move(code);
  row.date_effect = std::move(effect);
  row.date_end = std::move(end);
  row.row = 2;
  row.file = "ctg.csv";
  return row;
}

Agreement read_one(const AgreementRow& row, Diagnostics& diagnostics) {
  const std::vector<AgreementRow> rows{row};
  return register_from_rows(rows, {}, diagnostics).agreements.at(0);
}

}  // namespace

TEST_CASE("inclusive ends become half-open once") {
  Diagnostics diagnostics;
  const Agreement ctg = read_one(row_of("a", "241700434", "2020-01-01", "31/12/2023"), diagnostics);
  CHECK(ctg.term == dated({day("2020-01-01"), day("2024-01-01")}));
  CHECK(in_force(ctg.term, day("2023-12-31")) == Truth::yes);
  CHECK(in_force(ctg.term, day("2024-01-01")) == Truth::no);
  CHECK(in_force(ctg.term, day("2019-12-31")) == Truth::no);
  CHECK(diagnostics.items.empty());
  REQUIRE(ctg.parties.size() == 1);
  CHECK(ctg.parties[0].type == PartyType::epci);
  CHECK(ctg.parties[0].role == Role::signatory);
}

TEST_CASE("an agreement of one day is in force that day") {
  Diagnostics diagnostics;
  const Agreement ctg = read_one(row_of("a", "17300", "2020-01-01", "2020-01-01"), diagnostics);
  CHECK(in_force(ctg.term, day("2020-01-01")) == Truth::yes);
  CHECK(in_force(ctg.term, day("2020-01-02")) == Truth::no);
  CHECK(diagnostics.items.empty());
}

TEST_CASE("a missing end is presumed: four years surely, five at most") {
  Diagnostics diagnostics;
  const Agreement ctg = read_one(row_of("a", "17300", "2020-01-01", ""), diagnostics);
  CHECK(ctg.term.certain == period("2020-01-01", "2023-12-31"));
  CHECK(ctg.term.possible == period("2020-01-01", "2024-12-31"));
  CHECK(ctg.term.end_presumed());
  CHECK_FALSE(ctg.term.end_stated());
  CHECK(in_force(ctg.term, day("2019-12-31")) == Truth::no);
  CHECK(in_force(ctg.term, day("2020-01-01")) == Truth::yes);
  CHECK(in_force(ctg.term, day("2023-12-31")) == Truth::yes);
  CHECK(in_force(ctg.term, day("2024-01-01")) == Truth::unknown);
  CHECK(in_force(ctg.term, day("2024-12-31")) == Truth::unknown);
  CHECK(in_force(ctg.term, day("2025-01-01")) == Truth::no);
  CHECK(the(diagnostics, "end-presumed").severity == Severity::note);
  CHECK(values_of(the(diagnostics, "end-presumed").advice) == Texts{"2023-12-31", "2024-12-31"});
}

TEST_CASE("a term that begins on 29 February ends on the day before its anniversary") {
  Diagnostics diagnostics;
  const std::vector<AgreementRow> rows{row_of("a", "17300", "2020-02-29", "")};
  const Term term = register_from_rows(rows, {}, diagnostics).agreements[0].term;
  CHECK(term.certain == period("2020-02-29", "2024-02-28"));
  CHECK(term.possible == period("2020-02-29", "2025-02-27"));
  CHECK(register_from_rows(rows, {.presumed_years = 5}, diagnostics).agreements[0].term.certain ==
        term.possible);
  CHECK(register_from_rows(rows, {.longest_years = 6}, diagnostics).agreements[0].term.possible ==
        period("2020-02-29", "2026-02-27"));
}

TEST_CASE("over, and no end: nobody says since when, for as long as the longest term") {
  for (const std::string_view status : {"expired", "terminated"}) {
    Diagnostics diagnostics;
    AgreementRow row = row_of("a", "17300", "2019-01-01", "");
    row.status = status;
    const Term term = read_one(row, diagnostics).term;
    CHECK(in_force(term, day("2018-12-31")) == Truth::no);
    CHECK(in_force(term, day("2019-01-01")) == Truth::unknown);
    CHECK(in_force(term, day("2022-12-31")) == Truth::unknown);
    CHECK(in_force(term, day("2023-01-01")) == Truth::unknown);
    CHECK(in_force(term, day("2023-12-31")) == Truth::unknown);
    CHECK(in_force(term, day("2024-01-01")) == Truth::no);
    CHECK(term.end_presumed());
    CHECK(the(diagnostics, "end-unknown").severity == Severity::warning);
    CHECK(values_of(the(diagnostics, "end-unknown").advice) == Texts{"2023-12-31"});
    CHECK(the(diagnostics, "end-unknown").advice.text.find("the longest term") != std::string::npos);
    CHECK_FALSE(diagnostics.has("end-presumed"));
  }
}

TEST_CASE("over, and no end: by the day that the register states for itself") {
  Diagnostics diagnostics;
  AgreementRow row = row_of("a", "17300", "2021-01-01", "");
  row.status = "terminated";
  row.observed = day("2023-06-30");
  const Term term = read_one(row, diagnostics).term;
  CHECK(in_force(term, day("2020-12-31")) == Truth::no);
  CHECK(in_force(term, day("2021-01-01")) == Truth::unknown);
  CHECK(in_force(term, day("2023-06-30")) == Truth::unknown);
  CHECK(in_force(term, day("2023-07-01")) == Truth::no);
  CHECK_FALSE(term.end_presumed());
  CHECK_FALSE(term.end_stated());
  CHECK(values_of(the(diagnostics, "end-unknown").advice) == Texts{"2023-06-30"});

  row.date_effect = "";  // no date at all, and over all the same
  CHECK(read_one(row, diagnostics).term.possible == Period{first_day, day("2023-07-01")});
  row.date_effect = "2023-07-01";  // over before it began
  CHECK(in_force(read_one(row, diagnostics).term, day("2023-07-01")) == Truth::no);
  row.date_effect = "2021-01-01";
  row.date_end = "31/02/2022";  // an end that cannot be read may be any day
  CHECK(in_force(read_one(row, diagnostics).term, day("2030-01-01")) == Truth::unknown);
}

TEST_CASE("the day of the register changes nothing for agreements that run") {
  Diagnostics diagnostics;
  AgreementRow row = row_of("a", "17300", "2021-01-01", "");
  const Term alone = read_one(row, diagnostics).term;
  row.observed = day("2021-06-30");
  CHECK(read_one(row, diagnostics).term == alone);
}

TEST_CASE("of two registers that say it over, the earlier one tells by when it was") {
  Diagnostics diagnostics;
  std::vector<AgreementRow> rows{row_of("a", "17300", "2021-01-01", ""), row_of("a", "17028", "", ""),
                                 row_of("a", "17340", "", "")};
  rows[0].status = rows[1].status = "résiliée";
  rows[0].observed = day("2023-12-31");
  rows[1].observed = day("2022-12-31");
  rows[2].observed = day("2021-12-31");  // says nothing of the status
  CHECK(register_from_rows(rows, {}, diagnostics).agreements[0].term.possible ==
        period("2021-01-01", "2022-12-31"));
}

TEST_CASE("over, and an end that is past: in force to that end") {
  Diagnostics diagnostics;
  AgreementRow row = row_of("a", "17300", "2020-01-01", "2022-12-31");
  row.status = "expired";
  const Term term = dated(period("2020-01-01", "2022-12-31"));
  CHECK(read_one(row, diagnostics).term == term);
  const std::vector<AgreementRow> rows{row};
  CHECK(register_from_rows(rows, {.at = day("2022-12-31")}, diagnostics).agreements[0].term == term);
  row.observed = day("2022-12-31");
  const std::vector<AgreementRow> observed{row};
  CHECK(register_from_rows(observed, {.at = day("2021-01-01")}, diagnostics).agreements[0].term == term);
  CHECK(diagnostics.items.empty());
}

TEST_CASE("over, and an end still to come: a contradiction") {
  AgreementRow row = row_of("a", "17300", "2020-01-01", "2022-12-31");
  row.status = "Résiliée";
  row.row = 7;
  const auto read = [](const AgreementRow& given, std::string_view at, Diagnostics& diagnostics) {
    const std::vector<AgreementRow> rows{given};
    return register_from_rows(rows, {.at = day(at)}, diagnostics).agreements[0].term;
  };
  Diagnostics asked;
  const Term term = read(row, "2022-12-30", asked);
  CHECK(in_force(term, day("2019-12-31")) == Truth::no);
  CHECK(in_force(term, day("2020-01-01")) == Truth::unknown);
  CHECK(in_force(term, day("2022-12-31")) == Truth::unknown);
  CHECK(in_force(term, day("2023-01-01")) == Truth::no);
  REQUIRE(asked.items.size() == 1);
  const Diagnostic& found = the(asked, "status-contradicts-end");
  CHECK(found.severity == Severity::problem);
  CHECK(found.place.row == 7);
  CHECK(found.place.column == "status");
  CHECK(values_of(found.found) == Texts{"a", "terminated", "2022-12-31"});
  CHECK(values_of(found.expected) == Texts{"2022-12-30", "asked"});

  Diagnostics stated;
  row.observed = day("2022-12-30");
  CHECK(read(row, "2024-01-01", stated) == term);
  CHECK(values_of(the(stated, "status-contradicts-end").expected) == Texts{"2022-12-30", "of the register"});
}

TEST_CASE("a missing effect is the day of signature") {
  Diagnostics diagnostics;
  AgreementRow row = row_of("a", "17300", "", "2023-12-31");
  row.date_signature = "2020-06-15";
  CHECK(read_one(row, diagnostics).term.certain == period("2020-06-15", "2023-12-31"));
  CHECK(diagnostics.has("effect-from-signature"));
}

TEST_CASE("a signature after the effect changes nothing: effects are back-dated") {
  Diagnostics diagnostics;
  AgreementRow row = row_of("a", "17300", "2020-01-01", "2023-12-31");
  row.date_signature = "2020-11-30";
  const Agreement ctg = read_one(row, diagnostics);
  CHECK(ctg.term.certain == period("2020-01-01", "2023-12-31"));
  CHECK(ctg.signature == day("2020-11-30"));
  CHECK(diagnostics.items.empty());
}

TEST_CASE("without any date, whether it is in force is unknown, not no") {
  Diagnostics diagnostics;
  const Agreement ctg = read_one(row_of("a", "17300", "", ""), diagnostics);
  CHECK(in_force(ctg.term, day("1990-01-01")) == Truth::unknown);
  CHECK(in_force(ctg.term, day("2023-12-31")) == Truth::unknown);
  CHECK(diagnostics.has("undated"));
}

TEST_CASE("an end alone says when it is over, and no more") {
  Diagnostics diagnostics;
  const Agreement ctg = read_one(row_of("a", "17300", "", "2023-12-31"), diagnostics);
  CHECK(in_force(ctg.term, day("2023-12-31")) == Truth::unknown);
  CHECK(in_force(ctg.term, day("2024-01-01")) == Truth::no);
}

TEST_CASE("a date that cannot be read is unknown, never missing") {
  Diagnostics diagnostics;
  const Agreement no_such_end = read_one(row_of("a", "17300", "2020-01-01", "31/02/2023"), diagnostics);
  CHECK_FALSE(no_such_end.term.end_presumed());
  CHECK(in_force(no_such_end.term, day("2019-12-31")) == Truth::no);
  CHECK(in_force(no_such_end.term, day("2021-01-01")) == Truth::unknown);
  CHECK(in_force(no_such_end.term, day("2030-01-01")) == Truth::unknown);
  CHECK(the(diagnostics, "date").place.column == "date_end");
  CHECK(the(diagnostics, "date").place.row == 2);

  const Agreement no_start = read_one(row_of("a", "17300", "courant 2020", "2023-12-31"), diagnostics);
  CHECK(in_force(no_start.term, day("2023-01-01")) == Truth::unknown);
  CHECK(in_force(no_start.term, day("2024-01-01")) == Truth::no);
}

TEST_CASE("a year of two digits is told as such, once") {
  Diagnostics diagnostics;
  const Agreement ctg = read_one(row_of("a", "17300", "01/02/21", "2023-12-31"), diagnostics);
  CHECK(in_force(ctg.term, day("2023-01-01")) == Truth::unknown);
  CHECK(values_of(the(diagnostics, "date").expected) == Texts{"01/02/2021"});
  CHECK(diagnostics.items.size() == 1);
}

TEST_CASE("dates out of order make the agreement unknown") {
  Diagnostics diagnostics;
  const Agreement swapped = read_one(row_of("a", "17300", "2023-12-31", "2020-01-01"), diagnostics);
  CHECK(count_of(diagnostics, "dates-out-of-order") == 1);
  CHECK(the(diagnostics, "dates-out-of-order").severity == Severity::problem);
  CHECK(in_force(swapped.term, day("2021-06-01")) == Truth::unknown);

  AgreementRow late = row_of("b", "17300", "2020-01-01", "2023-12-31");
  late.date_signature = "2025-01-01";
  CHECK(in_force(read_one(late, diagnostics).term, day("2021-06-01")) == Truth::unknown);

  AgreementRow party = row_of("c", "17300", "2020-01-01", "2023-12-31");
  party.joined = "2022-01-01";
  party.left = "2021-01-01";
  const Agreement odd = read_one(party, diagnostics);
  CHECK(in_force(term_of(odd, odd.parties[0]), day("2021-06-01")) == Truth::unknown);
  CHECK(count_of(diagnostics, "dates-out-of-order") == 3);
}

TEST_CASE("a party is bound from the day it joins to the day before it is out") {
  Diagnostics diagnostics;
  AgreementRow row = row_of("a", "17300", "2020-01-01", "2023-12-31");
  row.joined = "2021-01-01";
  row.left = "2022-01-01";
  const Agreement ctg = read_one(row, diagnostics);
  CHECK(term_of(ctg, ctg.parties[0]) == dated({day("2021-01-01"), day("2022-01-01")}));
}

TEST_CASE("statuses decide what dates cannot") {
  Diagnostics diagnostics;
  const auto bound = [&](std::string status, std::string end) {
    AgreementRow row = row_of("a", "17300", "2020-01-01", std::move(end));
    row.status = std::move(status);
    const Agreement ctg = read_one(row, diagnostics);
    return in_force(term_of(ctg, ctg.parties[0]), day("2022-01-01"));
  };
  CHECK(bound("signed", "2023-12-31") == Truth::yes);
  CHECK(bound("Signée", "2023-12-31") == Truth::yes);
  CHECK(bound("expired", "2023-12-31") == Truth::yes);
  CHECK(bound("in_negotiation", "2023-12-31") == Truth::no);
  CHECK(bound("En négociation", "2023-12-31") == Truth::no);
  CHECK(bound("terminated", "2023-12-31") == Truth::yes);
  CHECK(bound("terminated", "") == Truth::unknown);
  CHECK(bound("expired", "") == Truth::unknown);
  CHECK_FALSE(diagnostics.has("status"));
  CHECK(bound("peut-être", "2023-12-31") == Truth::unknown);
  CHECK(diagnostics.has("status"));
}

TEST_CASE("statuses are understood in French, of either gender, with or without accents") {
  Diagnostics diagnostics;
  const auto status = [&](std::string word) {
    AgreementRow row = row_of("a", "17300", "2020-01-01", "2023-12-31");
    row.status = std::move(word);
    return read_one(row, diagnostics).status;
  };
  for (const char* word : {"résiliée", "Résilié", "RESILIEE", "resilie", "dénoncée", "dénoncé", "DENONCEE",
                           "denonce", "rompue", "rompu"})
    CHECK(status(word) == AgreementStatus::terminated);
  for (const char* word :
       {"échue", "Échu", "ECHUE", "echu", "expirée", "expiré", "EXPIREE", "expire", "arrivée à échéance",
        "arrive a echeance", "terminée", "termine", "achevée", "achevé", "caduque", "caduc"})
    CHECK(status(word) == AgreementStatus::expired);
  for (const char* word : {"signée", "signé", "SIGNEE", "en cours", "en vigueur"})
    CHECK(status(word) == AgreementStatus::signed_);
  CHECK_FALSE(diagnostics.has("status"));
}

TEST_CASE("rows with one id are one agreement") {
  Diagnostics diagnostics;
  std::vector<AgreementRow> rows{row_of("a", "17300", "2020-01-01", "2023-12-31"),
                                 row_of("a", "17028", "", ""), row_of("a", "17028", "", "")};
  const Register reg = register_from_rows(rows, {}, diagnostics);
  REQUIRE(reg.agreements.size() == 1);
  CHECK(reg.agreements[0].parties.size() == 2);
  CHECK(reg.agreements[0].term.certain == period("2020-01-01", "2023-12-31"));
  CHECK(the(diagnostics, "duplicate-party").count == 1);
}

TEST_CASE("rows of one agreement that disagree leave the days between them unknown") {
  Diagnostics diagnostics;
  std::vector<AgreementRow> rows{row_of("a", "17300", "2020-01-01", "2023-12-31"),
                                 row_of("a", "17028", "2020-01-01", "2025-12-31")};
  const Term term = register_from_rows(rows, {}, diagnostics).agreements[0].term;
  CHECK(in_force(term, day("2023-12-31")) == Truth::yes);
  CHECK(in_force(term, day("2024-06-01")) == Truth::unknown);
  CHECK(in_force(term, day("2026-01-01")) == Truth::no);
  CHECK(diagnostics.has("contradiction"));

  rows[1].date_end = "";
  rows[0].status = "signed";
  rows[1].status = "terminated";
  CHECK(register_from_rows(rows, {}, diagnostics).agreements[0].status == AgreementStatus::unknown);
}

TEST_CASE("rows without an id stay apart") {
  Diagnostics diagnostics;
  std::vector<AgreementRow> rows{row_of("", "17300", "2020-01-01", ""),
                                 row_of("", "17028", "2020-01-01", "")};
  rows[1].row = 3;
  CHECK(register_from_rows(rows, {}, diagnostics).agreements.size() == 2);
  CHECK(the(diagnostics, "row-without-id").count == 2);
  CHECK(values_of(the(diagnostics, "row-without-id").found) == Texts{"no id", "1"});
}

TEST_CASE("members of a text are parties; those without a code stay, unnamed") {
  Diagnostics diagnostics;
  AgreementRow row = row_of("a", "", "2020-01-01", "2023-12-31");
  row.members_text = "Aytré (17028); Nîmes (213001894); Périgny; Thiers (ti-8408)";
  const Agreement ctg = read_one(row, diagnostics);
  REQUIRE(ctg.parties.size() == 4);
  CHECK(ctg.parties[0].type == PartyType::commune);
  CHECK(ctg.parties[1].code == "30189");
  CHECK(ctg.parties[2].type == PartyType::unknown);
  CHECK(ctg.parties[3].type == PartyType::unknown);
  CHECK(count_of(diagnostics, "member-without-code") == 1);
  CHECK(count_of(diagnostics, "party-code") == 1);
}

TEST_CASE("codes and types that cannot be are said") {
  Diagnostics diagnostics;
  AgreementRow lost_zero = row_of("a", "1004", "2020-01-01", "");
  lost_zero.party_type = "COM";
  CHECK(read_one(lost_zero, diagnostics).parties[0].type == PartyType::unknown);
  CHECK(values_of(the(diagnostics, "party-code").advice) == Texts{"1004"});

  AgreementRow mistyped = row_of("b", "241700434", "2020-01-01", "");
  mistyped.party_type = "COM";
  CHECK(read_one(mistyped, diagnostics).parties[0].type == PartyType::epci);
  CHECK(the(diagnostics, "party-type").severity == Severity::problem);

  AgreementRow syndicat = row_of("c", "200012345", "2020-01-01", "");
  syndicat.party_type = "SYND";
  CHECK(read_one(syndicat, diagnostics).parties[0].type == PartyType::syndicat);
  CHECK(diagnostics.has("agreement-without-territory"));

  AgreementRow role = row_of("d", "17300", "2020-01-01", "");
  role.role = "chef";
  CHECK(read_one(role, diagnostics).parties[0].role == Role::unknown);
  CHECK(diagnostics.has("role"));
}

TEST_CASE("a row without a party is a territory that nobody names, except in a list of agreements") {
  Diagnostics diagnostics;
  std::vector<AgreementRow> rows{row_of("a", "17300", "2020-01-01", ""), row_of("a", "", "", "")};
  const std::vector<Party> parties = register_from_rows(rows, {}, diagnostics).agreements[0].parties;
  REQUIRE(parties.size() == 2);
  CHECK(parties[1].type == PartyType::unknown);
  CHECK(diagnostics.has("row-without-party"));

  Diagnostics two_files;
  rows[0].file = "signatories.csv";
  CHECK(register_from_rows(rows, {}, two_files).agreements[0].parties.size() == 1);
  CHECK_FALSE(two_files.has("row-without-party"));

  Diagnostics nobody;
  const std::vector<AgreementRow> alone{row_of("e", "", "2020-01-01", "")};
  CHECK(register_from_rows(alone, {}, nobody).agreements[0].parties.empty());
  CHECK(nobody.has("agreement-without-territory"));
}

TEST_CASE("a successor ends what it supersedes") {
  Diagnostics diagnostics;
  std::vector<AgreementRow> rows{row_of("old", "17300", "2020-01-01", ""),
                                 row_of("new", "17300", "2022-01-01", "2022-12-31")};
  rows[1].supersedes = "old";
  Term old = register_from_rows(rows, {}, diagnostics).agreements[0].term;
  CHECK(old == dated(period("2020-01-01", "2021-12-31")));
  CHECK_FALSE(diagnostics.has("superseded-outlives"));

  rows[0].date_end = "2024-12-31";
  old = register_from_rows(rows, {}, diagnostics).agreements[0].term;
  CHECK(in_force(old, day("2021-12-31")) == Truth::yes);
  CHECK(in_force(old, day("2023-06-01")) == Truth::unknown);
  CHECK(in_force(old, day("2025-01-01")) == Truth::no);
  CHECK(diagnostics.has("superseded-outlives"));

  rows[0].date_end = "";
  rows[0].status = "terminated";  // over on a day that nobody says, but not after its successor began
  old = register_from_rows(rows, {}, diagnostics).agreements[0].term;
  CHECK(in_force(old, day("2021-12-31")) == Truth::unknown);
  CHECK(in_force(old, day("2022-01-01")) == Truth::no);
  rows[0].status = "";

  rows[1].status = "terminated";  // that a successor is over itself changes nothing
  rows[1].date_end = "";
  CHECK(register_from_rows(rows, {}, diagnostics).agreements[0].term ==
        dated(period("2020-01-01", "2021-12-31")));

  rows[1].date_effect = "2024-06-01";  // in the fifth year of the old one
  old = register_from_rows(rows, {}, diagnostics).agreements[0].term;
  CHECK(old.certain == period("2020-01-01", "2023-12-31"));
  CHECK(old.possible == period("2020-01-01", "2024-05-31"));
  CHECK(old.end_presumed());

  rows[0].date_end = "2024-12-31";
  rows[1] = row_of("new", "17300", "2022-01-01", "2022-12-31");
  rows[1].supersedes = "nowhere";
  CHECK(register_from_rows(rows, {}, diagnostics).agreements[0].term.certain ==
        period("2020-01-01", "2024-12-31"));
  CHECK(diagnostics.has("supersedes"));
}

TEST_CASE("the SIREN of a commune spells its code where it can") {
  CHECK(commune_of_siren("211703368") == "17336");
  CHECK(commune_of_siren("219300068") == "93006");
  CHECK(commune_of_siren("219740115") == "97411");
  CHECK_FALSE(commune_of_siren("212000046"));
  CHECK_FALSE(commune_of_siren("241700434"));
}

TEST_CASE("a SIREN in 21 is that of a commune when its key is right; else nobody knows which zone it is") {
  Diagnostics diagnostics;
  const Agreement commune = read_one(row_of("a", "214700437", "2020-01-01", ""), diagnostics);
  CHECK(commune.parties.at(0).code == "47043");
  CHECK(commune.parties.at(0).type == PartyType::commune);
  // 241700434 with two digits swapped.
  const Agreement swapped = read_one(row_of("b", "214700434", "2020-01-01", ""), diagnostics);
  CHECK(swapped.parties.at(0).type == PartyType::unknown);
  CHECK(count_of(diagnostics, "party-code") == 1);
}

TEST_CASE("a cell may hold the codes of several parties") {
  Diagnostics diagnostics;
  for (const char* cell : {"241700434, 241700459", "241700434/241700459", "241700434;241700459"}) {
    const Agreement ctg = read_one(row_of("a", cell, "2020-01-01", ""), diagnostics);
    REQUIRE(ctg.parties.size() == 2);
    CHECK(ctg.parties[0].code == "241700434");
    CHECK(ctg.parties[1].type == PartyType::epci);
  }
}

TEST_CASE("two registers that number their agreements alike hold two agreements") {
  AgreementRow first = row_of("1", "241700434", "2020-01-01", "2023-12-31");
  first.label = "La Rochelle";
  AgreementRow second = row_of("1", "241700624", "", "");
  second.label = "Oleron";
  second.file = "other.csv";
  Diagnostics diagnostics;
  const std::vector<AgreementRow> rows{first, second};
  const Register reg = register_from_rows(rows, {}, diagnostics);
  REQUIRE(reg.agreements.size() == 2);
  CHECK(reg.agreements[1].term.certain.empty());
  CHECK(count_of(diagnostics, "id-twice") == 1);
  // A list of agreements and its list of signatories share ids.
  second.label.clear();
  const std::vector<AgreementRow> pair{first, second};
  CHECK(register_from_rows(pair, {}, diagnostics).agreements.size() == 1);
}
