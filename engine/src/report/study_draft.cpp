#include "maillage/report/study_draft.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "maillage/base/error.hpp"
#include "maillage/base/phrases.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/needs.hpp"
#include "maillage/formats/write/register_form.hpp"
#include "maillage/join/geography.hpp"
#include "maillage/join/inputs.hpp"
#include "maillage/report/info.hpp"
#include "maillage/study/study.hpp"
#include "report/text_table.hpp"

namespace maillage {
namespace {

namespace fs = std::filesystem;

constexpr const char* study_name = "etude.toml";
constexpr const char* form_name = "registre-ctg.xlsx";

// What a GIS or an office puts beside its files, and what is no table.
bool is_beside(const fs::path& path) {
  static const std::set<std::string> endings{".dbf", ".shx", ".prj",  ".cpg",  ".qix",  ".sbn",
                                             ".sbx", ".qml", ".qmd",  ".xml",  ".md",   ".pdf",
                                             ".png", ".svg", ".docx", ".html", ".csvt", ".7z"};
  const std::string name = path.filename().string();
  return name.starts_with('.') || name.starts_with('~') ||
         endings.contains(to_lower_ascii(path.extension().string()));
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->is_regular_file() && !is_beside(at->path())) files.push_back(at->path());
  if (error || !fs::is_directory(folder))
    throw Error(Failure::io,
                message("{}: not a folder that can be read; name the folder of your files", folder.string()));
  std::ranges::sort(files);
  return files;
}

struct Found {
  FoundFile file;
  SourceFacts facts;
};

std::optional<Day> day_of(const SourceFacts& facts) {
  if (facts.vintage) return facts.vintage;
  return facts.observed;
}

std::vector<Found> look_at(const fs::path& path, Lang lang, Diagnostics& diagnostics) {
  Found found;
  found.file.name = path.filename().string();
  if (path.extension() == ".toml") {
    found.file.use = FileUse::study;
    found.file.what = say(lang, "a study");
    return {found};
  }
  try {
    const InfoReport report = info_report({path.string()}, "", diagnostics);
    std::vector<Found> all;
    const auto known =
        std::ranges::count_if(report.sources, [](const SourceFacts& facts) { return !facts.layout.empty(); });
    for (const SourceFacts& facts : report.sources) {
      if (facts.layout.empty()) continue;
      Found one{found.file, facts};
      one.file.what = facts.title;
      one.file.day = day_of(facts);
      if (known > 1) one.file.layer = facts.layer;
      one.file.use = facts.kind == SourceKind::agreements ? FileUse::register_ : FileUse::source;
      all.push_back(std::move(one));
    }
    if (!all.empty()) return all;
    found.file.use = FileUse::not_recognised;
    if (!report.sources.empty() && !report.sources.front().near_misses.empty())
      found.file.what = text_of(report.sources.front().near_misses.front().sentence, lang);
  } catch (const Error& error) {
    if (error.failure() == Failure::interrupted) throw;
    found.file.use = FileUse::not_readable;
    found.file.what = text_of(error.message(), lang);
  }
  return {found};
}

// Tables of which one edition is enough.
std::string edition_group(const SourceFacts& facts) {
  const std::string level = facts.level ? facts.level->code : std::string();
  if (facts.kind == SourceKind::boundaries) return "boundaries " + level;
  return facts.layout + " " + level;
}

bool is_better(const std::optional<Day>& day, const std::optional<Day>& than, Day at) {
  const auto rank = [&](const std::optional<Day>& edition) {
    if (!edition) return std::tuple(2, Day::duration::zero());
    return *edition <= at ? std::tuple(0, at - *edition) : std::tuple(1, *edition - at);
  };
  return rank(day) < rank(than);
}

void set_editions_apart(std::vector<Found>& all, Day at) {
  std::map<std::string, std::optional<Day>> best;
  for (const Found& found : all) {
    if (found.file.use != FileUse::source) continue;
    const auto [place, is_first] = best.try_emplace(edition_group(found.facts), found.file.day);
    if (!is_first && is_better(found.file.day, place->second, at)) place->second = found.file.day;
  }
  for (Found& found : all)
    if (found.file.use == FileUse::source && best.at(edition_group(found.facts)) != found.file.day)
      found.file.use = FileUse::other_edition;
}

Day day_asked(const std::vector<Found>& all, const DraftOptions& options) {
  if (options.at) return *options.at;
  std::optional<Day> latest;
  for (const Found& found : all) {
    const bool is_list = found.facts.kind == SourceKind::zones || found.facts.kind == SourceKind::membership;
    const bool of_communes = found.facts.level == Level::commune || found.facts.level == Level::epci;
    if (found.file.use == FileUse::source && is_list && of_communes && found.file.day &&
        (!latest || *found.file.day > *latest))
      latest = found.file.day;
  }
  if (!latest)
    throw Error(Failure::usage,
                message("no list of communes or EPCI says its day: give the day of the study, as in "
                        "--at 2023-12-31"));
  return *latest;
}

std::string departement_of(std::string_view commune) {
  return std::string(commune.substr(0, commune.starts_with("97") ? 3 : 2));
}

std::string stated_territory(const std::string& text) {
  return text.find(':') != std::string::npos || text == "france" ? text : "departement:" + text;
}

// The one département of the boundaries, else of the lists of communes.
std::string territory_of(const std::vector<Found>& all, const DraftOptions& options, const fs::path& folder,
                         Day at) {
  if (!options.territory.empty()) return stated_territory(options.territory);
  std::set<std::string> departements;
  for (const SourceKind kind : {SourceKind::boundaries, SourceKind::membership, SourceKind::zones}) {
    for (const Found& found : all) {
      if (found.file.use != FileUse::source || found.facts.kind != kind ||
          found.facts.level != Level::commune)
        continue;
      SourceSpec spec;
      spec.path = folder / found.file.name;
      spec.given = found.file.name;
      spec.layer = found.file.layer;
      Diagnostics of_reading;
      const Input input = load_input(spec, at, {}, of_reading);
      for (const std::string& code : input.keys.codes)
        if (code.size() == 5) departements.insert(departement_of(code));
    }
    if (!departements.empty()) break;
  }
  if (departements.size() == 1) return "departement:" + *departements.begin();
  const std::vector<std::string> names(departements.begin(), departements.end());
  throw Error(
      Failure::usage,
      departements.empty()
          ? message("no file says which territory this is: give it, as in --territory 66")
          : message("the files hold the communes of {} départements ({}): say which, as in --territory {}",
                    departements.size(), listed(names, 8, options.lang), names.front()));
}

// "Petite enfance, les places : nbpla_pe_epci (Cnaf)"
std::string lacking_text(const LackingNeed& need, Lang lang) {
  return say(lang, "{}, {}: {} ({})", need.theme, need.what, need.title, need.producer);
}

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string source_text(const FoundFile& file) {
  return file.layer.empty()
             ? toml_string(file.name)
             : fmt::format("{{ path = {}, layer = {} }}", toml_string(file.name), toml_string(file.layer));
}

std::string described(const FoundFile& file, Lang lang) {
  return file.what + (file.day ? ", " + day_text(*file.day, lang) : std::string());
}

std::string sources_text(const std::vector<Found>& all, Lang lang) {
  std::string text = "sources = [\n";
  for (const Found& found : all)
    if (found.file.use == FileUse::source)
      text += fmt::format("  {},  # {}\n", source_text(found.file), described(found.file, lang));
  for (const Found& found : all)
    if (found.file.use == FileUse::other_edition)
      text += fmt::format("  # {},  # {}: {}\n", source_text(found.file), say(lang, "another edition"),
                          described(found.file, lang));
  return text + "]\n";
}

std::string ctg_text(const StudyDraft& draft, const std::vector<Found>& all) {
  std::string registers;
  std::size_t count = 0;
  for (const Found& found : all)
    if (found.file.use == FileUse::register_) {
      registers += (count++ > 0 ? ", " : "") + source_text(found.file);
    }
  if (draft.form) registers = toml_string(form_name);
  std::string text = "\n[ctg]\n";
  text += draft.form ? fmt::format("# {}\n", say(draft.lang, "fill it in, then run again")) : std::string();
  text += fmt::format("register = {}\n", count > 1 ? "[" + registers + "]" : registers);
  const std::string departement =
      draft.territory.starts_with("departement:") ? draft.territory.substr(12) : std::string("66");
  return text + fmt::format("# {}\n# complete_for = [{}]\n",
                            say(draft.lang,
                                "without it, a commune without agreement is unknown; uncomment once the "
                                "register lists every agreement of the département"),
                            toml_string(departement));
}

std::string study_text(const StudyDraft& draft, const std::vector<Found>& all) {
  const Lang lang = draft.lang;
  const bool has_shapes = std::ranges::any_of(all, [](const Found& found) {
    return found.file.use == FileUse::source && found.facts.shapes > 0 && found.facts.level == Level::commune;
  });
  std::string text = fmt::format("# {}\n", say(lang,
                                               "Made by `maillage init` from the files of this folder; "
                                               "`maillage help study` explains each key."));
  text += fmt::format("title = {}\n", toml_string(say(lang, "Coverage on {}", day_text(draft.at, lang))));
  if (lang == Lang::en) text += "lang = \"en\"\n";
  text += fmt::format("at = {}  # {}\n", to_iso(draft.at), say(lang, "the day everything is asked at"));
  text += fmt::format("territory = {}\n", toml_string(draft.territory));
  text += fmt::format("epci_policy = \"seat\"  # {}\n",
                      say(lang, "EPCI across départements: seat, any or majority"));
  text += sources_text(all, lang) + ctg_text(draft, all);
  text += fmt::format("\n[output]\nformats = [{}]\n",
                      has_shapes ? R"("gpkg", "qgis", "xlsx")" : R"("xlsx", "csv")");
  if (!draft.lacking.empty()) text += fmt::format("\n# {}\n", say(lang, "What is missing, theme by theme:"));
  for (const LackingNeed& need : draft.lacking) text += fmt::format("#   {}\n", lacking_text(need, lang));
  return text;
}

Message use_word(FileUse use) {
  switch (use) {
    case FileUse::source:
      return message("source");
    case FileUse::register_:
      return message("register");
    case FileUse::other_edition:
      return message("another edition");
    case FileUse::study:
    case FileUse::no_use:
      break;
    case FileUse::not_recognised:
      return message("not recognised");
    case FileUse::not_readable:
      return message("not readable");
  }
  return std::string("–");
}

void refuse_existing(const fs::path& path) {
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(path, ignored)))
    throw Error(Failure::io,
                message("{} is there already and is not overwritten: rename it, or run it: maillage run {}",
                        path.string(), path.string()));
}

std::vector<FormZone> form_zones(const Study& study, Diagnostics& diagnostics) {
  const std::vector<Input> inputs = load_inputs(study.sources, study.at, study.level_columns, diagnostics);
  const Geography geography = build_geography(study, inputs, diagnostics);
  std::vector<FormZone> zones;
  if (const Crosswalk* to_epci = crosswalk_to(geography, Level::epci)) {
    std::set<std::uint32_t> here;
    for (const WideIndex commune : geography.wide_of)
      if (const EpciIndex epci = epci_at(geography, commune); epci != no_epci) here.insert(number(epci));
    for (const std::uint32_t epci : here)
      zones.push_back({to_epci->to()->code(epci), to_epci->to()->name(epci), true});
  }
  for (const Zone& zone : geography.communes->zones()) zones.push_back({zone.code, zone.name, false});
  return zones;
}

}  // namespace

StudyDraft draft_study(const fs::path& folder, const DraftOptions& options, Diagnostics& diagnostics) {
  StudyDraft draft{.folder = folder, .lang = options.lang};
  std::vector<Found> all;
  Diagnostics of_reading;  // one line a file says what it is; `check` says the rest
  for (const fs::path& path : files_of(folder))
    for (Found& found : look_at(path, options.lang, of_reading)) all.push_back(std::move(found));
  refuse_existing(folder / study_name);
  draft.at = day_asked(all, options);
  set_editions_apart(all, draft.at);
  draft.territory = territory_of(all, options, folder, draft.at);
  draft.form =
      std::ranges::none_of(all, [](const Found& found) { return found.file.use == FileUse::register_; });
  for (const Need& need : needs()) {
    const bool met = std::ranges::any_of(all, [&](const Found& found) {
      return (found.file.use == FileUse::source || found.file.use == FileUse::register_) &&
             meets(found.facts, need);
    });
    if (!met)
      draft.lacking.push_back(
          {need.title_in(options.lang), need.in(options.lang), need.producer, need.title});
  }
  draft.text = study_text(draft, all);
  for (Found& found : all) {
    if (found.file.use == FileUse::not_readable)
      diagnostics.add({.severity = Severity::warning,
                       .code = "not-readable",
                       .place = {.file = found.file.name},
                       .found = Message(found.file.what),
                       .expected = message("a table or boundaries"),
                       .advice = message("the study does not name it")});
    draft.files.push_back(std::move(found.file));
  }
  return draft;
}

std::string draft_text(const StudyDraft& draft) {
  const Lang lang = draft.lang;
  TextTable table({say(lang, "file"), say(lang, "is"), say(lang, "day"), say(lang, "use")});
  for (const FoundFile& file : draft.files)
    table.add(
        {file.layer.empty() ? file.name : fmt::format("{} [{}]", file.name, file.layer),
         shortened(file.use == FileUse::not_recognised && file.what.empty() ? std::string("?") : file.what,
                   90),
         file.day ? day_text(*file.day, lang) : std::string(), text_of(use_word(file.use), lang)});
  std::string text = table.text();
  if (!draft.lacking.empty()) text += "\n" + say(lang, "What is missing, theme by theme:") + "\n";
  for (const LackingNeed& need : draft.lacking) text += fmt::format("  {}\n", lacking_text(need, lang));
  return text;
}

std::size_t write_draft(const StudyDraft& draft, Diagnostics& diagnostics) {
  const fs::path study = draft.folder / study_name;
  const fs::path form = draft.folder / form_name;
  refuse_existing(study);
  if (draft.form) refuse_existing(form);
  write_file(study, draft.text);
  if (!draft.form) return 0;
  try {
    const std::vector<FormZone> zones = form_zones(read_study(study), diagnostics);
    write_register_form(zones, form, draft.at);
    return zones.size();
  } catch (const Error&) {
    std::error_code ignored;
    fs::remove(study, ignored);
    throw;
  }
}

}  // namespace maillage
