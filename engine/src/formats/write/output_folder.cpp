#include "maillage/formats/write/output_folder.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <system_error>

#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

namespace fs = std::filesystem;

constexpr const char* manifest_name = "manifest.json";

// File-system failures become Error{io} with what was being done.
template <class Function>
decltype(auto) guarded(const Message& doing, Function&& function) {
  try {
    return std::forward<Function>(function)();
  } catch (const fs::filesystem_error& error) {
    throw Error(Failure::io, message("{}: {}; choose a folder that may be written, on a disk with free space",
                                     doing, error.code().message()));
  }
}

std::vector<StagedFile> files_below(const fs::path& folder) {
  std::vector<StagedFile> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const bool real_folder = entry.is_directory() && !entry.is_symlink();
    if (real_folder) continue;
    const std::uint64_t bytes = entry.is_regular_file() ? entry.file_size() : 0;
    files.push_back({entry.path().lexically_relative(folder).generic_string(), bytes});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

bool stays_inside(const fs::path& path) {
  return path.is_relative() &&
         std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

// The files that the manifest of the folder lists; nullopt when there is no manifest of ours.
std::optional<std::vector<StagedFile>> manifest_files(const fs::path& folder) {
  std::ifstream file(folder / manifest_name, std::ios::binary);
  if (!file) return std::nullopt;
  const nlohmann::json manifest = nlohmann::json::parse(file, nullptr, false);
  if (!manifest.is_object() || manifest.value("program", nlohmann::json()) != "maillage") return std::nullopt;
  std::vector<StagedFile> files;
  for (const nlohmann::json& item : manifest.value("files", nlohmann::json::array())) {
    if (!item.is_object() || !item.contains("path") || !item["path"].is_string()) return std::nullopt;
    const std::uint64_t bytes =
        item.contains("bytes") && item["bytes"].is_number_unsigned() ? item["bytes"].get<std::uint64_t>() : 0;
    files.push_back({item["path"].get<std::string>(), bytes});
    if (!stays_inside(files.back().path)) return std::nullopt;
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

// Ours, and what GIS programs put beside our files when they open them.
std::set<std::string> names_of_ours(const fs::path& folder) {
  std::set<std::string> names;
  const auto listed = manifest_files(folder);
  if (!listed) return names;
  names.insert(manifest_name);
  for (const StagedFile& file : *listed) {
    for (const char* suffix : {"", "-wal", "-shm", "-journal", ".aux.xml"}) names.insert(file.path + suffix);
  }
  return names;
}

std::vector<std::string> foreign_files(const fs::path& folder) {
  const std::set<std::string> ours = names_of_ours(folder);
  std::vector<std::string> foreign;
  for (const StagedFile& file : files_below(folder)) {
    if (!ours.contains(file.path)) foreign.push_back(file.path);
  }
  return foreign;
}

fs::path whole_path(const fs::path& target) {
  fs::path path = fs::weakly_canonical(fs::absolute(target));
  return path.has_filename() ? path : path.parent_path();
}

bool holds(const fs::path& folder, const fs::path& inner) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), inner.begin(), inner.end());
  return end == folder.end();
}

fs::path beside(const fs::path& target, const char* purpose) {
  return target.parent_path() / ("." + target.filename().string() + ".maillage-" + purpose);
}

void refuse_target(const fs::path& target, const fs::path& given) {
  const std::string name = "output folder \"" + given.string() + "\"";
  if (fs::exists(target) && !fs::is_directory(target)) {
    throw Error(Failure::usage, message("{} is a file; name a folder", name));
  }
  if (!target.has_filename() || holds(target, fs::current_path())) {
    throw Error(Failure::usage,
                message("{} is the current folder or one above it; name a folder inside it", name));
  }
}

Message refusal(const fs::path& given, const std::vector<std::string>& foreign) {
  const std::size_t shown = std::min<std::size_t>(foreign.size(), 3);
  const std::string more = foreign.size() > shown ? ", …" : "";
  return message(
      "output folder \"{}\" holds {} that this program did not write: {}{}; name another folder, or use "
      "--overwrite to write among them",
      given.string(), counted(foreign.size(), "file"), join(std::span(foreign).first(shown), ", "), more);
}

}  // namespace

StagedFolder::StagedFolder(const fs::path& target, Overwrite overwrite) {
  guarded(message("output folder \"{}\"", target.string()), [&] {
    target_ = whole_path(target);
    refuse_target(target_, target);
    staging_ = beside(target_, "staging");
    old_ = beside(target_, "old");
    if (fs::exists(old_) && !fs::exists(target_)) fs::rename(old_, target_);  // a killed run was swapping
    if (fs::exists(target_)) {
      const std::vector<std::string> foreign = foreign_files(target_);
      mixed_ = !foreign.empty();
      if (mixed_ && overwrite == Overwrite::no) throw Error(Failure::usage, refusal(target, foreign));
    }
    make_staging();
  });
}

void StagedFolder::make_staging() {
  fs::remove_all(old_);
  fs::remove_all(staging_);
  for (fs::path parent = target_.parent_path(); !fs::exists(parent); parent = parent.parent_path()) {
    made_parent_ = parent;
  }
  try {
    fs::create_directories(staging_);
  } catch (const fs::filesystem_error&) {
    discard();
    throw;
  }
}

StagedFolder::~StagedFolder() {
  if (!committed_) discard();
}

void StagedFolder::discard() noexcept {
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
  if (made_parent_.empty()) return;
  for (fs::path parent = target_.parent_path(); holds(made_parent_, parent); parent = parent.parent_path()) {
    if (!fs::remove(parent, ignored)) return;  // only empty folders go
  }
}

std::vector<StagedFile> StagedFolder::files() const {
  return guarded(message("staged output"), [&] {
    std::vector<StagedFile> files = files_below(staging_);
    std::erase_if(files, [](const StagedFile& file) { return file.path == manifest_name; });
    return files;
  });
}

void StagedFolder::commit() {
  stop_point();
  if (manifest_files(staging_) != files()) {
    throw Error(Failure::internal,
                message("manifest.json does not list exactly the files that were written"));
  }
  guarded(message("output folder \"{}\"", target_.string()), [&] {
    if (mixed_) {
      move_into_target();
    } else {
      replace_whole();
    }
  });
  committed_ = true;
}

// A move that failed, and could not be undone: nothing is lost, and the user must know where it lies.
void StagedFolder::report_kept() const {
  throw Error(
      Failure::io,
      message("\"{}\" cannot be replaced nor put back; what it held is in \"{}\", the new result in \"{}\"",
              target_.string(), old_.string(), staging_.string()));
}

void StagedFolder::replace_whole() {
  const bool replacing = fs::exists(target_);
  if (replacing) fs::rename(target_, old_);
  try {
    fs::rename(staging_, target_);
  } catch (const fs::filesystem_error&) {
    std::error_code failed;
    if (replacing) fs::rename(old_, target_, failed);
    if (failed) report_kept();
    throw;
  }
  std::error_code ignored;
  fs::remove_all(old_, ignored);  // what stays is removed by the next run
}

// File by file, each move remembered, so that a failure can be undone in reverse order.
void StagedFolder::move_into_target() {
  std::vector<std::pair<fs::path, fs::path>> moves;
  const auto move = [&](const fs::path& from, const fs::path& to) {
    fs::create_directories(to.parent_path());
    fs::rename(from, to);
    moves.emplace_back(from, to);
  };
  std::vector<StagedFile> staged = files_below(staging_);
  std::set<std::string> leaving = names_of_ours(target_);
  for (const StagedFile& file : staged) {
    leaving.insert(file.path);
    if (fs::is_directory(target_ / file.path)) {
      throw Error(Failure::usage, message("\"{}\" is a folder, and a file of that name is to be written",
                                          (target_ / file.path).string()));
    }
  }
  try {
    for (const std::string& name : leaving) {
      if (fs::exists(fs::symlink_status(target_ / name))) move(target_ / name, old_ / name);
    }
    for (const StagedFile& file : staged) move(staging_ / file.path, target_ / file.path);
  } catch (const fs::filesystem_error&) {
    bool undone = true;
    for (auto undo = moves.rbegin(); undo != moves.rend(); ++undo) {
      std::error_code failed;
      fs::rename(undo->second, undo->first, failed);
      undone = undone && !failed;
    }
    if (!undone) report_kept();
    throw;
  }
  std::error_code ignored;
  fs::remove_all(old_, ignored);
  fs::remove_all(staging_, ignored);
}

}  // namespace maillage
