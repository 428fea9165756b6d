#include "run/index_page.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>

#include "maillage/base/message.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

// What people look for first comes first.
Message kind_of(const std::string& path) {
  const std::string extension = std::filesystem::path(path).extension().string();
  if (path.starts_with("maps/")) return message("Maps");
  if (extension == ".xlsx" || path == "ctg_missing.csv") return message("To read in a spreadsheet");
  if (extension == ".qgz" || extension == ".gpkg") return message("To open in QGIS");
  if (extension == ".txt" || extension == ".json" || path == "champs.csv")
    return message("What the figures are");
  return message("Layers");
}

constexpr std::string_view order_of_groups[] = {"Maps", "To read in a spreadsheet", "To open in QGIS",
                                                "Layers", "What the figures are"};

// Percent-encoded, but for the folders.
std::string link_of(std::string_view path) {
  std::string link;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-_.~/").find(c) != std::string_view::npos;
    link += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return link;
}

// Files that only go with another one.
bool goes_with_another(const std::string& path) {
  static constexpr std::string_view endings[] = {".csvt", ".shx", ".dbf", ".prj", ".cpg", ".qml"};
  return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

}  // namespace

std::string index_page(const Run& run, std::span<const StagedFile> files) {
  const Lang lang = run.study.lang;
  std::map<std::string, std::string> lists;  // by the English of the kind
  const auto add = [&](const std::string& path) {
    lists[kind_of(path).text] += fmt::format("<li><a href=\"{}\">{}</a></li>\n", link_of(path), xml(path));
  };
  for (const StagedFile& file : files)
    if (!goes_with_another(file.path)) add(file.path);
  add("manifest.json");
  const std::string title = run.study.title.empty() ? run.study.file.stem().string() : run.study.title;
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" "
      "href=\"data:,\">\n<title>{}</title>\n<style>body "
      "{{ font: 16px/1.45 Arial, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem; "
      "}}</style>\n</head>\n"
      "<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n",
      lang == Lang::fr ? "fr" : "en", xml(title), xml(title), day_text(run.study.at, lang));
  for (const std::string& sentence : run.sentences) page += fmt::format("<p>{}</p>\n", xml(sentence));
  for (const std::string_view kind : order_of_groups)
    if (const auto list = lists.find(std::string(kind)); list != lists.end())
      page += fmt::format("<h2>{}</h2>\n<ul>\n{}</ul>\n", text_of(term(kind), lang), list->second);
  return page + "</main>\n</body>\n</html>\n";
}

}  // namespace maillage
