#include "maillage/base/text.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace maillage;

TEST_CASE("number: as French, English and machines write it") {
  const double value = 1234567.5;
  for (const char* text :
       {"1234567.5", "1234567,5", "1 234 567,5", "1\u00a0234\u00a0567,5", "1\u202f234\u202f567,5"}) {
    INFO(text);
    CHECK(parse_number(text) == value);
  }
  CHECK(parse_number("-0,5") == -0.5);
  CHECK(parse_number("2E3") == 2000);
  for (const char* text : {"", "s", "12 rue", "1,2,3", "nan", "inf", "0x10", "--1", "1 23"}) {
    INFO(text);
    CHECK_FALSE(parse_number(text).has_value());
  }
}

TEST_CASE("number: a column that decides for a decimal sign keeps to it") {
  CHECK(parse_number("1,5", Decimal::comma) == 1.5);
  CHECK(parse_number("1,5", Decimal::point) == 1.5);
  // "1,500" could be one and a half or fifteen hundred.
  CHECK_FALSE(parse_number("1,500", Decimal::point).has_value());
  CHECK(parse_number("1,500", Decimal::comma) == 1.5);
  CHECK(parse_number("1.5", Decimal::point) == 1.5);
}

TEST_CASE("number: the shortest text reads back as the same double") {
  CHECK(plain_number(-0.0) == "0");
  CHECK(plain_number(92.3) == "92.3");
  CHECK(plain_number(1000000) == "1000000");
  REQUIRE(rc::check([](double value) {
    RC_PRE(std::isfinite(value));
    RC_ASSERT(std::stod(plain_number(value)) == value);
  }));
}

TEST_CASE("number: French prose") {
  CHECK(french_number(1234567) == "1\u202f234\u202f567");
  CHECK(french_number(-1234.56, 1) == "\u22121\u202f234,6");
  CHECK(french_number(92.25, 1) == "92,3");
  CHECK(french_number(999.96, 1) == "1\u202f000,0");
}

TEST_CASE("number: bounds are rounded outward, and what is printed already is left") {
  CHECK(rounded_down(59.74, 1) == Approx(59.7));
  CHECK(rounded_up(59.71, 1) == Approx(59.8));
  CHECK(rounded_up(57.1, 1) == 57.1);
  CHECK(rounded_down(0.3, 1) == 0.3);
  REQUIRE(rc::check([] {
    const double value = *rc::gen::inRange(-1000000, 1000000) / 997.0;
    const int decimals = *rc::gen::inRange(0, 4);
    const double step = std::pow(10.0, -decimals);
    const double low = rounded_down(value, decimals), high = rounded_up(value, decimals);
    RC_ASSERT(low <= value + 1e-8 && value <= high + 1e-8);
    RC_ASSERT(high - low <= step + 1e-8);
  }));
}

TEST_CASE("prose: French signs are bound to their words") {
  CHECK(french_spacing("QPV : 10 ; « oui » ! Vrai ? 5 %") ==
        "QPV\u202f: 10\u202f; «\u202foui\u202f»\u202f! Vrai\u202f? 5\u202f%");
  CHECK(french_spacing("10:30, http://x, 5%") == "10:30, http://x, 5%");
  CHECK(french_spacing("") == "");
}

TEST_CASE("words: the nearest is suggested, a stranger is not") {
  const std::vector<std::string> names{"geojson", "gpkg", "shp", "csv"};
  CHECK(closest("geojsn", names) == "geojson");
  CHECK(closest("goejson", names) == "geojson");
  CHECK_FALSE(closest("xyz", names).has_value());
  CHECK(slips_between("register", "regsiter") == 1);
  CHECK(slips_between("", "abc") == 3);
}

TEST_CASE("words: slips are a distance") {
  const auto words = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc")));
  REQUIRE(rc::check([&] {
    const std::string a = *words, b = *words;
    RC_ASSERT((slips_between(a, b) == 0) == (a == b));
    RC_ASSERT(slips_between(a, b) == slips_between(b, a));
    RC_ASSERT(slips_between(a, b) <= std::max(a.size(), b.size()));
  }));
}

TEST_CASE("text: folding forgets case, accents and ligatures, nothing else") {
  CHECK(fold("Œuilly-l'Évêque") == fold("œUILLY-L'évêque"));
  CHECK(fold("Été") == "ete");
  CHECK(fold("17300") == "17300");
}

TEST_CASE("text: blanks of every kind are trimmed") {
  CHECK(trim(" \t\u00a0\u202f17001\u00a0\r\n") == "17001");
  CHECK(trim("\u00a0") == "");
}

TEST_CASE("text: CP1252 becomes UTF-8, and broken UTF-8 is seen") {
  CHECK(from_cp1252("\xC9tampes \x80") == "Étampes €");
  CHECK(is_utf8("Étampes"));
  CHECK_FALSE(is_utf8("\xC9tampes"));
  CHECK_FALSE(is_utf8("\xC0\x80"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  REQUIRE(rc::check([](const std::string& bytes) { RC_ASSERT(is_utf8(from_cp1252(bytes))); }));
}

TEST_CASE("text: what is joined is split") {
  REQUIRE(rc::check([] {
    const auto parts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
        rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab ")))));
    const std::string text = join(parts, ";");
    const std::vector<std::string_view> cut = split(text, ';');
    RC_ASSERT(std::equal(cut.begin(), cut.end(), parts.begin(), parts.end()));
  }));
}

TEST_CASE("text: data cannot command the terminal that shows it") {
  CHECK(printable("\x1b[31mrouge\x07\r") == "\\x1b[31mrouge\\x07\\x0d");
  CHECK(printable("a\tb\n") == "a\tb\n");
  CHECK(printable_line("a\tb\n") == "a\\x09b\\x0a");
  CHECK(printable("\u202egnirts\u2066\u061c\u009b2J\u2028") == "\\u202egnirts\\u2066\\u061c\\u009b2J\\u2028");
  CHECK(printable("\xff\xc3") == "\\xff\\xc3");
  for (const char* text : {"Île d'Oléron", "1\u202f234 communes", "« QPV »", "日本", "—…€"})
    CHECK(printable_line(text) == text);
}

TEST_CASE("text: shortened between two characters, and only when too long") {
  CHECK(shortened("été", 5) == "été");
  CHECK(shortened("été", 4) == "ét…");
  CHECK(shortened("été", 3) == "ét…");
  CHECK(shortened("été", 1) == "…");
}

TEST_CASE("a figure has at most twelve digits, a bound goes outward") {
  CHECK(tidy(25.150000000000002) == 25.15);
  CHECK(tidy(61.150000000000006) == 61.15);
  CHECK(tidy(119.5219123505976) == 119.521912351);
  CHECK(tidy(41542347.0) == 41542347.0);
  CHECK(tidy(0.0) == 0.0);
  CHECK(std::isinf(tidy_up(std::numeric_limits<double>::infinity())));
  CHECK(std::isnan(tidy(std::numeric_limits<double>::quiet_NaN())));
  // Noise of the arithmetic is the number itself, on both sides.
  CHECK(tidy_up(25.150000000000002) == 25.15);
  CHECK(tidy_down(25.150000000000002) == 25.15);
  CHECK(tidy_up(45.949999999999996) == 45.95);
  CHECK(tidy_down(64.85000000000001) == 64.85);
  // What is no noise goes outward.
  CHECK(tidy_down(119.28429423459244) == 119.284294234);
  CHECK(tidy_up(119.76047904191617) == 119.760479042);
  CHECK(tidy_up(119.284294234592) == 119.284294235);
  CHECK(tidy_down(119.760479041916) == 119.760479041);
}

TEST_CASE("a tidy value stays inside its tidy bounds") {
  CHECK(rc::check("any figure", [] {
    const double value = *rc::gen::arbitrary<double>();
    RC_PRE(std::isfinite(value) && std::fabs(value) < 1e200);
    RC_ASSERT(tidy_down(value) <= tidy(value));
    RC_ASSERT(tidy(value) <= tidy_up(value));
    RC_ASSERT(tidy_down(value) <= value + 1e-14 * std::fabs(value));
    RC_ASSERT(tidy_up(value) >= value - 1e-14 * std::fabs(value));
  }));
}
