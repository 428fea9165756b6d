#include "maillage/formats/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "maillage/base/error.hpp"

namespace maillage {
namespace {

class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }

  void add(const char* bytes, std::size_t size) {
    require(EVP_DigestUpdate(context_.get(), bytes, size) == 1);
  }

  std::string hex() {
    std::array<unsigned char, 32> bytes{};
    require(EVP_DigestFinal_ex(context_.get(), bytes.data(), nullptr) == 1);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : bytes) {
      text += digits[byte >> 4U];
      text += digits[byte & 15U];
    }
    return text;
  }

 private:
  static void require(bool done) {
    if (!done) throw Error(Failure::internal, message("the SHA-256 of the OpenSSL library does not work"));
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

constexpr std::size_t block_size = std::size_t{1} << 18U;  // fits the second-level cache

}  // namespace

std::string sha256_of(const std::filesystem::path& path) {
  const auto fail = [&](const Message& what) {
    throw Error(Failure::io,
                message("{}: {}; check that the file exists and may be read", path.string(), what));
  };
  std::ifstream file;
  file.rdbuf()->pubsetbuf(nullptr, 0);  // blocks are read straight into ours
  if (std::filesystem::is_directory(path)) fail(message("is a folder, a file is expected"));
  file.open(path, std::ios::binary);
  if (!file) fail(message("cannot be opened"));
  Digest digest;
  std::vector<char> block(block_size);
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    digest.add(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof()) fail(message("cannot be read to its end"));
  return digest.hex();
}

}  // namespace maillage
