#include "maillage/report/study_info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "join/territory/members.hpp"
#include "maillage/base/error.hpp"
#include "maillage/join/inputs.hpp"
#include "report/facts_text.hpp"
#include "report/text_table.hpp"
#include "study/missing_file.hpp"

namespace maillage {
namespace {

using Json = nlohmann::ordered_json;

NamedSource look_at(const SourceSpec& spec, std::string role, const Study& study, Diagnostics& diagnostics) {
  NamedSource named{.given = spec.given, .role = std::move(role)};
  if (!std::filesystem::exists(spec.path)) {
    named.fault = missing_file(spec.path, spec.given);
    return named;
  }
  try {
    const Input input = load_input(spec, study.at, study.level_columns, diagnostics);
    named.layout = input.layout().id;
    named.title = input.layout().title;
    named.vintage = input.recognition.vintage;
    named.vintage_reason = input.recognition.vintage_reason;
    named.rows = input.source.table.rows();
    named.zones = std::set<std::string_view>(input.keys.codes.begin(), input.keys.codes.end()).size();
  } catch (const Error& error) {
    named.fault = error.message();
  }
  return named;
}

}  // namespace

bool StudyInfo::complete() const {
  return std::ranges::all_of(sources, [](const NamedSource& source) { return source.fault.empty(); });
}

StudyInfo study_info(const Study& study, Diagnostics& diagnostics) {
  StudyInfo info{.file = study.file.generic_string(),
                 .title = study.title,
                 .at = to_iso(study.at),
                 .territory = territory_words(study)};
  for (const SourceSpec& spec : study.sources)
    info.sources.push_back(look_at(spec, "source", study, diagnostics));
  if (study.ctg)
    for (const SourceSpec& spec : study.ctg->registers)
      info.sources.push_back(look_at(spec, "register", study, diagnostics));
  return info;
}

std::string study_info_text(const StudyInfo& info, Lang lang) {
  std::string text = info.file + "\n" + fact_line(message("is"), message("a study: {}", info.title), lang) +
                     fact_line(message("at"), info.at, lang) +
                     fact_line(message("territory"), info.territory, lang) + "\n";
  TextTable table({say(lang, "source"), say(lang, "role"), say(lang, "rows"), say(lang, "zones"),
                   say(lang, "vintage"), say(lang, "is")});
  table.align_right(2);
  table.align_right(3);
  std::string faults;
  for (const NamedSource& source : info.sources) {
    if (!source.fault.empty()) {
      table.add(
          {source.given, text_of(term(source.role), lang), "", "", "", say(lang, "NOT USABLE, see below")});
      faults += "\n" + text_of(source.fault, lang) + "\n";
      continue;
    }
    table.add({source.given, text_of(term(source.role), lang), fmt::format("{}", source.rows),
               source.zones > 0 ? fmt::format("{}", source.zones) : "",
               source.vintage ? text_of(*source.vintage, lang) : say(lang, "not told"),
               fmt::format("{} [{}]", source.title, source.layout)});
  }
  return text + table.text() + faults;
}

std::string study_info_json(const StudyInfo& info, Lang lang) {
  Json sources = Json::array();
  for (const NamedSource& source : info.sources)
    sources.push_back({{"path", source.given},
                       {"role", source.role},
                       {"layout", source.layout},
                       {"title", source.title},
                       {"vintage", source.vintage ? Json(to_iso(*source.vintage)) : Json(nullptr)},
                       {"vintage_reason", text_of(source.vintage_reason, lang)},
                       {"rows", source.rows},
                       {"zones", source.zones},
                       {"fault", source.fault.empty() ? Json(nullptr) : Json(text_of(source.fault, lang))}});
  return Json{{"file", info.file},
              {"title", info.title},
              {"at", info.at},
              {"territory", info.territory},
              {"sources", sources}}
             .dump(1) +
         "\n";
}

}  // namespace maillage
