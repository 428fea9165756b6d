#include <catch2/catch.hpp>

#include "maillage/base/encoding.hpp"
#include "maillage/base/text.hpp"

using namespace maillage;

namespace {

const std::string french =
    "Château-d'Oléron, Île-d'Aix, Saint-Étienne, Cœur de Saintonge, Nuaillé, Aÿ, Où ça ?";

// The text as an office of that page has it: each character back to its byte.
std::string as_bytes(std::string_view text, CodePage page) {
  std::string bytes;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const std::string character(text.substr(0, length));
    if (length == 1) {
      bytes += character;
    } else {
      for (int byte = 128; byte < 256; ++byte) {
        const std::string one(1, static_cast<char>(byte));
        if (decoded(one, page) == character) {
          bytes += one;
          break;
        }
      }
    }
    text.remove_prefix(length);
  }
  return bytes;
}

std::string without(std::string text, const std::string& part, const std::string& instead) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
    text.replace(at, part.size(), instead);
  return text;
}

}  // namespace

TEST_CASE("encoding: French text is read in the page in which it was written") {
  for (const CodePage page : {CodePage::cp1252, CodePage::mac_roman, CodePage::cp850}) {
    INFO(to_string(page));
    const std::string text = page == CodePage::cp850 ? without(french, "œ", "oe") : french;
    const std::string bytes = as_bytes(text, page);
    const LikelyPage likely = likely_code_page(bytes);
    CHECK(likely.page == page);
    CHECK(likely.sure);
    CHECK(decoded(bytes, likely.page) == text);
  }
}

TEST_CASE("encoding: bytes of another language are no sure French") {
  CHECK_FALSE(likely_code_page("O\xEB\xEC\xF1\xE4n \xF0\xF2").sure);
  CHECK(likely_code_page("no accents").sure);
}

TEST_CASE("encoding: text encoded twice is put back, honest text is left alone") {
  for (const CodePage page : {CodePage::cp1252, CodePage::mac_roman, CodePage::cp850}) {
    INFO(to_string(page));
    std::string twice = decoded(french, page);
    REQUIRE(twice != french);
    CHECK(undo_twice_encoded(twice) > 0);
    CHECK(twice == french);
  }
  std::string honest = french + " « où » … l’été 10 °C – 50 €";
  const std::string before = honest;
  CHECK(undo_twice_encoded(honest) == 0);
  CHECK(honest == before);
  std::string mixed = "Oléron et Ol\xC3\x83\xC2\xA9ron";
  CHECK(undo_twice_encoded(mixed) == 1);
  CHECK(mixed == "Oléron et Oléron");
}
