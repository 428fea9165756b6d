#include "study/missing_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/error.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// Stems must be near: ".geojson" makes any two names look alike. Of those that are, the nearest whole name.
std::optional<std::string> nearest_name(const std::filesystem::path& sought) {
  std::vector<std::pair<std::size_t, std::string>> near;
  std::error_code unreadable;
  for (const auto& entry : std::filesystem::directory_iterator(sought.parent_path(), unreadable)) {
    const std::vector<std::string> stem{entry.path().stem().string()};
    const std::string name = entry.path().filename().string();
    if (closest(sought.stem().string(), stem))
      near.emplace_back(slips_between(sought.filename().string(), name), name);
  }
  if (near.empty()) return std::nullopt;
  return std::ranges::min(near).second;
}

}  // namespace

Message missing_file(const std::filesystem::path& path, const std::string& given) {
  const std::filesystem::path sought = std::filesystem::absolute(path).lexically_normal();
  const Message text = message("{}: no such file; looked for {}", given, sought.string());
  if (given.find('\\') != std::string::npos) {
    std::string slashes = given;
    std::ranges::replace(slashes, '\\', '/');
    const std::size_t last = path.string().size() - given.size();
    const bool there = std::filesystem::exists(path.string().substr(0, last) + slashes);
    return message("{}; {}", text,
                   there ? message("paths are written with slashes: \"{}\"", slashes)
                         : message("paths are written with slashes, and a Windows drive (C:) is not here"));
  }
  if (!std::filesystem::is_directory(sought.parent_path()))
    return message("{}; there is no folder {}", text, sought.parent_path().string());
  const auto near = nearest_name(sought);
  if (!near) return text;
  return message("{}; did you mean \"{}\"?", text,
                 (std::filesystem::path(given).parent_path() / *near).generic_string());
}

void require_file(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) throw Error(Failure::io, missing_file(path, path.generic_string()));
}

void require_files(const Study& study) {
  std::vector<Message> missing;
  const auto look = [&](const std::vector<SourceSpec>& specs) {
    for (const SourceSpec& spec : specs)
      if (!std::filesystem::exists(spec.path)) missing.push_back(missing_file(spec.path, spec.given));
  };
  look(study.sources);
  if (study.ctg) look(study.ctg->registers);
  if (missing.empty()) return;
  missing.push_back(message("paths are relative to the folder of the study, {}", study.file.string()));
  throw Error(Failure::io, joined(std::move(missing), "\n    "));
}

}  // namespace maillage
