#include "demo/files.hpp"

#include <fstream>
#include <system_error>

#include "maillage/base/error.hpp"
#include "maillage/base/progress.hpp"

namespace maillage {
namespace demo {

void save(const Folder& folder, std::string_view name, const std::string& text) {
  stop_point();
  const Folder path = folder / Folder(std::string(name));
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out)
    throw Error(Failure::io, message("{}: cannot be written; is the folder writable and the disk not full?",
                                     path.string()));
}

}  // namespace demo

namespace {

void refuse_folder_of_others(const std::filesystem::path& folder) {
  std::error_code unreadable;
  if (std::filesystem::exists(folder / "demo.toml", unreadable)) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder, unreadable))
    throw Error(Failure::io,
                message("folder \"{}\" holds {}, which this program did not write; name a new folder",
                        folder.string(), entry.path().filename().string()));
}

}  // namespace

void write_demo(const std::filesystem::path& folder, const DemoOptions& options) {
  refuse_folder_of_others(folder);
  const demo::Country country = demo::imagine(options);
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure || !std::filesystem::is_directory(folder))
    throw Error(Failure::io, message("{}: no such folder, and it cannot be made", folder.string()));
  demo::write_boundaries(country, folder);
  demo::write_cog(country, folder);
  demo::write_populations(country, folder);
  demo::write_memberships(country, folder);
  demo::write_statuses(country, folder);
  demo::write_childcare(country, folder);
  demo::write_caf(country, folder);
  demo::write_filosofi(country, folder);
  demo::write_qpv(country, demo::draw_qpv(country), folder);
  demo::write_grid(country, folder);
  demo::write_ctg(country, folder);
  demo::write_study(country, folder);
}

}  // namespace maillage
