#include <fmt/format.h>

#include "usage.hpp"

namespace maillage::cli {
namespace {

// As roff prints it: hyphens are minus signs, a line never begins with a command.
std::string roff(std::string_view text) {
  std::string safe;
  bool begins = true;
  for (const char c : text) {
    if (begins && (c == '.' || c == '\'')) safe += "\\&";
    if (c == '\\')
      safe += "\\e";
    else if (c == '-')
      safe += "\\-";
    else
      safe += c;
    begins = c == '\n';
  }
  return safe;
}

std::string heading(std::string_view title) {
  return fmt::format(".SH \"{}\"\n", title);
}

// A term and what it means.
std::string tagged(std::string_view term, std::string_view meaning) {
  return fmt::format(".TP\n{}\n{}\n", term, roff(meaning));
}

std::string term_of(const Option& option) {
  std::string term = option.letter != 0 ? fmt::format("\\fB\\-{}\\fR, ", option.letter) : "";
  term += fmt::format("\\fB\\-\\-{}\\fR", roff(option.name));
  if (!option.value.empty()) term += fmt::format(" \\fI{}\\fR", roff(option.value));
  return term;
}

std::string options_of(const std::vector<Option>& options, Lang lang) {
  std::string text;
  for (const Option& option : options) {
    std::string help = text_of(option.help, lang);
    if (!option.choices.empty()) help += fmt::format(" ({})", fmt::join(option.choices, ", "));
    if (!option.fallback.empty() && option.fallback != "0") help += fmt::format(" [{}]", option.fallback);
    text += tagged(term_of(option), help);
  }
  return text;
}

std::string synopsis_of(const Command& command, Lang lang) {
  std::string line = fmt::format("\\fBmaillage {}\\fR", command.name);
  for (const Positional& positional : command.positionals)
    line += positional.required ? fmt::format(" \\fI{}\\fR", positional.name)
                                : fmt::format(" [\\fI{}\\fR]", positional.name);
  return line + (command.options.empty() ? "" : say(lang, " [options]"));
}

std::string section_of(const Command& command, Lang lang) {
  std::string text = fmt::format(".SS {}\n{}\n.PP\n{}\n", command.name, synopsis_of(command, lang),
                                 roff(text_of(command.description, lang)));
  for (const Positional& positional : command.positionals)
    text += tagged(fmt::format("\\fI{}\\fR", positional.name), text_of(positional.help, lang));
  text += options_of(all_options(command), lang);
  for (const ExitCode& code : command.exit_codes)
    text += tagged(say(lang, "exit code {}", code.code), text_of(code.meaning, lang));
  return text;
}

}  // namespace

std::string manual_page(Lang lang) {
  std::string text = fmt::format(".TH MAILLAGE 1 \"\" \"maillage {}\" \"{}\"\n", MAILLAGE_VERSION,
                                 say(lang, "User commands"));
  text += heading(say(lang, "NAME"));
  text +=
      roff(say(lang, "maillage - territory coverage for France: childcare, Ctg, poverty, priority zones")) +
      "\n";
  text += heading(say(lang, "SYNOPSIS"));
  for (const Command& command : commands()) text += synopsis_of(command, lang) + "\n.br\n";
  text += heading(say(lang, "COMMANDS"));
  for (const Command& command : commands()) text += section_of(command, lang);
  text += heading(say(lang, "EXIT CODES"));
  for (const ExitCode& code : common_exit_codes())
    text += tagged(fmt::format("\\fB{}\\fR", code.code), text_of(code.meaning, lang));
  text += heading(say(lang, "EXAMPLES"));
  for (const Command& command : commands())
    for (const std::string_view example : command.examples)
      text += fmt::format(".PP\n.nf\n{}\n.fi\n", roff(example));
  text += heading(say(lang, "SEE ALSO"));
  return text +
         roff(say(lang,
                  "`maillage help study` (the study file), `maillage help ctg-file` (the register), "
                  "`maillage help answer` (the words of the answer)")) +
         "\n";
}

}  // namespace maillage::cli
