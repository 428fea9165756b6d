#if defined(__unix__) || defined(__APPLE__)

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "maillage/base/platform.hpp"

extern "C" char** environ;

namespace maillage {
namespace {

namespace fs = std::filesystem;

std::error_code last_error() {
  return {errno, std::generic_category()};
}

bool no_such_call(int error) {
  return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP;
}

std::string text_of(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t length = pread(descriptor, text.data(), text.size(), 0);
  std::string_view read(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  return std::string(read.substr(0, read.find('\n')));
}

// The file of that name may have been removed by who held the lock before.
bool still_named(int descriptor, const fs::path& file) {
  struct stat open {};
  struct stat named {};
  return fstat(descriptor, &open) == 0 && stat(file.c_str(), &named) == 0 && open.st_ino == named.st_ino &&
         open.st_dev == named.st_dev;
}

bool is_mount_point(const fs::path& path) {
#ifdef STATX_ATTR_MOUNT_ROOT
  struct statx found {};
  if (statx(AT_FDCWD, path.c_str(), 0, STATX_TYPE, &found) == 0 &&
      (found.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0)
    return (found.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#endif
  struct stat here {};
  struct stat above {};
  return stat(path.c_str(), &here) == 0 && stat((path / "..").c_str(), &above) == 0 &&
         here.st_dev != above.st_dev;
}

}  // namespace

FileLock::FileLock(const fs::path& file) : file_(file) {
  constexpr int most_tries = 100;
  for (int tried = 0; tried < most_tries; ++tried) {
    descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
      error_ = last_error();
      state_ = LockState::failed;
      return;
    }
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      const int error = errno;
      state_ = error == EWOULDBLOCK ? LockState::held_by_other : LockState::not_supported;
      holder_ = text_of(descriptor_);
      close(descriptor_);
      descriptor_ = -1;
      if (state_ == LockState::not_supported) unlink(file.c_str());
      return;
    }
    if (still_named(descriptor_, file)) break;
    close(descriptor_);
    descriptor_ = -1;
  }
  if (descriptor_ < 0) {
    state_ = LockState::held_by_other;
    return;
  }
  state_ = LockState::held;
  const std::string mine = std::to_string(getpid()) + "\n";
  // The number is for people: the lock holds without it.
  [[maybe_unused]] const bool advised =
      ftruncate(descriptor_, 0) == 0 && pwrite(descriptor_, mine.data(), mine.size(), 0) > 0;
}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  unlink(file_.c_str());
  close(descriptor_);
}

std::error_code exchange(const fs::path& a, const fs::path& b) {
#ifdef RENAME_EXCHANGE
  if (renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return {};
  if (!no_such_call(errno)) return last_error();
#endif
  static_cast<void>(a);
  static_cast<void>(b);
  return std::make_error_code(std::errc::not_supported);
}

std::error_code rename_to_free(const fs::path& from, const fs::path& to) {
#ifdef RENAME_NOREPLACE
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
  if (!no_such_call(errno)) return last_error();
#endif
  struct stat found {};
  if (lstat(to.c_str(), &found) == 0) return std::make_error_code(std::errc::file_exists);
  return std::rename(from.c_str(), to.c_str()) == 0 ? std::error_code{} : last_error();
}

std::error_code flush_to_disk(const fs::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return last_error();
  std::error_code problem;
  if (fsync(descriptor) != 0 && !no_such_call(errno)) problem = last_error();
  close(descriptor);
  return problem;
}

Message swap_refused(const fs::path& folder, const fs::path& name) {
  const auto no_right = [](const fs::path& path) -> Message {
    if (faccessat(AT_FDCWD, path.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return {};
    return message("the folder \"{}\" cannot be written ({})", path.string(), last_error().message());
  };
  if (Message reason = no_right(folder); !reason.empty()) return reason;
  const fs::path whole = folder / name;
  struct stat there {};
  if (lstat(whole.c_str(), &there) != 0) return {};
  if (is_mount_point(whole))
    return message("\"{}\" is a mount point, which cannot change places with another folder", whole.string());
  struct stat above {};
  const uid_t me = geteuid();
  if (stat(folder.c_str(), &above) == 0 && (above.st_mode & S_ISVTX) != 0 && me != 0 && me != there.st_uid &&
      me != above.st_uid)
    return message("\"{}\" belongs to another user, and in \"{}\" only owners replace what is theirs",
                   whole.string(), folder.string());
  return no_right(whole);
}

void use_own_environment() {
  constexpr std::array<std::string_view, 9> stay{"PATH=", "TMPDIR=", "ASAN_", "UBSAN_",   "LSAN_",
                                                 "TSAN_", "LLVM_",   "GCOV_", "MAILLAGE_"};
  std::vector<std::string> gone;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    bool stays = false;
    for (const std::string_view start : stay) stays = stays || text.starts_with(start);
    if (!stays) gone.emplace_back(text.substr(0, text.find('=')));
  }
  for (const std::string& name : gone) unsetenv(name.c_str());
  setenv("TZ", "UTC0", 1);
  // Without this GDAL reads settings from files of its own.
  setenv("GDAL_CONFIG_FILE", "", 1);
}

}  // namespace maillage

#endif
