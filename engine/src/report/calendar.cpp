#include "report/calendar.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <string_view>

namespace maillage {
namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x20) continue;
    if (c == '\\' || c == ';' || c == ',') result += '\\';
    result += c;
  }
  return result;
}

bool continues_a_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

void add_line(std::string& out, std::string_view line) {
  constexpr std::size_t most = 75;
  std::size_t room = most;
  while (line.size() > room) {
    std::size_t cut = room;
    while (continues_a_character(line[cut])) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = most - 1;
  }
  out.append(line).append("\r\n");
}

std::string plain_day(Day day) {
  std::string text = to_iso(day);
  std::erase(text, '-');
  return text;
}

}  // namespace

std::string calendar_text(std::span<const CalendarDay> days, const std::string& name, Day stamp) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//maillage//ctg//FR");
  add_line(out, "CALSCALE:GREGORIAN");
  add_line(out, "X-WR-CALNAME:" + escaped(name));
  for (const CalendarDay& entry : days) {
    add_line(out, "BEGIN:VEVENT");
    add_line(out, fmt::format("UID:{}@maillage", escaped(entry.id)));
    add_line(out, fmt::format("DTSTAMP:{}T000000Z", plain_day(stamp)));
    add_line(out, "DTSTART;VALUE=DATE:" + plain_day(entry.day));
    add_line(out, "DTEND;VALUE=DATE:" + plain_day(entry.day + std::chrono::days{1}));
    add_line(out, "SUMMARY:" + escaped(entry.title));
    add_line(out, "DESCRIPTION:" + escaped(entry.text));
    add_line(out, "TRANSP:TRANSPARENT");
    add_line(out, "END:VEVENT");
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace maillage
