#if !defined(__unix__) && !defined(__APPLE__)

#include "maillage/base/platform.hpp"

namespace maillage {

FileLock::FileLock(const std::filesystem::path& file) : file_(file) {}

FileLock::~FileLock() = default;

std::error_code exchange(const std::filesystem::path&, const std::filesystem::path&) {
  return std::make_error_code(std::errc::not_supported);
}

std::error_code rename_to_free(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code problem;
  if (std::filesystem::exists(std::filesystem::symlink_status(to, problem)))
    return std::make_error_code(std::errc::file_exists);
  std::filesystem::rename(from, to, problem);
  return problem;
}

std::error_code flush_to_disk(const std::filesystem::path&) {
  return {};
}

Message swap_refused(const std::filesystem::path&, const std::filesystem::path&) {
  return {};
}

void use_own_environment() {}

}  // namespace maillage

#endif
