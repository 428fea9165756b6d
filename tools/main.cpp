#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>
#include <system_error>

#include "command.hpp"
#include "huge_pages.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/platform.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "maillage/study/study.hpp"
#include "parse.hpp"
#include "usage.hpp"

namespace {

constexpr std::size_t longest_message = 20000;

using namespace maillage;
using namespace maillage::cli;

// The second Ctrl-C stops at once.
void on_signal(int signal) {
  request_stop();
  std::signal(signal, SIG_DFL);
}

// The language asked for, wherever --lang is, else that of the study that is named: a command line or a study that
// cannot be read is refused in it too.
Lang lang_of(int count, const char* const* words) {
  for (int i = 0; i < count; ++i) {
    const std::string_view word = words[i];
    const std::string_view next = i + 1 < count ? words[i + 1] : "";
    if (word == "--lang=fr" || (word == "--lang" && next == "fr")) return Lang::fr;
    if (word == "--lang=en" || (word == "--lang" && next == "en")) return Lang::en;
  }
  for (int i = 0; i < count; ++i)
    if (std::string_view(words[i]).ends_with(".toml"))
      if (const auto said = lang_of_study(words[i])) return *said;
  return Lang::fr;
}

int run_words(int count, const char* const* words, Lang lang) {
  if (count == 0) {
    fmt::print("{}", overview(lang));
    return 2;
  }
  const std::string_view name = words[0];
  if (name == "--version" || name == "-V") {
    fmt::print("maillage {}\n", MAILLAGE_VERSION);
    return 0;
  }
  if (name == "--help" || name == "-h") {
    fmt::print("{}", overview(lang));
    return 0;
  }
  const Command* command = find_command(name);
  if (command == nullptr) {
    std::vector<std::string> names;
    for (const Command& known : commands()) names.emplace_back(known.name);
    const auto near = closest(name, names);
    throw Error(Failure::usage, message("unknown command \"{}\"{}; see `maillage help`", name,
                                        near ? message("; did you mean \"{}\"?", *near) : Message()));
  }
  Arguments arguments = parse(*command, count - 1, words + 1);
  arguments.lang = lang;
  if (arguments.has("help")) {
    fmt::print("{}", usage_text(*command, lang));
    return 0;
  }
  if (!arguments.text("threads").empty())
    set_threads(static_cast<unsigned>(whole_number(arguments, "threads", 256)));
  return command->run(arguments);
}

}  // namespace

int main(int count, char** words) {
  prefer_huge_pages();
  use_own_environment();
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  Lang lang = Lang::fr;
  std::string out_of_memory;  // made before there is no memory for it
  try {
    lang = lang_of(count - 1, words + 1);
    out_of_memory = say(lang, "maillage: {}", message("not enough memory")) + "\n";
    const int code = run_words(count - 1, words + 1, lang);
    if (std::fflush(stdout) != 0) throw Error(Failure::io, message("standard output cannot be written"));
    return code;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n",
               printable(shortened(say(lang, "maillage: {}", error.message()), longest_message)));
    return error.exit_code();
  } catch (const std::filesystem::filesystem_error& error) {
    fmt::print(
        stderr, "{}\n",
        printable_line(say(lang, "maillage: \"{}\": {}", error.path1().string(), error.code().message())));
    return static_cast<int>(Failure::io);
  } catch (const std::system_error& error) {
    const bool no_thread = error.code() == std::errc::resource_unavailable_try_again ||
                           error.code() == std::errc::not_enough_memory;
    // What prints to a full device throws at once when the text is long, and fails at the flush when it is short.
    const Message what = std::ferror(stdout) != 0 ? message("standard output cannot be written")
                         : no_thread              ? message("not enough memory")
                                                  : Message(std::string(error.what()));
    fmt::print(stderr, "{}\n", say(lang, "maillage: {}", what));
    return static_cast<int>(Failure::io);
  } catch (const std::bad_alloc&) {
    std::fputs(out_of_memory.empty() ? "maillage: pas assez de mémoire (not enough memory)\n"
                                     : out_of_memory.c_str(),
               stderr);
    return static_cast<int>(Failure::io);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}",
               say(lang, "maillage: internal error: {}; please report it\n", std::string(error.what())));
    return static_cast<int>(Failure::internal);
  }
}
