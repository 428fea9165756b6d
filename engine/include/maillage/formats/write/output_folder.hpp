// An output folder that is whole or absent.
//
// Files are written to folder(), a sibling of the target named ".<target>.maillage-staging-<number>"; commit()
// checks them, has the disk take them and lets both folders change places in one step where the system can, so that the
// target is never absent. Until then the target is untouched; leaving without commit() (an error, Ctrl-C by stop_point)
// removes the staging folder and any parent folder made for it. While it lives it holds the lock ".<target>.maillage-lock"
// beside the target: a second run into the same folder is refused, with the process that holds it. What a killed run left
// behind is cleaned up, or the old target put back, by the next run on the same target; a folder in which a killed run had
// begun to move files one by one (the last line of the table) has no manifest until then.
//
// A folder is ours when it holds a `manifest.json`, a JSON object with "program": "maillage" and the list
// of the files written: "files": [{"path": "ctg_commune.csv", "bytes": 1234, …}, …], paths relative with
// forward slashes, the manifest itself left out. commit() requires that manifest to list exactly what is
// staged; files() gives the list to put into it.
//
// Found by the constructor, so before anything is computed:
//
//   target absent or empty              made
//   target ours, nothing else in it     replaced whole; the old folder survives a failure
//   something in it that is not ours    Error{usage} naming it; with Overwrite::yes what is not ours stays where it is
//   something not ours has a name that  Error{io} naming it, even with Overwrite::yes
//   may be written (`may_write`)
//   a source of the study lies in the   Error{io} naming it
//   target and would be replaced
//   target is a file, a link to         Error{usage}
//   nothing, or the current folder or
//   one above it
//   the parent cannot be written, the   Error{io} naming the folder that matters
//   target is a mount point or belongs
//   to another user in a sticky folder
//   another run writes there            Error{io} naming its process
//
// Found later: a full disk, Error{io}; nothing is left behind. Files that others put into the target meanwhile are kept.
//
//     StagedFolder staged("out", Overwrite::no);
//     write_csv(flat, CsvFlavour::gis, staged.folder() / "ctg_commune.csv");
//     std::ofstream(staged.folder() / "manifest.json") << manifest;   // a text that lists staged.files()
//     staged.commit();
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "maillage/base/platform.hpp"

namespace maillage {

enum class Overwrite : std::uint8_t { no, yes };

struct StagedFile {
  std::string path;  // relative, forward slashes
  std::uint64_t bytes = 0;
  friend bool operator==(const StagedFile&, const StagedFile&) = default;
};

// What is known of an output before it is computed.
struct OutputPlan {
  // Names of files, relative; some may not be written after all. A `*` stands for what only the data settle:
  // "maps/ctg_commune_*.svg".
  std::vector<std::string> may_write;
  std::vector<std::filesystem::path> sources;  // what is read, and must stay
};

class StagedFolder {
 public:
  StagedFolder(const std::filesystem::path& target, Overwrite overwrite, const OutputPlan& plan = {});
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return staging_; }
  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

  // What has been written so far, sorted by path, manifest.json left out.
  [[nodiscard]] std::vector<StagedFile> files() const;

  // Has the disk take what has been written so far; commit() then waits only for the rest.
  void flush() const;
  void commit();

 private:
  void take_target(const std::filesystem::path& given, Overwrite overwrite, const OutputPlan& plan);
  void make_parents();
  void lock_target(const std::filesystem::path& given);
  void discard() noexcept;
  void make_new();
  void replace_whole();
  [[noreturn]] void report_kept() const;
  void move_into_target();

  std::filesystem::path target_;
  std::filesystem::path staging_;
  std::filesystem::path old_;
  std::filesystem::path made_parent_;  // the topmost parent folder made for the target, if any
  std::unique_ptr<FileLock> lock_;
  bool mixed_ = false;  // the target holds files that are not ours and stay
  bool committed_ = false;
};

}  // namespace maillage
