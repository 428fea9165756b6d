#include "maillage/base/message.hpp"

#include <catch2/catch.hpp>

#include "maillage/base/error.hpp"

using namespace maillage;

TEST_CASE("message: a sentence is filled in by language, its values keep their own") {
  const Message said = message("the register is complete there, and lists none");
  CHECK(text_of(said, Lang::en) == "the register is complete there, and lists none");
  CHECK(text_of(said, Lang::fr) == "le registre y est complet, et n'en liste aucune");
  const Message dated = message("{} exists since {}", std::string("17300"), *parse_day("2019-01-01"));
  CHECK(text_of(dated, Lang::en) == "17300 exists since 2019-01-01");
  CHECK(text_of(dated, Lang::fr) == "17300 existe depuis le 01/01/2019");
  CHECK(dated.values[0].text == "17300");
}

TEST_CASE("message: French puts narrow spaces and its own quotes, data stays as it is") {
  CHECK(text_of(message("{}: {}", std::string("a;b"), std::string("1 %")), Lang::fr) == "a;b\u202f: 1 %");
  CHECK(text_of(message("\"{}\"", std::string("x")), Lang::fr) == "«\u202fx\u202f»");
}

TEST_CASE("message: counts agree in number and gender") {
  const auto left = [](std::size_t rows, Lang lang) { return text_of(counted(rows, "row"), lang); };
  CHECK(left(0, Lang::en) == "no row");
  CHECK(left(1, Lang::en) == "1 row");
  CHECK(left(12345, Lang::en) == "12345 rows");
  CHECK(left(0, Lang::fr) == "aucune ligne");
  CHECK(left(1, Lang::fr) == "1 ligne");
  CHECK(left(12345, Lang::fr) == "12\u202f345 lignes");
  CHECK(text_of(counted(0, "file"), Lang::fr) == "aucun fichier");
  CHECK(text_of(counted(2, "repeated point"), Lang::fr) == "2 points répétés");
  const auto many = [](std::size_t rows, Lang lang) {
    return text_of(message("    … and {} more {0|row|rows} (--format json has all)\n", rows), lang);
  };
  CHECK(many(1, Lang::en) == "    … and 1 more row (--format json has all)\n");
  CHECK(many(3, Lang::en) == "    … and 3 more rows (--format json has all)\n");
  CHECK(many(1, Lang::fr) == "    … et 1 autre ligne (--format json les donne toutes)\n");
  CHECK(many(3, Lang::fr) == "    … et 3 autres lignes (--format json les donne toutes)\n");
}

TEST_CASE("message: figures, whole numbers, lists and words of lists") {
  CHECK(text_of(figure(1234.56, 1), Lang::en) == "1234.6");
  CHECK(text_of(figure(1234.56, 1), Lang::fr) == "1\u202f234,6");
  CHECK(text_of(Message(0.25), Lang::fr) == "0,25");
  CHECK(text_of(Message(2023), Lang::fr) == "2023");  // a year or a row is no figure
  const std::vector<std::string> names{"a", "b"};
  CHECK(text_of(joined(names, " or "), Lang::fr) == "a ou b");
  CHECK(text_of(term("departement"), Lang::fr) == "département");
  CHECK(text_of(message("{{ path = {} }}", std::string("x")), Lang::en) == "{ path = x }");
}

TEST_CASE("message: the places of a sentence are counted when it is compiled") {
  static_assert(places_of("no place, and {{ two braces }}") == 0);
  static_assert(places_of("{} and {0|is|are}, then {}") == 2);
  static_assert(places_of("{1} before {0}") == 2);
  CHECK_THROWS_AS(places_of("an open { brace"), const char*);
  CHECK_THROWS_AS(places_of("{:.2f}"), const char*);
}

TEST_CASE("message: an error says its English to what() and keeps its message under a context") {
  try {
    with_context(std::string("ctg.csv"), [] { throw Error(Failure::io, message("no such file")); });
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "ctg.csv: no such file");
    CHECK(text_of(error.message(), Lang::fr) == "ctg.csv\u202f: fichier absent");
    CHECK(error.failure() == Failure::io);
  }
}
