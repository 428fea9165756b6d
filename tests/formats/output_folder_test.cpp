#include "maillage/formats/write/output_folder.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "formats/writer_sample.hpp"
#include "maillage/base/error.hpp"
#include "support/temp_folder.hpp"

using namespace maillage;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string get(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> tree(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    names.insert(entry.path().lexically_relative(folder).generic_string());
  }
  return names;
}

void put_manifest(const StagedFolder& staged) {
  nlohmann::json manifest{{"program", "maillage"}, {"files", nlohmann::json::array()}};
  for (const StagedFile& file : staged.files()) {
    manifest["files"].push_back({{"path", file.path}, {"bytes", file.bytes}});
  }
  put(staged.folder() / "manifest.json", manifest.dump());
}

void write_out(const fs::path& target, const std::string& name, const std::string& text,
               Overwrite overwrite = Overwrite::no) {
  StagedFolder staged(target, overwrite);
  put(staged.folder() / name, text);
  put_manifest(staged);
  staged.commit();
}

Failure failure_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    INFO(error.what());
    return error.failure();
  }
  FAIL("nothing was refused");
  return Failure::internal;
}

using Names = std::set<std::string>;

}  // namespace

TEST_CASE("output: a folder of ours is replaced whole, and parents are made") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  write_out(root / "a/b/out", "old.csv", "1");
  CHECK(tree(root / "a/b/out") == Names{"manifest.json", "old.csv"});
  write_out(root / "a/b/out", "sub/new.csv", "2");
  CHECK(tree(root / "a/b") == Names{"out", "out/manifest.json", "out/sub", "out/sub/new.csv"});
}

TEST_CASE("output: nothing is seen before commit, and nothing is left without it") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  {
    StagedFolder staged(root / "a/out", Overwrite::no);
    put(staged.folder() / "x.csv", "1");
    CHECK_FALSE(fs::exists(root / "a/out"));
  }
  CHECK(tree(root).empty());
  write_out(root / "out", "x.csv", "first");
  {
    StagedFolder staged(root / "out", Overwrite::no);
    put(staged.folder() / "x.csv", "second");
  }
  CHECK(get(root / "out/x.csv") == "first");
  CHECK(tree(root) == Names{"out", "out/manifest.json", "out/x.csv"});
}

TEST_CASE("output: a foreign file stops the run; with overwrite it stays, and ours are replaced") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  write_out(root / "out", "old.csv", "1");
  put(root / "out/notes.txt", "mine");
  put(root / "out/sub/x.csv", "also mine");
  CHECK(failure_of([&] { write_out(root / "out", "new.csv", "2"); }) == Failure::usage);
  CHECK(tree(root) ==
        Names{"out", "out/manifest.json", "out/notes.txt", "out/old.csv", "out/sub", "out/sub/x.csv"});

  write_out(root / "out", "sub/x.csv", "2", Overwrite::yes);
  CHECK(tree(root) == Names{"out", "out/manifest.json", "out/notes.txt", "out/sub", "out/sub/x.csv"});
  CHECK(get(root / "out/notes.txt") == "mine");
  CHECK(get(root / "out/sub/x.csv") == "2");
}

TEST_CASE("output: a folder without manifest of ours is foreign, an empty one is not") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  fs::create_directories(root / "empty");
  write_out(root / "empty", "x.csv", "1");
  CHECK(get(root / "empty/x.csv") == "1");
  for (const char* manifest : {"{\"program\": \"other\", \"files\": []}", "{\"files\": []}", "[]", "{",
                               "{\"program\": \"maillage\", \"files\": [{\"path\": \"../x\"}]}"}) {
    put(root / "other/manifest.json", manifest);
    CHECK(failure_of([&] { write_out(root / "other", "x.csv", "1"); }) == Failure::usage);
  }
}

TEST_CASE("output: files that QGIS leaves beside ours do not stop a run") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  write_out(root / "out", "x.gpkg", "1");
  put(root / "out/x.gpkg-wal", "");
  put(root / "out/x.gpkg-shm", "");
  write_out(root / "out", "x.gpkg", "2");
  CHECK(tree(root / "out") == Names{"manifest.json", "x.gpkg"});
}

TEST_CASE("output: a killed run is cleaned up, or the old folder put back") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  put(root / ".out.maillage-staging/half.csv", "h");
  write_out(root / "out", "x.csv", "1");
  CHECK(tree(root) == Names{"out", "out/manifest.json", "out/x.csv"});

  fs::rename(root / "out", root / ".out.maillage-old");
  put(root / ".out.maillage-staging/x.csv", "2");
  { const StagedFolder staged(root / "out", Overwrite::no); }
  CHECK(get(root / "out/x.csv") == "1");
  CHECK(tree(root) == Names{"out", "out/manifest.json", "out/x.csv"});
}

TEST_CASE("output: targets that make no sense are refused") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  put(root / "file", "x");
  CHECK(failure_of([&] { StagedFolder(root / "file", Overwrite::yes); }) == Failure::usage);
  CHECK(failure_of([] { StagedFolder(".", Overwrite::yes); }) == Failure::usage);
  CHECK(failure_of([] { StagedFolder(fs::current_path().parent_path(), Overwrite::yes); }) == Failure::usage);
  CHECK(failure_of([] { StagedFolder("/", Overwrite::yes); }) == Failure::usage);
  CHECK(failure_of([&] { StagedFolder(root / "file/out", Overwrite::no); }) == Failure::io);
  CHECK(tree(root) == Names{"file"});
}

TEST_CASE("output: a manifest that does not list what is staged is our own fault") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  CHECK(failure_of([&] {
          StagedFolder staged(root / "out", Overwrite::no);
          put(staged.folder() / "x.csv", "1");
          put_manifest(staged);
          put(staged.folder() / "y.csv", "1");
          staged.commit();
        }) == Failure::internal);
  CHECK(tree(root).empty());
}

TEST_CASE("output: a swap that fails leaves the old folder as it was") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  write_out(root / "out", "x.csv", "1");
  CHECK(failure_of([&] {
          StagedFolder staged(root / "out", Overwrite::no);
          put(staged.folder() / "x.csv", "2");
          put_manifest(staged);
          put(root / ".out.maillage-old/blocks", "renaming onto a folder that holds something fails");
          staged.commit();
        }) == Failure::io);
  CHECK(get(root / "out/x.csv") == "1");
}
