#include "maillage/run/manifest.hpp"

#include <nlohmann/json.hpp>

#include "maillage/base/parallel.hpp"
#include "maillage/formats/sha256.hpp"
#include "run/accounts_json.hpp"
#include "run/diagnostics_json.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

Json optional_day(const std::optional<Day>& day) {
  return day ? Json(to_iso(*day)) : Json(nullptr);
}

std::vector<std::string> hashes_of(const std::filesystem::path& folder,
                                   const std::vector<StagedFile>& files) {
  std::vector<std::string> hashes(files.size());
  parallel_for(files.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    hashes[i] = sha256_of(folder / files[i].path);
  });
  return hashes;
}

Json facts_json(const SourceRecord& source) {
  Json facts = Json::object();
  for (const auto& [fact, value] : source.facts) facts[fact] = value;
  return facts;
}

std::vector<std::string> texts_of(const std::vector<Message>& messages, Lang lang) {
  std::vector<std::string> texts;
  for (const Message& item : messages) texts.push_back(text_of(item, lang));
  return texts;
}

}  // namespace

std::string_view program_version() {
  return MAILLAGE_VERSION;
}

std::string manifest_text(const Run& run, const std::filesystem::path& folder,
                          const std::vector<StagedFile>& files) {
  const Lang lang = run.study.lang;
  Json sources = Json::array();
  for (const SourceRecord& source : run.sources)
    sources.push_back({{"path", source.given},
                       {"layer", source.layer},
                       {"format", source.format},
                       {"bytes", source.digest.bytes},
                       {"sha256", source.digest.sha256},
                       {"layout", source.layout},
                       {"title", source.title},
                       {"producer", source.producer},
                       {"vintage", optional_day(source.vintage)},
                       {"vintage_reason", text_of(source.vintage_reason, lang)},
                       {"observed", optional_day(source.observed)},
                       {"rows", source.rows},
                       {"facts", facts_json(source)}});
  const std::vector<std::string> hashes = hashes_of(folder, files);
  Json outputs = Json::array();
  for (std::size_t i = 0; i < files.size(); ++i)
    outputs.push_back({{"path", files[i].path}, {"bytes", files[i].bytes}, {"sha256", hashes[i]}});
  Json accounts = Json::array();
  for (const Account& account : run.accounts) accounts.push_back(account_json(account, lang));
  Json steps = Json::array();
  for (const Step& step : run.steps)
    steps.push_back({{"step", step.name}, {"from", step.from}, {"gives", step.gives}});
  Json layers = Json::array();
  for (const RunLayer& layer : run.layers) {
    Json columns = Json::array();
    for (const Column& column : layer.layer.columns) columns.push_back(info_of(column).code);
    layers.push_back({{"layer", layer.layer.name()},
                      {"zones", layer.layer.zoning->size()},
                      {"zoning", layer.layer.zoning->edition()},
                      {"columns", columns},
                      {"notes", layer.layer.notes}});
  }
  const Json manifest{{"program", "maillage"},
                      {"version", program_version()},
                      {"study",
                       {{"file", run.study.file.filename().string()},
                        {"title", run.study.title},
                        {"at", to_iso(run.study.at)},
                        {"sha256", sha256_of(run.study.file)}}},
                      {"sentences", run.sentences},
                      {"decisions", texts_of(run.decisions, lang)},
                      {"sources", sources},
                      {"accounts", accounts},
                      {"steps", steps},
                      {"layers", layers},
                      {"diagnostics", diagnostics_json(run.diagnostics, lang)},
                      {"files", outputs}};
  return manifest.dump(1) + "\n";
}

}  // namespace maillage
