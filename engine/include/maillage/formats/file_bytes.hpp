// The bytes of a file, read whole.
//
// A file that starts with the mark of gzip is unpacked, whatever its name (several members in a row are one
// text). Missing, a folder, no right to read: Error{io}. Empty, or packed and cut short or damaged:
// Error{unreadable}. Messages name the file. The text has room for 64 more bytes behind its end (capacity()
// >= size() + 64), which the JSON parser wants. Memory: the text, and 256 KB. O(n).
//
//     std::string text = read_file("communes.geojson.gz");
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace maillage {

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

// What a message calls the file: its path as the user wrote it, with forward slashes.
[[nodiscard]] std::string name_of(const std::filesystem::path& path);

// "communes.geojson.gz" -> ".geojson": the extension that speaks of the content, in lower case.
[[nodiscard]] std::string content_extension(const std::filesystem::path& path);

}  // namespace maillage
