#include "formats/read/xlsx/zip_part.hpp"

#include <libdeflate.h>
#include <zip.h>

#include <memory>
#include <optional>
#include <string_view>

namespace maillage {
namespace {

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

// The bytes as they lie in the archive.
std::optional<std::string> packed_bytes(zip_t* archive, const zip_stat_t& entry) {
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive, entry.index, ZIP_FL_COMPRESSED));
  if (file == nullptr) return std::nullopt;
  std::string bytes(entry.comp_size, '\0');
  const zip_int64_t read = zip_fread(file.get(), bytes.data(), entry.comp_size);
  if (read < 0 || static_cast<zip_uint64_t>(read) != entry.comp_size) return std::nullopt;
  return bytes;
}

// At once, into the size that the archive announces: several times as fast as a stream.
std::optional<std::string> inflated(std::string_view packed, std::uint64_t size) {
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  if (decompressor == nullptr) throw std::bad_alloc();
  std::string text(size, '\0');
  const auto done = libdeflate_deflate_decompress(decompressor.get(), packed.data(), packed.size(),
                                                  text.data(), text.size(), nullptr);
  if (done != LIBDEFLATE_SUCCESS) return std::nullopt;
  return text;
}

std::optional<std::string> unpacked(std::string packed, const zip_stat_t& entry) {
  if (entry.comp_method == ZIP_CM_STORE) return packed;
  if (entry.comp_method != ZIP_CM_DEFLATE) return std::nullopt;
  return inflated(packed, entry.size);
}

}  // namespace

ZipPart read_zip_part(const std::filesystem::path& archive, const std::string& part, std::uint64_t largest) {
  int reason = 0;
  const std::unique_ptr<zip_t, CloseArchive> opened(zip_open(archive.string().c_str(), ZIP_RDONLY, &reason));
  if (opened == nullptr) return {.state = ZipPart::State::damaged, .text = {}};
  zip_stat_t entry;
  zip_stat_init(&entry);
  if (zip_stat(opened.get(), part.c_str(), 0, &entry) != 0) return {.text = {}};
  constexpr zip_uint64_t wanted =
      ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((entry.valid & wanted) != wanted || entry.encryption_method != ZIP_EM_NONE)
    return {.state = ZipPart::State::damaged, .text = {}};
  if (entry.size > largest || entry.comp_size > largest)
    return {.state = ZipPart::State::too_large, .size = entry.size, .text = {}};
  std::optional<std::string> packed = packed_bytes(opened.get(), entry);
  std::optional<std::string> text = packed ? unpacked(*std::move(packed), entry) : std::nullopt;
  if (!text || text->size() != entry.size || libdeflate_crc32(0, text->data(), text->size()) != entry.crc)
    return {.state = ZipPart::State::damaged, .text = {}};
  return {.state = ZipPart::State::whole, .size = entry.size, .text = *std::move(text)};
}

}  // namespace maillage
