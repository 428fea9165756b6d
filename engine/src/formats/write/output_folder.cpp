#include "maillage/formats/write/output_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/base/parallel.hpp"
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

void refuse_target(const fs::path& target, const fs::path& given) {
  const std::string name = "output folder \"" + given.string() + "\"";
  if (fs::exists(target) && !fs::is_directory(target)) {
    throw Error(Failure::usage, message("{} is a file; name a folder", name));
  }
  if (fs::is_symlink(fs::symlink_status(target)) && !fs::exists(target)) {
    throw Error(
        Failure::usage,
        message("{} is a link to a folder that is not there; make that folder, or name another", name));
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

// What is beside the target while it is made: ".out.maillage-lock", ".out.maillage-staging-4711-c0ffee", and the same
// with "old" for what it held before.
std::string beside(const fs::path& target, const std::string& purpose) {
  return "." + target.filename().string() + ".maillage-" + purpose;
}

// No other run has it, on this machine or another that writes on the same disk.
std::string unique_suffix() {
  static_assert(sizeof(std::random_device::result_type) >= 4);
  std::random_device random;
  return fmt::format("-{:08x}{:08x}", random(), random());
}

std::set<std::string> suffixes_beside(const fs::path& target) {
  std::set<std::string> suffixes;
  if (!fs::is_directory(target.parent_path())) return suffixes;
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path())) {
    const std::string name = entry.path().filename().string();
    for (const char* purpose : {"staging", "old"}) {
      const std::string start = beside(target, purpose);
      if (name == start || name.starts_with(start + "-")) suffixes.insert(name.substr(start.size()));
    }
  }
  return suffixes;
}

void move_to_free(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  if (const std::error_code problem = rename_to_free(from, to))
    throw fs::filesystem_error("rename", from, to, problem);
}

// Every file below a folder goes to the same place below another one.
void move_all(const fs::path& from, const fs::path& to) {
  for (const StagedFile& file : files_below(from)) move_to_free(from / file.path, to / file.path);
}

// What others have put into the target while it was replaced.
void rescue_foreign(const fs::path& old, const fs::path& target) {
  for (const std::string& name : foreign_files(old)) move_to_free(old / name, target / name);
}

// A run was killed between its first move and its last. Files were moved one by one when its manifest is still among
// what it staged, for that is moved last: what it had moved in goes back first, so that a second interruption finds the
// same picture, then what it had moved out.
void put_back(const fs::path& target, const fs::path& staging, const fs::path& old) {
  if (!fs::exists(target)) {
    fs::rename(old, target);
  } else if (const auto staged = manifest_files(staging)) {
    for (const StagedFile& file : *staged)
      if (!fs::exists(staging / file.path) && fs::exists(target / file.path))
        move_to_free(target / file.path, staging / file.path);
    move_all(old, target);
  } else if (manifest_files(old)) {
    rescue_foreign(old, target);
  }
}

std::string quoted(const fs::path& path) {
  return "\"" + path.string() + "\"";
}

void clean_up_after_killed_runs(const fs::path& target) {
  for (const std::string& suffix : suffixes_beside(target)) {
    const fs::path staging = target.parent_path() / (beside(target, "staging") + suffix);
    const fs::path old = target.parent_path() / (beside(target, "old") + suffix);
    try {
      if (fs::exists(old)) put_back(target, staging, old);
    } catch (const fs::filesystem_error& error) {
      throw Error(
          Failure::io,
          message("an earlier run was killed while it replaced {}, and what it had moved away cannot be put "
                  "back ({}); it is in {}: move it where it belongs, or away",
                  quoted(target), error.code().message(), quoted(old)));
    }
    fs::remove_all(old);
    fs::remove_all(staging);
  }
}

void flush_files(const fs::path& folder) {
  const std::vector<StagedFile> files = files_below(folder);
  parallel_for(files.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    if (const std::error_code problem = flush_to_disk(folder / files[i].path))
      throw fs::filesystem_error("flush", folder / files[i].path, problem);
  });
  if (const std::error_code problem = flush_to_disk(folder))
    throw fs::filesystem_error("flush", folder, problem);
}

bool is_name(std::string_view planned, std::string_view name) {
  const std::size_t star = planned.find('*');
  if (star == std::string_view::npos) return name == planned;
  const std::string_view start = planned.substr(0, star);
  const std::string_view end = planned.substr(star + 1);
  return name.size() >= start.size() + end.size() && name.starts_with(start) && name.ends_with(end);
}

// A file in the place of a folder, or in a folder in the place of a file, is in the way too.
bool is_in_the_way(const OutputPlan& plan, const std::string& name) {
  return std::ranges::any_of(plan.may_write, [&](const std::string& planned) {
    return is_name(planned, name) || planned.starts_with(name + "/") || name.starts_with(planned + "/");
  });
}

void refuse_collisions(const fs::path& given, const std::vector<std::string>& foreign,
                       const OutputPlan& plan) {
  std::vector<std::string> in_the_way;
  for (const std::string& name : foreign)
    if (is_in_the_way(plan, name)) in_the_way.push_back(name);
  if (in_the_way.empty()) return;
  throw Error(
      Failure::io,
      message("output folder {} holds {}, which this program did not write and would replace; move it away, "
              "or name another folder",
              quoted(given), join(in_the_way, ", ")));
}

void refuse_sources(const fs::path& target, const fs::path& given, const OutputPlan& plan) {
  const std::set<std::string> ours = names_of_ours(target);
  for (const fs::path& source : plan.sources) {
    const fs::path whole = whole_path(source);
    if (!holds(target, whole)) continue;
    const std::string name = whole.lexically_relative(target).generic_string();
    if (ours.contains(name) || is_in_the_way(plan, name))
      throw Error(Failure::io,
                  message("{} is read by the study and lies in the output folder {}, where it would be "
                          "replaced; name another output folder",
                          quoted(source), quoted(given)));
  }
}

}  // namespace

StagedFolder::StagedFolder(const fs::path& target, Overwrite overwrite, const OutputPlan& plan) {
  try {
    guarded(message("output folder {}", quoted(target)), [&] { take_target(target, overwrite, plan); });
  } catch (...) {
    discard();
    throw;
  }
}

void StagedFolder::take_target(const fs::path& given, Overwrite overwrite, const OutputPlan& plan) {
  target_ = whole_path(given);
  refuse_target(target_, given);
  make_parents();
  const Message refused = swap_refused(target_.parent_path(), target_.filename());
  if (!refused.empty())
    throw Error(
        Failure::io,
        message("output folder {}: {}; a result is made beside its folder and put in its place whole: name a "
                "new folder where you may write",
                quoted(given), refused));
  lock_target(given);
  clean_up_after_killed_runs(target_);
  if (fs::exists(target_)) {
    refuse_sources(target_, given, plan);
    const std::vector<std::string> foreign = foreign_files(target_);
    mixed_ = !foreign.empty();
    if (mixed_ && overwrite == Overwrite::no) throw Error(Failure::usage, refusal(given, foreign));
    refuse_collisions(given, foreign, plan);
  }
  const std::string suffix = unique_suffix();
  staging_ = target_.parent_path() / (beside(target_, "staging") + suffix);
  old_ = target_.parent_path() / (beside(target_, "old") + suffix);
  fs::create_directory(staging_);
}

void StagedFolder::make_parents() {
  fs::path there = target_.parent_path();
  for (; !fs::exists(there) && there.has_relative_path(); there = there.parent_path()) made_parent_ = there;
  if (made_parent_.empty()) return;
  const Message refused = fs::is_directory(there) ? swap_refused(there, made_parent_.filename()) : Message();
  if (!refused.empty()) {
    const fs::path unmade = std::exchange(made_parent_, {});
    throw Error(Failure::io,
                message("output folder {}: {} cannot be made: {}", quoted(target_), quoted(unmade), refused));
  }
  fs::create_directories(target_.parent_path());
}

void StagedFolder::lock_target(const fs::path& given) {
  const fs::path file = target_.parent_path() / beside(target_, "lock");
  lock_ = std::make_unique<FileLock>(file);
  if (lock_->state() == LockState::failed) throw fs::filesystem_error("lock", file, lock_->error());
  if (lock_->state() != LockState::held_by_other) return;
  const Message holder = lock_->holder().empty() ? Message() : message(" (process {})", lock_->holder());
  throw Error(Failure::io,
              message("output folder {} is being written by another run{}; wait until it has ended, or "
                      "name another folder",
                      quoted(given), holder));
}

StagedFolder::~StagedFolder() {
  if (!committed_) discard();
}

void StagedFolder::discard() noexcept {
  std::error_code ignored;
  if (!staging_.empty()) fs::remove_all(staging_, ignored);
  lock_.reset();
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

void StagedFolder::flush() const {
  guarded(message("output folder {}", quoted(target_)), [&] { flush_files(staging_); });
}

void StagedFolder::commit() {
  stop_point();
  if (manifest_files(staging_) != files()) {
    throw Error(Failure::internal,
                message("manifest.json does not list exactly the files that were written"));
  }
  guarded(message("output folder {}", quoted(target_)), [&] {
    flush_files(staging_);
    if (mixed_) {
      move_into_target();
    } else if (fs::exists(fs::symlink_status(target_))) {
      replace_whole();
    } else {
      make_new();
    }
    if (const std::error_code problem = flush_to_disk(target_.parent_path()))
      throw fs::filesystem_error("flush", target_.parent_path(), problem);
  });
  committed_ = true;
}

// A move that failed, and could not be undone: nothing is lost, and the user must know where it lies.
void StagedFolder::report_kept() const {
  throw Error(Failure::io,
              message("{} cannot be replaced nor put back; what it held is in {}, the new result in {}",
                      quoted(target_), quoted(old_), quoted(staging_)));
}

void StagedFolder::make_new() {
  if (const std::error_code problem = rename_to_free(staging_, target_))
    throw fs::filesystem_error("rename", staging_, target_, problem);
}

void StagedFolder::replace_whole() {
  if (!fs::is_directory(target_))
    throw fs::filesystem_error("rename", target_, std::make_error_code(std::errc::not_a_directory));
  fs::permissions(staging_, fs::status(target_).permissions());
  const std::error_code problem = exchange(staging_, target_);
  if (!problem) {
    fs::rename(staging_, old_);
  } else if (problem != std::errc::not_supported) {
    throw fs::filesystem_error("exchange", staging_, target_, problem);
  } else {
    fs::rename(target_, old_);
    std::error_code failed;
    fs::rename(staging_, target_, failed);
    if (failed) {
      std::error_code kept;
      fs::rename(old_, target_, kept);
      if (kept) report_kept();
      throw fs::filesystem_error("rename", staging_, target_, failed);
    }
  }
  committed_ = true;
  rescue_foreign(old_, target_);
  std::error_code ignored;
  fs::remove_all(old_, ignored);  // what stays is removed by the next run
}

// File by file, each move remembered, so that a failure can be undone in reverse order. The manifest goes first and comes
// last: a folder in between has none.
void StagedFolder::move_into_target() {
  std::vector<std::pair<fs::path, fs::path>> moves;
  const auto move = [&](const fs::path& from, const fs::path& to) {
    move_to_free(from, to);
    moves.emplace_back(from, to);
  };
  std::vector<StagedFile> staged = files_below(staging_);
  std::ranges::stable_partition(staged, [](const StagedFile& file) { return file.path != manifest_name; });
  std::set<std::string> leaving = names_of_ours(target_);
  try {
    fs::create_directory(old_);
    if (leaving.erase(manifest_name) > 0) move(target_ / manifest_name, old_ / manifest_name);
    for (const std::string& name : leaving)
      if (fs::exists(fs::symlink_status(target_ / name))) move(target_ / name, old_ / name);
    for (const StagedFile& file : staged) move(staging_ / file.path, target_ / file.path);
  } catch (const fs::filesystem_error& error) {
    bool undone = true;
    for (auto undo = moves.rbegin(); undo != moves.rend(); ++undo) {
      std::error_code failed;
      fs::rename(undo->second, undo->first, failed);
      undone = undone && !failed;
    }
    if (!undone) report_kept();
    std::error_code ignored;
    fs::remove_all(old_, ignored);
    if (error.code() == std::errc::file_exists)
      throw Error(
          Failure::io,
          message("{} was not written by this program and is in the way of a file of the result; move it "
                  "away, or name another folder",
                  quoted(error.path2())));
    throw;
  }
  committed_ = true;
  std::error_code ignored;
  fs::remove_all(old_, ignored);
  fs::remove_all(staging_, ignored);
}

}  // namespace maillage
