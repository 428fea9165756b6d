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

  write_out(root / "out", "sub/y.csv", "2", Overwrite::yes);
  CHECK(tree(root) ==
        Names{"out", "out/manifest.json", "out/notes.txt", "out/sub", "out/sub/x.csv", "out/sub/y.csv"});
  CHECK(get(root / "out/notes.txt") == "mine");
  CHECK(get(root / "out/sub/x.csv") == "also mine");
  CHECK(get(root / "out/sub/y.csv") == "2");
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
          fs::rename(root / "out", root / "elsewhere");
          put(root / "out", "a file now, and not ours");
          staged.commit();
        }) == Failure::io);
  CHECK(get(root / "elsewhere/x.csv") == "1");
  CHECK(tree(root) == Names{"elsewhere", "elsewhere/manifest.json", "elsewhere/x.csv", "out"});
  CHECK(get(root / "out") == "a file now, and not ours");
}

TEST_CASE("output: a second run into the same folder is refused with the process of the first") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  write_out(root / "out", "x.csv", "1");
  {
    StagedFolder first(root / "out", Overwrite::no);
    std::string said;
    try {
      StagedFolder second(root / "out", Overwrite::yes);
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::io);
      said = error.what();
    }
    CHECK_THAT(said, Catch::Contains("is being written by another run (process "));
    { const StagedFolder other(root / "other", Overwrite::no); }
    put(first.folder() / "x.csv", "2");
    put_manifest(first);
    first.commit();
  }
  CHECK(get(root / "out/x.csv") == "2");
  write_out(root / "out", "x.csv", "3");
  CHECK(tree(root) == Names{"out", "out/manifest.json", "out/x.csv"});
}

TEST_CASE("output: a run that was killed while it moved files one by one is undone by the next") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  // Two files of four were moved: the old manifest and a.csv are out, the new a.csv is in.
  const auto killed = [&] {
    put(root / "out/notes.txt", "mine");
    put(root / "out/a.csv", "new");
    put(root / ".out.maillage-staging-1/b.csv", "new");
    put(root / ".out.maillage-staging-1/manifest.json",
        R"({"program":"maillage","files":[{"path":"a.csv","bytes":3},{"path":"b.csv","bytes":3}]})");
    put(root / ".out.maillage-old-1/a.csv", "old");
    put(root / ".out.maillage-old-1/manifest.json",
        R"({"program":"maillage","files":[{"path":"a.csv","bytes":3}]})");
  };
  killed();
  { const StagedFolder next(root / "out", Overwrite::yes); }
  CHECK(tree(root) == Names{"out", "out/a.csv", "out/manifest.json", "out/notes.txt"});
  CHECK(get(root / "out/a.csv") == "old");

  // The last move, of the manifest, was made: the new result stands.
  fs::remove_all(root / "out");
  killed();
  fs::rename(root / ".out.maillage-staging-1/b.csv", root / "out/b.csv");
  fs::rename(root / ".out.maillage-staging-1/manifest.json", root / "out/manifest.json");
  { const StagedFolder next(root / "out", Overwrite::yes); }
  CHECK(tree(root) == Names{"out", "out/a.csv", "out/b.csv", "out/manifest.json", "out/notes.txt"});
  CHECK(get(root / "out/a.csv") == "new");

  // What cannot be put back stays where it is, and is named.
  fs::remove_all(root / "out");
  killed();
  put(root / "out/manifest.json", "somebody else's");
  CHECK(failure_of([&] { StagedFolder(root / "out", Overwrite::yes); }) == Failure::io);
  CHECK(get(root / ".out.maillage-old-1/manifest.json") != "");
  CHECK(get(root / "out/manifest.json") == "somebody else's");
}

TEST_CASE("output: files that are not ours are never replaced, and are named before anything is computed") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  put(root / "out/ctg.csv", "mine");
  const OutputPlan plan{.may_write = {"ctg.csv", "answer.txt"}};
  std::string said;
  try {
    StagedFolder(root / "out", Overwrite::yes, plan);
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::io);
    said = error.what();
  }
  CHECK_THAT(said, Catch::Contains("ctg.csv") && Catch::Contains("did not write"));
  CHECK(tree(root) == Names{"out", "out/ctg.csv"});
  { const StagedFolder beside(root / "out", Overwrite::yes, {.may_write = {"answer.txt"}}); }

  // What the data settle, and what has the place of a folder or of a file.
  const OutputPlan maps{.may_write = {"maps/ctg_commune_*.svg", "answer.txt"}};
  for (const char* name : {"maps/ctg_commune_rate.svg", "maps", "answer.txt/mine"}) {
    INFO(name);
    put(root / "maps" / name, "mine");
    CHECK(failure_of([&] { StagedFolder(root / "maps", Overwrite::yes, maps); }) == Failure::io);
    fs::remove_all(root / "maps");
  }
  for (const char* name :
       {"maps/ctg_epci_rate.svg", "maps/ctg_commune_rate.pdf", "maps/ctg_commune_svg", "map"}) {
    INFO(name);
    put(root / "maps" / name, "mine");
    { const StagedFolder beside(root / "maps", Overwrite::yes, maps); }
    CHECK(get(root / "maps" / name) == "mine");
    fs::remove_all(root / "maps");
  }

  // One that appears while the run computes.
  for (const char* name : {"new.csv", "manifest.json"}) {
    INFO(name);
    CHECK(failure_of([&] {
            StagedFolder staged(root / "out", Overwrite::yes, {.may_write = {"new.csv"}});
            put(staged.folder() / "new.csv", "ours");
            put_manifest(staged);
            put(root / "out" / name, "appeared");
            staged.commit();
          }) == Failure::io);
    CHECK(tree(root) == Names{"out", "out/ctg.csv", std::string("out/") + name});
    CHECK(get(root / "out" / name) == "appeared");
    fs::remove(root / "out" / name);
  }
}

TEST_CASE("output: what others put into our folder during a run is kept") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  write_out(root / "out", "x.csv", "1");
  StagedFolder staged(root / "out", Overwrite::no);
  put(staged.folder() / "x.csv", "2");
  put_manifest(staged);
  put(root / "out/notes.txt", "mine");
  staged.commit();
  CHECK(tree(root / "out") == Names{"manifest.json", "notes.txt", "x.csv"});
  CHECK(get(root / "out/x.csv") == "2");
}

TEST_CASE("output: a source of the study is never replaced, by whatever name it is called") {
  const maillage::test::TempFolder temp;
  const std::filesystem::path& root = temp.path();
  write_out(root / "out", "x.csv", "a figure that another study reads");
  fs::create_directory_symlink(root / "out", root / "link");
  fs::create_symlink(root / "out/x.csv", root / "source.csv");
  for (const char* source : {"out/x.csv", "link/x.csv", "source.csv", "out/../link/./x.csv"})
    for (const char* target : {"out", "link"}) {
      INFO(source << " into " << target);
      CHECK(failure_of([&] { StagedFolder(root / target, Overwrite::yes, {.sources = {root / source}}); }) ==
            Failure::io);
    }
  CHECK(get(root / "out/x.csv") == "a figure that another study reads");
  put(root / "out/own.csv", "not ours: it stays");
  { const StagedFolder staged(root / "out", Overwrite::yes, {.sources = {root / "out/own.csv"}}); }
  CHECK(get(root / "out/own.csv") == "not ours: it stays");
}

TEST_CASE("output: a link to nothing is refused") {
  const maillage::test::TempFolder temp;
  fs::create_directory_symlink(temp.path() / "nothing", temp.path() / "link");
  CHECK(failure_of([&] { StagedFolder(temp.path() / "link", Overwrite::no); }) == Failure::usage);
  CHECK(fs::is_symlink(temp.path() / "link"));
}
