#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <system_error>

#include "command.hpp"
#include "huge_pages.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/parallel.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"
#include "parse.hpp"
#include "usage.hpp"

namespace {

using namespace maillage;
using namespace maillage::cli;

// The second Ctrl-C stops at once.
void on_signal(int signal) {
  request_stop();
  std::signal(signal, SIG_DFL);
}

int run_words(int count, const char* const* words) {
  if (count == 0) {
    fmt::print("{}", overview());
    return 2;
  }
  const std::string_view name = words[0];
  if (name == "--version" || name == "-V") {
    fmt::print("maillage {}\n", MAILLAGE_VERSION);
    return 0;
  }
  if (name == "--help" || name == "-h") {
    fmt::print("{}", overview());
    return 0;
  }
  const Command* command = find_command(name);
  if (command == nullptr) {
    std::vector<std::string> names;
    for (const Command& known : commands()) names.emplace_back(known.name);
    const auto near = closest(name, names);
    throw Error(Failure::usage, fmt::format("unknown command \"{}\"{}; see `maillage help`", name,
                                            near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
  }
  const Arguments arguments = parse(*command, count - 1, words + 1);
  if (arguments.has("help")) {
    fmt::print("{}", usage_text(*command));
    return 0;
  }
  if (!arguments.text("threads").empty())
    set_threads(static_cast<unsigned>(whole_number(arguments, "threads", 256)));
  return command->run(arguments);
}

}  // namespace

int main(int count, char** words) {
  prefer_huge_pages();
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  try {
    const int code = run_words(count - 1, words + 1);
    if (std::fflush(stdout) != 0) throw Error(Failure::io, "standard output cannot be written");
    return code;
  } catch (const Error& error) {
    fmt::print(stderr, "maillage: {}\n", error.what());
    return error.exit_code();
  } catch (const std::system_error& error) {
    // What prints to a full device throws at once when the text is long, and fails at the flush when it is short.
    fmt::print(stderr, "maillage: {}\n",
               std::ferror(stdout) != 0 ? "standard output cannot be written" : error.what());
    return static_cast<int>(Failure::io);
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "maillage: not enough memory\n");
    return static_cast<int>(Failure::io);
  } catch (const std::exception& error) {
    fmt::print(stderr, "maillage: internal error: {}; please report it\n", error.what());
    return static_cast<int>(Failure::internal);
  }
}
