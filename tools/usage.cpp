#include "usage.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace maillage::cli {
namespace {

std::string synopsis(const Command& command, Lang lang) {
  std::string line = fmt::format("maillage {}", command.name);
  for (const Positional& positional : command.positionals)
    line += positional.required ? fmt::format(" {}", positional.name) : fmt::format(" [{}]", positional.name);
  return line + (command.options.empty() ? "" : say(lang, " [options]"));
}

std::string left_side(const Option& option) {
  std::string text = option.letter != 0 ? fmt::format("-{}, --{}", option.letter, option.name)
                                        : fmt::format("    --{}", option.name);
  if (!option.value.empty()) text += fmt::format(" {}", option.value);
  return text;
}

std::string option_lines(const std::vector<Option>& options, Lang lang) {
  std::string text;
  for (const Option& option : options) {
    std::string help = text_of(option.help, lang);
    if (!option.choices.empty()) help += fmt::format(" ({})", fmt::join(option.choices, ", "));
    if (!option.fallback.empty() && option.fallback != "0") help += fmt::format(" [{}]", option.fallback);
    text += fmt::format("  {:<26} {}\n", left_side(option), help);
  }
  return text;
}

nlohmann::ordered_json option_json(const Option& option, Lang lang) {
  nlohmann::ordered_json json{{"name", option.name}, {"help", text_of(option.help, lang)}};
  if (option.letter != 0) json["letter"] = std::string(1, option.letter);
  if (!option.value.empty()) json["value"] = option.value;
  if (!option.fallback.empty()) json["default"] = option.fallback;
  if (!option.choices.empty()) json["choices"] = option.choices;
  return json;
}

}  // namespace

std::string overview(Lang lang) {
  std::string text =
      say(lang,
          "maillage: territory coverage for France: childcare, Ctg, poverty, priority zones\n\nCommands:\n");
  for (const Command& command : commands())
    text += fmt::format("  {:<8} {}\n", command.name, text_of(command.summary, lang));
  return text + say(lang,
                    "\nTopics: `maillage help study` (the study file), `ctg-file` (the register), `answer` "
                    "(its words), "
                    "`exit`\n"
                    "First steps: maillage demo -o demo && maillage run demo/demo.toml -o out\n");
}

std::string usage_text(const Command& command, Lang lang) {
  std::string text = fmt::format("{}\n\n{}\n", synopsis(command, lang), text_of(command.description, lang));
  if (!command.positionals.empty()) text += "\n";
  for (const Positional& positional : command.positionals)
    text += fmt::format("  {:<26} {}\n", positional.name, text_of(positional.help, lang));
  if (!command.options.empty()) text += say(lang, "\nOptions:\n") + option_lines(command.options, lang);
  text += say(lang, "\nCommon options:\n") + option_lines(common_options(command), lang);
  text += say(lang, "\nExit codes:\n");
  for (const ExitCode& code : command.exit_codes)
    text += fmt::format("  {:<4} {}\n", code.code, text_of(code.meaning, lang));
  text += say(lang, "  others: `maillage help exit`\n");
  if (!command.examples.empty()) text += say(lang, "\nExamples:\n");
  for (const std::string_view example : command.examples) text += fmt::format("  {}\n", example);
  return text;
}

std::string usage_json(Lang lang) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Command& command : commands()) {
    nlohmann::ordered_json json{{"name", command.name},
                                {"summary", text_of(command.summary, lang)},
                                {"description", text_of(command.description, lang)}};
    json["positionals"] = nlohmann::ordered_json::array();
    for (const Positional& positional : command.positionals)
      json["positionals"].push_back({{"name", positional.name},
                                     {"help", text_of(positional.help, lang)},
                                     {"required", positional.required}});
    json["options"] = nlohmann::ordered_json::array();
    for (const Option& option : all_options(command)) json["options"].push_back(option_json(option, lang));
    json["exit_codes"] = nlohmann::ordered_json::object();
    for (const auto* codes : {&command.exit_codes, &common_exit_codes()})
      for (const ExitCode& code : *codes)
        if (!json["exit_codes"].contains(std::to_string(code.code)))
          json["exit_codes"][std::to_string(code.code)] = text_of(code.meaning, lang);
    all.push_back(std::move(json));
  }
  return nlohmann::ordered_json{{"program", "maillage"}, {"commands", all}}.dump(1) + "\n";
}

}  // namespace maillage::cli
