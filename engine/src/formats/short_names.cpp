#include "formats/short_names.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "maillage/base/text.hpp"

namespace maillage {
namespace {

constexpr std::array<std::string_view, 4> forms{"", "_s", "_lo", "_hi"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<std::string> words_of(std::string_view code) {
  std::vector<std::string> words(1);
  for (const char c : fold(code)) {
    if (is_letter(c) || is_digit(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

bool is_short_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_base && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

std::string abbreviate(std::string_view code) {
  std::vector<std::string> words = words_of(code);
  if (words.size() > longest_base) words.resize(longest_base);
  const auto length = [&] {
    std::size_t sum = 0;
    for (const std::string& word : words) sum += word.size();
    return sum;
  };
  while (length() > longest_base) {
    // The last of the longest: beginnings of names say most.
    auto longest = words.begin();
    for (auto word = words.begin(); word != words.end(); ++word) {
      if (word->size() >= longest->size()) longest = word;
    }
    longest->pop_back();
  }
  std::string name;
  for (const std::string& word : words) name += word;
  if (name.empty() || !is_letter(name.front())) name = "c" + name.substr(0, longest_base - 1);
  return name;
}

bool ShortNames::is_free(std::string_view base) const {
  const std::string key = to_lower_ascii(base);
  return std::none_of(forms.begin(), forms.end(),
                      [&](std::string_view form) { return taken_.contains(key + std::string(form)); });
}

std::string ShortNames::take(std::string_view wanted) {
  std::string name(wanted);
  for (int number = 2; !is_free(name); ++number) {
    const std::string suffix = std::to_string(number);
    name = std::string(wanted.substr(0, longest_base - suffix.size())) + suffix;
  }
  for (const std::string_view form : forms) taken_.insert(to_lower_ascii(name) + std::string(form));
  return name;
}

}  // namespace maillage
