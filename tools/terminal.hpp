// What a person sees on stderr: diagnostics, and progress on a terminal only. stdout is for answers.
#pragma once

#include <string_view>

#include "command.hpp"
#include "maillage/base/diagnostics.hpp"

namespace maillage::cli {

// Warnings and problems, gathered; notes too with --verbose. A summary line when some are not shown.
void show(const Diagnostics& diagnostics, const Arguments& arguments, Lang lang);

// On stdout, for people: data that would command the terminal is written out. CSV and JSON go as they are.
void print_text(std::string_view text);

// A line that the next one replaces; nothing when stderr is no terminal or with --quiet.
void progress(const Message& what, const Arguments& arguments);
void progress_done(const Arguments& arguments);

}  // namespace maillage::cli
