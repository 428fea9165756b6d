#include "maillage/base/message.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <unordered_map>

#include "french/french.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

using Catalogue = std::unordered_map<std::string_view, std::string>;

const Catalogue& french_sentences() {
  static const Catalogue all = [] {
    Catalogue made;
    for (const auto& table :
         {french::words_of_lists(), french::of_base(), french::of_zoning(), french::of_register(),
          french::of_mesh(), french::of_geometry(), french::of_formats(), french::of_themes(),
          french::of_join(), french::of_study(), french::of_run(), french::of_report(), french::of_tools()})
      for (const french::Translation& entry : table)
        made.emplace(entry.english, french_spacing(entry.french));
    return made;
  }();
  return all;
}

std::string_view sentence_in(std::string_view english, Lang lang) {
  if (lang == Lang::en) return english;
  const auto known = french_sentences().find(english);
  return known == french_sentences().end() ? english : std::string_view(known->second);
}

std::string count_text(const Message& count, Lang lang) {
  const bool one = count.number == 1;
  if (lang == Lang::en)
    return fmt::format("{} {}{}", count.number == 0 ? "no" : fmt::format("{:.0f}", count.number), count.text,
                       count.number > 1 ? "s" : "");
  for (const french::Word& word : french::words()) {
    if (word.english != count.text) continue;
    if (count.number == 0) return fmt::format("{} {}", word.feminine ? "aucune" : "aucun", word.one);
    const std::string many = word.many.empty() ? fmt::format("{}s", word.one) : std::string(word.many);
    return fmt::format("{} {}", french_number(count.number), one ? std::string(word.one) : many);
  }
  return fmt::format("{} {}{}", french_number(count.number), count.text, one ? "" : "s");
}

int decimals_of(std::string_view plain) {
  const std::size_t point = plain.find('.');
  return point == std::string_view::npos ? 0 : static_cast<int>(plain.size() - point - 1);
}

bool is_one(const Message& value, Lang lang) {
  return lang == Lang::fr ? std::fabs(value.number) < 2 : value.number == 1;
}

std::string filled(std::string_view sentence, const std::vector<Message>& values, Lang lang) {
  std::string text;
  std::size_t next = 0;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const char c = sentence[i];
    if (c != '{' && c != '}') {
      text += c;
      continue;
    }
    if (i + 1 < sentence.size() && sentence[i + 1] == c) {
      text += c;
      ++i;
      continue;
    }
    const std::size_t end = sentence.find('}', i);
    const std::string_view place = sentence.substr(i + 1, end - i - 1);
    const Message& value = values.at(place.empty() ? next++ : static_cast<std::size_t>(place[0] - '0'));
    if (const std::size_t bar = place.find('|'); bar != std::string_view::npos) {
      const std::size_t other = place.find('|', bar + 1);
      text += is_one(value, lang) ? place.substr(bar + 1, other - bar - 1) : place.substr(other + 1);
    } else {
      text += text_of(value, lang);
    }
    i = end;
  }
  return text;
}

}  // namespace

Message::Message() = default;
Message::Message(std::string data) : text(std::move(data)) {}
Message::Message(std::string_view data) : text(data) {}
Message::Message(Day day)
    : kind(Kind::day), text(to_iso(day)), number(static_cast<double>(day.time_since_epoch().count())) {}
Message::Message(double value)
    : kind(Kind::figure), text(fmt::format("{}", value)), number(value), decimals(-1) {}
Message::Message(const Message&) = default;
Message::Message(Message&&) noexcept = default;
Message& Message::operator=(const Message&) = default;
Message& Message::operator=(Message&&) noexcept = default;
Message::~Message() = default;

Message term(std::string_view english) {
  Message made(english);
  made.kind = Message::Kind::sentence;
  return made;
}

Message sentence_of(const char* english, std::initializer_list<Message> values) {
  Message made = term(english);
  made.values = values;
  return made;
}

Message figure(double value, int decimals) {
  Message made(fmt::format("{:.{}f}", value, decimals));
  made.kind = Message::Kind::figure;
  made.number = value;
  made.decimals = decimals;
  return made;
}

Message counted(std::size_t count, std::string_view word) {
  Message made(word);
  made.kind = Message::Kind::count;
  made.number = static_cast<double>(count);
  return made;
}

Message joined(std::vector<Message> parts, std::string_view separator) {
  Message made(separator);
  made.kind = Message::Kind::list;
  made.values = std::move(parts);
  return made;
}

Message joined(std::span<const std::string> parts, std::string_view separator) {
  return joined(std::vector<Message>(parts.begin(), parts.end()), separator);
}

std::string text_of(const Message& message, Lang lang) {
  switch (message.kind) {
    case Message::Kind::data:
      return message.text;
    case Message::Kind::sentence:
      return filled(sentence_in(message.text, lang), message.values, lang);
    case Message::Kind::count:
      return count_text(message, lang);
    case Message::Kind::figure:
      if (lang == Lang::en) return message.text;
      return french_number(message.number,
                           message.decimals < 0 ? decimals_of(message.text) : message.decimals);
    case Message::Kind::list: {
      std::string text;
      for (const Message& part : message.values)
        text += (&part == &message.values.front() ? "" : std::string(sentence_in(message.text, lang))) +
                text_of(part, lang);
      return text;
    }
    case Message::Kind::day:
      return lang == Lang::fr ? to_french(Day(std::chrono::days(static_cast<int>(message.number))))
                              : message.text;
  }
  return message.text;
}

}  // namespace maillage
