// SHA-256 of a file, as 64 lower-case hexadecimal digits: what the manifest says of each source.
//
// Files are streamed. One that cannot be read to its end is Error{io} naming it.
//
//     sha256_of("communes-17.geojson");   // "9f86d0…"
#pragma once

#include <filesystem>
#include <string>

namespace maillage {

[[nodiscard]] std::string sha256_of(const std::filesystem::path& path);

}  // namespace maillage
