#include "maillage/formats/file_bytes.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::size_t zeros_behind = 64;
constexpr std::size_t chunk = std::size_t{1} << 18;
constexpr std::string_view gzip_mark = "\x1f\x8b";

[[noreturn]] void fail(Failure failure, const std::string& name, const Message& what) {
  throw Error(failure, message("{}: {}", name, what));
}

std::ifstream open(const std::filesystem::path& path, const std::string& name) {
  std::ifstream stream(path, std::ios::binary);
  if (stream) return stream;
  const std::error_code reason(errno, std::generic_category());
  fail(Failure::io, name, message("cannot be opened: {}", reason.message()));
}

[[noreturn]] void fail_before_end(const std::string& name) {
  fail(Failure::io, name, message("cannot be read to its end"));
}

FileText read_regular(const std::filesystem::path& path, const std::string& name) {
  constexpr std::size_t grain = std::size_t{1} << 22;
  FileText text(static_cast<std::size_t>(std::filesystem::file_size(path)));
  parallel_for(text.size(), grain, [&](std::size_t begin, std::size_t end, std::size_t) {
    std::ifstream stream = open(path, name);
    const auto size = static_cast<std::streamsize>(end - begin);
    if (!stream.seekg(static_cast<std::streamoff>(begin)) || !stream.read(text.data() + begin, size))
      fail_before_end(name);
  });
  return text;
}

class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
      throw Error(Failure::internal, message("zlib does not start"));
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream{};
};

FileText unpack(FileText& packed, const std::string& name) {
  Inflater inflater;
  z_stream& z = inflater.stream;
  FileText text;
  std::size_t read = 0;
  std::size_t written = 0;
  text.resize(packed.size() * 4 + chunk);
  for (;;) {
    if (text.size() - written < chunk) text.resize(text.size() + std::max(chunk, text.size() / 2));
    const std::size_t in = std::min(packed.size() - read, std::size_t{1} << 30);
    const std::size_t out = std::min(text.size() - written, std::size_t{1} << 30);
    z.next_in = std::bit_cast<Bytef*>(packed.data() + read);
    z.avail_in = static_cast<uInt>(in);
    z.next_out = std::bit_cast<Bytef*>(text.data() + written);
    z.avail_out = static_cast<uInt>(out);
    const int state = inflate(&z, Z_NO_FLUSH);
    read += in - z.avail_in;
    written += out - z.avail_out;
    refuse_bomb(name, packed.size(), written);
    if (state == Z_STREAM_END) {
      // Several members may follow one another, and zeros may pad the last.
      read = std::min(packed.view().find_first_not_of('\0', read), packed.size());
      if (read == packed.size()) break;
      inflateReset(&z);
    } else if (state == Z_BUF_ERROR && read == packed.size()) {
      fail(Failure::unreadable, name,
           message("the packed file is cut short: its end is missing; fetch the file again"));
    } else if (state != Z_OK && state != Z_BUF_ERROR) {
      const std::string reason = z.msg ? z.msg : "not gzip";
      fail(Failure::unreadable, name,
           message("the packed data is damaged ({}); fetch the file again", reason));
    }
  }
  text.resize(written);
  return text;
}

bool holds_text(const std::filesystem::path& path, std::string_view text) {
  std::ifstream stream(path, std::ios::binary);
  std::vector<char> part(chunk);
  for (; !text.empty(); text.remove_prefix(std::min(chunk, text.size()))) {
    const std::size_t size = std::min(chunk, text.size());
    if (!stream.read(part.data(), static_cast<std::streamsize>(size))) return false;
    if (std::string_view(part.data(), size) != text.substr(0, size)) return false;
  }
  return stream.peek() == std::ifstream::traits_type::eof();
}

}  // namespace

std::string name_of(const std::filesystem::path& path) {
  return path.generic_string();
}

void refuse_bomb(const std::string& name, std::uint64_t packed, std::uint64_t unpacked) {
  // Tables pack to a tenth, sometimes to a fiftieth; a bomb to a thousandth.
  constexpr std::uint64_t always_read = std::uint64_t{64} << 20U;
  constexpr std::uint64_t most = std::uint64_t{8} << 30U;
  constexpr std::uint64_t ratio = 200;
  if (unpacked <= always_read || (unpacked <= most && unpacked / ratio <= packed)) return;
  fail(Failure::unreadable, name,
       message("its {} KB unpack to {} MB or more, as no table or map does; at most {} times the packed "
               "size is read, "
               "and at most {} GB",
               packed >> 10U, unpacked >> 20U, ratio, most >> 30U));
}

std::string content_extension(const std::filesystem::path& path) {
  const std::string extension = to_lower_ascii(path.extension().string());
  return extension == ".gz" ? to_lower_ascii(path.stem().extension().string()) : extension;
}

FileText::FileText(std::string_view text) : FileText(text.size()) {
  std::ranges::copy(text, data());
}

void FileText::resize(std::size_t size) {
  if (size > room_ || bytes_ == nullptr) {
    const std::size_t room = std::max(size, room_ + room_ / 2);
    auto larger = std::make_unique_for_overwrite<char[]>(room + zeros_behind);
    std::copy_n(bytes_.get(), size_, larger.get());
    bytes_ = std::move(larger);
    room_ = room;
  }
  size_ = size;
  std::fill_n(bytes_.get() + size_, zeros_behind, '\0');
}

void require_regular(const std::filesystem::path& path) {
  std::error_code problem;
  const auto status = std::filesystem::status(path, problem);
  if (std::filesystem::is_regular_file(status)) return;
  const std::string name = name_of(path);
  if (!std::filesystem::exists(status)) fail(Failure::io, name, message("no such file"));
  if (std::filesystem::is_directory(status))
    fail(Failure::io, name, message("this is a folder; a file is expected"));
  fail(Failure::io, name,
       message("this is a pipe or a device; a file is expected: write into one what comes through it"));
}

FileText read_file(const std::filesystem::path& path) {
  const std::string name = name_of(path);
  require_regular(path);
  FileText text = read_regular(path, name);
  if (text.view().starts_with(gzip_mark)) text = unpack(text, name);
  if (text.size() == 0) fail(Failure::unreadable, name, message("the file is empty"));
  return text;
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream || !holds_text(path, text))
    fail(Failure::io, name_of(path), message("cannot be written whole; check the folder and the free space"));
}

}  // namespace maillage
