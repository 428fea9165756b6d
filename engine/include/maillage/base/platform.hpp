// What only some systems can do, behind plain functions: locks, exchange of folders, the disk, the environment.
//
// On POSIX systems they do what they say; elsewhere, and on file systems that lack it, they answer `not_supported`, and who
// asks has another way. Nothing here throws, but for memory: the answer is a std::error_code, empty when done.
//
//   FileLock          a lock on a file that is made for it and removed with it. It lasts as long as the object; the system
//                     lets go of it when the process dies, however it dies. The file holds the number of the process.
//   exchange          two paths change places at once: neither is absent at any moment
//   rename_to_free    never replaces what is at `to` (file_exists)
//   flush_to_disk     the bytes of a file, or the names of a folder, are on the disk when it returns
//   swap_refused      what speaks against another entry of `folder` taking the place of `name`, found without touching
//                     either: no right to write there, a read-only file system, a sticky folder of somebody else, a mount
//                     point. Empty when nothing does.
//   use_own_environment   the variables of the environment that libraries read as options (SHAPE_ENCODING, OGR_*, CPL_*,
//                     PROJ_LIB, GDAL_DATA, HOME for their files of settings, TZ, the locale) are gone for this process: the
//                     same inputs give the same bytes whoever runs it. TMPDIR and PATH stay. Called before any thread starts.
//
//     const FileLock lock("results/.out.lock");
//     if (lock.state() == LockState::held_by_other) refuse(lock.holder());   // "4711"
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#include "maillage/base/message.hpp"

namespace maillage {

enum class LockState : std::uint8_t { held, held_by_other, not_supported, failed };

class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& file);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  [[nodiscard]] LockState state() const { return state_; }
  [[nodiscard]] const std::string& holder() const { return holder_; }  // of a lock held by other: its process
  [[nodiscard]] std::error_code error() const { return error_; }       // of a lock that failed

 private:
  std::filesystem::path file_;
  LockState state_ = LockState::not_supported;
  std::string holder_;
  std::error_code error_;
  int descriptor_ = -1;
};

[[nodiscard]] std::error_code exchange(const std::filesystem::path& a, const std::filesystem::path& b);
[[nodiscard]] std::error_code rename_to_free(const std::filesystem::path& from,
                                             const std::filesystem::path& to);
[[nodiscard]] std::error_code flush_to_disk(const std::filesystem::path& path);
[[nodiscard]] Message swap_refused(const std::filesystem::path& folder, const std::filesystem::path& name);
void use_own_environment();

}  // namespace maillage
