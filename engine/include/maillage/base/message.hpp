// Sentences as data: what the program says to people, before a language is chosen.
//
// A message is an English sentence with places `{}` and the values that fill them; a value is a message too,
// or data taken as it is (names of files, codes, spellings of the user). `text_of` fills it in: in English as
// it stands, in French through the catalogue engine/src/base/french/, where each English sentence has one
// French one. Whoever finds a fact says it once, in English; whoever shows it chooses the language.
//
// Values: text is data and shown as it is; a whole number is shown by its digits (years and rows are not
// grouped); a Day as 2023-12-31 or 31/12/2023; `figure(1234.5, 1)` as 1234.5 or 1 234,5; `counted(17, "row")`
// as "17 rows" or "17 lignes". A place may choose a word by the number of a value: `{0|is|are}` is the first
// word up to one (English: for one only) and the second beyond. French sentences may use their values in
// another order (`{1} … {0}`). Two braces make one: `{{ path = … }}`.
//
// The number of values is checked against the sentence when the program is compiled; that each sentence has a
// French one with the same places, by tests/messages.
//
//     const Message lost = message("{} {0|is|are} left out of {}", counted(rows, "row"), file);
//     text_of(lost, Lang::fr);  // "17 lignes sont laissées de côté dans ctg.csv"
//     lost.values[1].text;      // what a test compares: "ctg.csv"
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/base/lang.hpp"

namespace maillage {

struct Message {
  enum class Kind : std::uint8_t { data, sentence, count, figure, day, list };

  Kind kind = Kind::data;
  std::string text;  // data as it is; the English of a sentence; the word counted; the separator of a list
  std::vector<Message> values;  // of a sentence, in the order of its places; of a list
  double number = 0;            // of a count, a figure or a whole number; of a day, days since 1970
  int decimals = 0;             // of a figure; -1: as many as its text has

  Message();
  Message(std::string data);
  Message(std::string_view data);
  Message(const char* literal) = delete;  // message("…") is a sentence, std::string("…") is data
  Message(Day day);
  Message(double value);
  template <std::integral Number>
  Message(Number whole) : Message(std::to_string(whole)) {
    number = static_cast<double>(whole);
  }
  Message(const Message&);
  Message(Message&&) noexcept;
  Message& operator=(const Message&);
  Message& operator=(Message&&) noexcept;
  ~Message();

  [[nodiscard]] bool empty() const { return text.empty() && values.empty(); }
  [[nodiscard]] bool operator==(const Message& other) const = default;
};

// How many values a sentence takes; a compile-time error when its places are malformed.
[[nodiscard]] constexpr std::size_t places_of(std::string_view sentence) {
  std::size_t next = 0, most = 0;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] != '{' && sentence[i] != '}') continue;
    if (i + 1 < sentence.size() && sentence[i + 1] == sentence[i]) {
      ++i;
      continue;
    }
    const std::size_t end = sentence.find('}', i);
    if (sentence[i] == '}' || end == std::string_view::npos) throw "a brace without its other half";
    std::size_t place = next;
    if (end == i + 1)
      ++next;
    else if (sentence[i + 1] >= '0' && sentence[i + 1] <= '9' && (end == i + 2 || sentence[i + 2] == '|'))
      place = static_cast<std::size_t>(sentence[i + 1] - '0');
    else
      throw "a place is {}, {0} or {0|one|many}";
    most = place + 1 > most ? place + 1 : most;
    i = end;
  }
  return most;
}

template <std::size_t count>
struct Sentence {
  const char* text;
  consteval Sentence(const char* english) : text(english) {
    if (places_of(english) != count) throw "a value without a place, or a place without a value";
  }
};

[[nodiscard]] Message sentence_of(const char* english, std::initializer_list<Message> values);

// A sentence and its values.
template <class... Values>
[[nodiscard]] Message message(Sentence<sizeof...(Values)> english, const Values&... values) {
  return sentence_of(english.text, {Message(values)...});
}

// A word of a closed list (a level, a kind of event), by its English.
[[nodiscard]] Message term(std::string_view english);
[[nodiscard]] Message figure(double value, int decimals);
[[nodiscard]] Message counted(std::size_t count, std::string_view word);
[[nodiscard]] Message joined(std::vector<Message> parts, std::string_view separator);
[[nodiscard]] Message joined(std::span<const std::string> parts, std::string_view separator);

[[nodiscard]] std::string text_of(const Message& message, Lang lang);

// A sentence said at once, where the language is known.
template <class... Values>
[[nodiscard]] std::string say(Lang lang, Sentence<sizeof...(Values)> english, const Values&... values) {
  return text_of(sentence_of(english.text, {Message(values)...}), lang);
}

}  // namespace maillage
