// An output folder that is whole or absent.
//
// Files are written to folder(), a sibling of the target named ".<target>.maillage-staging"; commit()
// checks them and swaps by renaming. Until then the target is untouched; leaving without commit() (an
// error, Ctrl-C by stop_point) removes the staging folder and any parent folder made for it. What a killed
// run left behind is cleaned up, or the old target put back, by the next run on the same target. Two runs
// on one target at once are not supported.
//
// A folder is ours when it holds a `manifest.json`, a JSON object with "program": "maillage" and the list
// of the files written: "files": [{"path": "ctg_commune.csv", "bytes": 1234, …}, …], paths relative with
// forward slashes, the manifest itself left out. commit() requires that manifest to list exactly what is
// staged; files() gives the list to put into it.
//
//   target absent or empty              made
//   target ours, nothing else in it     replaced whole; the old folder survives a failure
//   something in it that is not ours    Error{usage} naming it; with Overwrite::yes what is not ours stays
//                                       where it is, except files whose names we need
//   target is a file, or the current    Error{usage}
//   folder or one above it
//   the parent cannot be written,       Error{io}; nothing is left behind
//   the disk is full
//
//     StagedFolder staged("out", Overwrite::no);
//     write_csv(flat, CsvFlavour::gis, staged.folder() / "ctg_commune.csv");
//     std::ofstream(staged.folder() / "manifest.json") << manifest;   // a text that lists staged.files()
//     staged.commit();
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace maillage {

enum class Overwrite : std::uint8_t { no, yes };

struct StagedFile {
  std::string path;  // relative, forward slashes
  std::uint64_t bytes = 0;
  friend bool operator==(const StagedFile&, const StagedFile&) = default;
};

class StagedFolder {
 public:
  StagedFolder(const std::filesystem::path& target, Overwrite overwrite);
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return staging_; }
  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

  // What has been written so far, sorted by path, manifest.json left out.
  [[nodiscard]] std::vector<StagedFile> files() const;

  void commit();

 private:
  void make_staging();
  void discard() noexcept;
  void replace_whole();
  [[noreturn]] void report_kept() const;
  void move_into_target();

  std::filesystem::path target_;
  std::filesystem::path staging_;
  std::filesystem::path old_;
  std::filesystem::path made_parent_;  // the topmost parent folder made for the target, if any
  bool mixed_ = false;                 // the target holds files that are not ours and stay
  bool committed_ = false;
};

}  // namespace maillage
