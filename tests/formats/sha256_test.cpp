#include "maillage/formats/sha256.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;

TEST_CASE("sha: the vectors of FIPS 180-4, and files about as large as the blocks they are read in") {
  const maillage::test::TempFolder temp;
  const auto hash_of = [&](std::string_view bytes) {
    std::ofstream(temp.path() / "bytes", std::ios::binary) << bytes;
    return sha256_of(temp.path() / "bytes");
  };
  CHECK(hash_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash_of(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(hash_of(std::string(262143, 'b')) ==
        "6c69a7a24b4a97b47e836420871112918b04855f2991578b552fa2bbdb4caf40");
  CHECK(hash_of(std::string(262144, 'b')) ==
        "9e240eace59e902546b5c777cec8b8c20017915d2e0ec85580d5cc7b586da7dd");
  CHECK(hash_of(std::string(262145, 'b')) ==
        "fd5fc0ec0fef838eb890189e85319af1785d52524ae7834ce13945bbcb141bd8");
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
