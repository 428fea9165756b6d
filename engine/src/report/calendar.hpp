// A calendar of days, as RFC 5545 has it: what a mailbox or a telephone imports.
#pragma once

#include <span>
#include <string>

#include "maillage/base/date.hpp"

namespace maillage {

struct CalendarDay {
  std::string id;  // unique, and the same at each export: a second import renews the event
  Day day;
  std::string title;
  std::string text;
};

// Lines end in CR LF and are folded at 75 bytes, between characters. `stamp` is the day the events are said to be of.
[[nodiscard]] std::string calendar_text(std::span<const CalendarDay> days, const std::string& name,
                                        Day stamp);

}  // namespace maillage
