#include "maillage/base/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "maillage/base/text.hpp"

namespace maillage {

namespace {

constexpr std::size_t longest_text = 4000;

void shorten(std::string& text) {
  if (text.size() > longest_text) text = shortened(text, longest_text);
}

void shorten(Message& words) {
  if (words.kind == Message::Kind::data) shorten(words.text);
  for (Message& value : words.values) shorten(value);
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
  Place& place = diagnostic.place;
  for (std::string* text : {&place.file, &place.layer, &place.column, &place.zone}) shorten(*text);
  for (Message* words : {&diagnostic.found, &diagnostic.expected, &diagnostic.advice}) shorten(*words);
  items.push_back(std::move(diagnostic));
}

std::size_t Diagnostics::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(items, [&](const Diagnostic& item) { return item.severity == severity; }));
}

bool Diagnostics::has(std::string_view code) const {
  return std::ranges::any_of(items, [&](const Diagnostic& item) { return item.code == code; });
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::problem:
      return "problem";
  }
  return "problem";
}

namespace {

Message severity_word(Severity severity) {
  switch (severity) {
    case Severity::note:
      return message("note");
    case Severity::warning:
      return message("warning");
    case Severity::problem:
      break;
  }
  return message("problem");
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic, Lang lang) {
  const Place& place = diagnostic.place;
  std::vector<Message> where;
  if (!place.file.empty()) where.emplace_back(place.file);
  if (!place.layer.empty()) where.push_back(message("layer {}", place.layer));
  if (place.row > 0) where.push_back(message("row {}", place.row));
  if (!place.column.empty()) where.push_back(message("column {}", place.column));
  if (!place.zone.empty()) where.push_back(message("zone {}", place.zone));
  Message text = message("{}: {}", severity_word(diagnostic.severity), diagnostic.found);
  if (!where.empty()) text = message("{}: {}", joined(where, ", "), text);
  if (!diagnostic.expected.empty()) text = message("{}; expected {}", text, diagnostic.expected);
  if (!diagnostic.advice.empty()) text = message("{}; {}", text, diagnostic.advice);
  return printable_line(fmt::format("{} [{}]", text_of(text, lang), diagnostic.code));
}

}  // namespace maillage
