#include "formats/read/json_split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "maillage/base/error.hpp"

namespace maillage {
namespace {

// Brackets in a run of text, counted without a branch so that the compiler can do many bytes at once. '['
// and '{', ']' and '}' differ by one bit.
constexpr std::size_t run = 32;
struct Brackets {
  std::uint8_t opening = 0;
  std::uint8_t closing = 0;
  std::uint8_t arrays = 0;
  std::uint8_t special = 0;
};
Brackets count_brackets(const char* text) {
  Brackets n;
  for (std::size_t i = 0; i < run; ++i) {
    const char folded = static_cast<char>(text[i] | 0x20);
    n.opening = static_cast<std::uint8_t>(n.opening + (folded == '{'));
    n.closing = static_cast<std::uint8_t>(n.closing + (folded == '}'));
    n.arrays = static_cast<std::uint8_t>(n.arrays + (text[i] == '['));
    n.special = static_cast<std::uint8_t>(n.special + (text[i] == '"'));
  }
  return n;
}

std::string excerpt(std::string_view text) {
  std::string shown(text.substr(0, 20));
  for (char& c : shown)
    if (c < ' ' || c > '~') c = '?';
  return shown;
}

class FeatureSplitter {
 public:
  FeatureSplitter(std::string_view text, const std::string& file)
      : text_(text), file_(file), at_(text.data()), end_(text.data() + text.size()) {}

  JsonPieces split() {
    skip_blanks();
    if (peek() != '{')
      fail(message("is no GeoJSON: it does not start with '{{'"),
           message("give a GeoJSON FeatureCollection"));
    const char* begin = at_;
    outer_object();
    const char* last = at_;
    skip_blanks();
    if (at_ != end_) goes_on();
    const JsonMember* type = find_member(pieces_, "type");
    if (!pieces_.has_features && type && type->value == "\"Feature\"") {
      pieces_.has_features = true;
      const auto size = static_cast<std::size_t>(last - begin);
      pieces_.features.push_back({{begin, size}, brackets_});
    }
    return std::move(pieces_);
  }

 private:
  void outer_object() {
    ++at_;
    skip_blanks();
    if (peek() == '}') {
      ++at_;
      return;
    }
    for (;;) {
      skip_blanks();
      if (peek() != '"') unexpected(message("a member name"));
      const char* name = at_ + 1;
      skip_string();
      const std::string_view key(name, static_cast<std::size_t>(at_ - 1 - name));
      skip_blanks();
      if (peek() != ':') unexpected(std::string("':'"));
      ++at_;
      skip_blanks();
      if (key == "features" && peek() == '[') {
        if (pieces_.has_features) fail(message("has two members \"features\""), message("keep one"));
        pieces_.has_features = true;
        feature_array();
      } else {
        const char* value = at_;
        skip_value();
        pieces_.members.push_back({key, {value, static_cast<std::size_t>(at_ - value)}});
      }
      skip_blanks();
      if (peek() == '}') break;
      if (peek() != ',') unexpected(message("',' or '}}'"));
      ++at_;
    }
    ++at_;
  }

  void feature_array() {
    ++at_;
    skip_blanks();
    if (peek() == ']') {
      ++at_;
      return;
    }
    for (;;) {
      skip_blanks();
      const char* begin = at_;
      const std::size_t before = brackets_;
      skip_value();
      pieces_.features.push_back({{begin, static_cast<std::size_t>(at_ - begin)}, brackets_ - before});
      skip_blanks();
      if (peek() == ']') break;
      if (peek() != ',') unexpected(message("',' or ']' after feature {}", pieces_.features.size()));
      ++at_;
    }
    ++at_;
  }

  void skip_value() {
    const char first = peek();
    if (first == '"') return skip_string();
    if (first == '{' || first == '[') return skip_brackets();
    const char* begin = at_;
    while (at_ != end_ && std::string_view(",]} \t\r\n").find(*at_) == std::string_view::npos) ++at_;
    if (at_ == begin) unexpected(message("a value"));
  }

  void skip_brackets() {
    std::size_t depth = 0;
    for (;;) {
      // A run without strings that cannot close the value needs no look at its bytes.
      while (static_cast<std::size_t>(end_ - at_) >= run) {
        const Brackets n = count_brackets(at_);
        if (n.special > 0 || n.closing >= depth) break;
        depth += std::size_t{n.opening} - n.closing;
        brackets_ += n.arrays;
        at_ += run;
      }
      const char* stop = end_ - at_ > static_cast<std::ptrdiff_t>(run) ? at_ + run : end_;
      while (at_ < stop) {
        const char c = *at_;
        if (c == '"') {
          skip_string();
          continue;
        }
        ++at_;
        if (c == '[' || c == '{') {
          ++depth;
          brackets_ += c == '[';
        } else if ((c == ']' || c == '}') && --depth == 0) {
          return;
        }
      }
      if (at_ >= end_) too_early();
    }
  }

  void skip_string() {
    const char* p = at_ + 1;
    for (;; ++p) {
      if (*p == '"') break;
      if (*p == '\\') ++p;
      if (p >= end_) too_early();
    }
    at_ = p + 1;
  }

  void skip_blanks() {
    while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
  }
  [[nodiscard]] char peek() const { return *at_; }

  [[noreturn]] void fail(const Message& what, const Message& advice) const {
    throw Error(Failure::unreadable, message("{}: {}; {}", file_, what, advice));
  }
  [[noreturn]] void too_early() const {
    const Message where = pieces_.has_features ? message("in feature {}", pieces_.features.size() + 1)
                                               : line_and_column(text_, text_.size());
    fail(message("the text ends too early, {}: the file is cut short", where), message("fetch it again"));
  }
  [[noreturn]] void unexpected(const Message& expected) const {
    if (at_ >= end_) too_early();
    const auto place = static_cast<std::size_t>(at_ - text_.data());
    fail(message("broken JSON at {}: found '{}', expected {}", line_and_column(text_, place),
                 excerpt(text_.substr(place)), expected),
         message("export the file again"));
  }
  [[noreturn]] void goes_on() const {
    const auto place = static_cast<std::size_t>(at_ - text_.data());
    const bool sequence = *at_ == '{';
    fail(message("the text goes on after its end, at {}: '{}'", line_and_column(text_, place),
                 excerpt(text_.substr(place))),
         sequence
             ? message("this looks like one object per line (GeoJSONSeq): convert it to a FeatureCollection")
             : message("remove what follows the closing '}}'"));
  }

  std::string_view text_;
  const std::string& file_;
  const char* at_;
  const char* end_;
  std::size_t brackets_ = 0;
  JsonPieces pieces_;
};

}  // namespace

JsonPieces split_geojson(std::string_view text, const std::string& file) {
  return FeatureSplitter(text, file).split();
}

Message line_and_column(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? at + 1 : at - newline;
  return message("line {}, column {}", line, column);
}

const JsonMember* find_member(const JsonPieces& pieces, std::string_view name) {
  const auto found = std::find_if(pieces.members.begin(), pieces.members.end(),
                                  [&](const JsonMember& member) { return member.name == name; });
  return found == pieces.members.end() ? nullptr : &*found;
}

}  // namespace maillage
