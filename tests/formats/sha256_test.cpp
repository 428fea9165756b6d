#include "maillage/formats/sha256.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;

TEST_CASE("sha: the vectors of FIPS 180-4") {
  CHECK(sha256_of_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_of_text("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_of_text(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha: a file gives the hash of its bytes, whatever its size") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  for (const std::size_t size : {0U, 1U, 262143U, 262144U, 262145U, 600000U}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31 % 251);
    std::ofstream(folder / "bytes", std::ios::binary) << bytes;
    CHECK(sha256_of(folder / "bytes") == sha256_of_text(bytes));
  }
}

TEST_CASE("sha: what cannot be read is an io error") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& folder = temp.path();
  for (const auto& path : {folder, folder / "absent"}) {
    try {
      static_cast<void>(sha256_of(path));
      FAIL("read");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::io);
      CHECK(std::string(error.what()).find(path.string()) != std::string::npos);
    }
  }
}
