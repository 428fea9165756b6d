#include "maillage/register/members.hpp"

#include <algorithm>

#include "maillage/base/text.hpp"
#include "maillage/register/agreement.hpp"

namespace maillage {
namespace {

// U+00A0 and U+202F become blanks, line ends become separators, so that the rest sees one kind of each.
std::string with_plain_blanks(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\xC2\xA0")) {
      result += ' ';
      i += 1;
    } else if (rest.starts_with("\xE2\x80\xAF")) {
      result += ' ';
      i += 2;
    } else if (rest[0] == '\t') {
      result += ' ';
    } else if (rest[0] == '\n' || rest[0] == '\r') {
      result += ';';
    } else {
      result += rest[0];
    }
  }
  return result;
}

bool looks_like_bracketed_code(std::string_view text) {
  const bool has_digit = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return has_digit && text.find_first_of(" ()") == std::string_view::npos;
}

bool is_commune_or_epci(std::string_view code) {
  const PartyType type = type_of_code(code);
  return (code.size() == 5 || code.size() == 9) && type != PartyType::unknown;
}

// Members that end with a bracketed code. A bracket inside the item ends a member only when it surely is
// the code of a commune or an EPCI: "Aytré (17028), La Rochelle (17300)" is two members, "Château-Chinon
// (Ville) (58062)" is one.
std::vector<Member> bracketed(std::string_view item) {
  std::vector<Member> members;
  std::size_t begin = 0;
  for (std::size_t open = item.find('('); open != std::string_view::npos; open = item.find('(', open + 1)) {
    const std::size_t close = item.find(')', open);
    if (close == std::string_view::npos) break;
    const std::string_view code = trim(item.substr(open + 1, close - open - 1));
    const bool last = close + 1 == item.size();
    if (!is_commune_or_epci(code) && !(last && looks_like_bracketed_code(code))) continue;
    std::string_view name = trim(item.substr(begin, open - begin));
    while (!members.empty() && !name.empty() && name.front() == ',') name = trim(name.substr(1));
    members.push_back({std::string(name), std::string(code)});
    begin = close + 1;
  }
  const std::string_view rest = trim(item.substr(begin));
  if (!members.empty() && !rest.empty()) members.push_back({std::string(rest), ""});
  return members;
}

// "17028, 17300" or "17028 17300"; empty when some word is no code of a territory.
std::vector<Member> bare_codes(std::string_view item) {
  std::vector<Member> codes;
  std::string word;
  const auto take = [&] {
    const bool good = word.empty() || type_of_code(word) != PartyType::unknown;
    if (!word.empty()) codes.push_back({"", word});
    word.clear();
    return good;
  };
  for (const char c : item) {
    if (c != ' ' && c != ',') {
      word += c;
    } else if (!take()) {
      return {};
    }
  }
  if (!take()) return {};
  return codes;
}

}  // namespace

std::vector<Member> parse_members(std::string_view text) {
  const std::string plain = with_plain_blanks(text);
  std::vector<Member> members;
  for (const std::string_view part : split(plain, ';')) {
    const std::string_view item = trim(part);
    if (item.empty()) continue;
    if (std::vector<Member> named = bracketed(item); !named.empty()) {
      members.insert(members.end(), named.begin(), named.end());
    } else if (std::vector<Member> codes = bare_codes(item); !codes.empty()) {
      members.insert(members.end(), codes.begin(), codes.end());
    } else {
      members.push_back({std::string(item), ""});
    }
  }
  return members;
}

}  // namespace maillage
