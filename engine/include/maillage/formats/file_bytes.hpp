// The bytes of a file, read or written whole.
//
// A file that starts with the mark of gzip is unpacked, whatever its name (several members in a row
// are one text). One that unpacks to more than 8 GB, or past 64 MB to more than 200 times its size, is Error{unreadable}. A
// large file is read on several threads. Missing, a folder, a pipe or a device (which may never end, and is read only once),
// no right to read: Error{io}. Empty, or packed and cut short or damaged: Error{unreadable}. Messages name the file.
// Memory: the text, and 256 KB. O(n).
//
// write_file replaces the file, and reads it again: it holds the text when the function returns, else Error{io}.
//
//     FileText text = read_file("communes.geojson.gz");
//     std::string_view content = text.view();
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace maillage {

// A text that is not cleared before it is written. Behind its end are 64 zero bytes,
// which the JSON parser wants.
class FileText {
 public:
  FileText() = default;
  explicit FileText(std::size_t size) { resize(size); }
  explicit FileText(std::string_view text);  // a copy
  FileText(FileText&& other) noexcept { swap(other); }
  FileText& operator=(FileText&& other) noexcept {
    FileText(std::move(other)).swap(*this);
    return *this;
  }

  [[nodiscard]] char* data() { return bytes_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }
  // What there was stays, as far as there is room for it; the rest is whatever it is.
  void resize(std::size_t size);

  void swap(FileText& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    std::swap(room_, other.room_);
  }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t room_ = 0;
};

// Error{io} for what is no file, before anything waits for it.
void require_regular(const std::filesystem::path& path);

[[nodiscard]] FileText read_file(const std::filesystem::path& path);

void write_file(const std::filesystem::path& path, std::string_view text);

// Error{unreadable} for what unpacks to more than a table or map does: the rule above, for gzip, zip and workbooks.
void refuse_bomb(const std::string& name, std::uint64_t packed, std::uint64_t unpacked);

// What a message calls the file: its path as the user wrote it, with forward slashes.
[[nodiscard]] std::string name_of(const std::filesystem::path& path);

// "communes.geojson.gz" -> ".geojson": the extension that speaks of the content, in lower case.
[[nodiscard]] std::string content_extension(const std::filesystem::path& path);

}  // namespace maillage
