// What stops a run, and with which exit code.
//
// An Error says that the work asked for cannot be done. Its kind is the answer a script reads: the value of
// the enumerator is the exit code of the program. Problems inside data that can still be read are not
// errors: they are listed, all of them, as Diagnostics (base/diagnostics.hpp).
//
//   usage        2    the command line or the study file asks for something that makes no sense
//   unreadable   3    a file is not what it claims to be: truncated, not its format, wrong coordinates
//   io           4    a file cannot be opened, read, or written
//   internal    70    a law of the program itself is broken: please report it
//   interrupted 130   the user stopped the run
//
// Context is added on the way up, outermost first, without losing the kind:
//
//     Table table = with_context("sources[2] \"ctg.csv\"", [&] { return read_csv(path, diagnostics); });
//     // unreadable: sources[2] "ctg.csv": line 7 has 4 cells, the header has 5
#pragma once

#include <stdexcept>
#include <utility>

#include "maillage/base/message.hpp"

namespace maillage {

enum class Failure { usage = 2, unreadable = 3, io = 4, internal = 70, interrupted = 130 };

class Error : public std::runtime_error {
 public:
  Error(Failure failure, Message message)
      : std::runtime_error(text_of(message, Lang::en)), failure_(failure), message_(std::move(message)) {}
  [[nodiscard]] const Message& message() const noexcept { return message_; }  // what() is its English
  [[nodiscard]] Failure failure() const noexcept { return failure_; }
  [[nodiscard]] int exit_code() const noexcept { return static_cast<int>(failure_); }

 private:
  Failure failure_;
  Message message_;
};

// Runs the function; an Error leaving it is rethrown with "context: " before its message.
template <class Function>
decltype(auto) with_context(const Message& context, Function&& function) {
  try {
    return std::forward<Function>(function)();
  } catch (const Error& error) {
    throw Error(error.failure(), maillage::message("{}: {}", context, error.message()));
  }
}

}  // namespace maillage
