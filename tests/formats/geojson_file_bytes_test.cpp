#include <catch2/catch.hpp>
#include <string>

#include "geojson_support.hpp"
#include "maillage/formats/file_bytes.hpp"

using namespace maillage;
using namespace maillage::test;

namespace {
// "hello\n", packed.
const std::string packed(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\x00\x20\x30\x3a\x36\x06\x00\x00"
    "\x00",
    26);
}  // namespace

TEST_CASE("files are read whole, packed or not, whatever their name") {
  const TempFolder folder;
  const auto read = [&](const std::string& bytes) {
    return std::string(read_file(folder.write("a.csv", bytes)).view());
  };
  REQUIRE(read("a;b\r\n") == "a;b\r\n");
  REQUIRE(read("\x1f") == "\x1f");
  REQUIRE(read(std::string(5, '\0')) == std::string(5, '\0'));
  REQUIRE(read(packed) == "hello\n");
  REQUIRE(read(packed + packed) == "hello\nhello\n");
  REQUIRE(read(packed + std::string(100, '\0')) == "hello\n");
  FileText text = read_file(folder.write("b", std::string(1000, 'x')));
  REQUIRE(text.view() == std::string(1000, 'x'));
  REQUIRE(std::string_view(text.data() + 1000, 64) == std::string(64, '\0'));
  std::string large;
  for (std::size_t i = 0; i < 1'500'000; ++i) large += std::to_string(i);  // more than a thread reads at once
  REQUIRE(read(large) == large);
}

TEST_CASE("files that cannot be read say why") {
  const TempFolder folder;
  REQUIRE_REFUSED(read_file(folder / "absent.csv"), Failure::io, "absent.csv: no such file");
  REQUIRE_REFUSED(read_file(folder / ""), Failure::io, "folder");
  REQUIRE_REFUSED(read_file(folder.write("e.csv", "")), Failure::unreadable, "e.csv: the file is empty");
  for (std::size_t size = 2; size < packed.size(); ++size)
    REQUIRE_REFUSED(read_file(folder.write("c.gz", packed.substr(0, size))), Failure::unreadable,
                    "cut short");
  std::string damaged = packed;
  damaged[20] = 'x';
  REQUIRE_REFUSED(read_file(folder.write("d.gz", damaged)), Failure::unreadable, "damaged");
  REQUIRE_REFUSED(read_file(folder.write("d.gz", packed + "tail")), Failure::unreadable, "damaged");
}

TEST_CASE("the extension that speaks of the content") {
  REQUIRE(content_extension("a/b.GeoJSON.gz") == ".geojson");
  REQUIRE(content_extension("b.csv") == ".csv");
  REQUIRE(content_extension("b").empty());
}
