#include "formats/recognise/code_forms.hpp"

#include <algorithm>
#include <regex>
#include <set>
#include <unordered_set>

#include "formats/compiled_form.hpp"
#include "formats/toml_text.hpp"
#include "maillage/base/text.hpp"
#include "maillage/formats/geodata.hpp"
#include "maillage/formats/recognise/keys.hpp"

namespace maillage {
namespace {

bool corsican(std::string_view code) {
  return code.starts_with("2A") || code.starts_with("2B");
}

bool is_commune(std::string_view code) {
  if (code.size() != 5) return false;
  return all_digits(code) || (corsican(code) && all_digits(code.substr(2)));
}

bool is_departement(std::string_view code) {
  if (code.size() == 2) return all_digits(code) || corsican(code);
  if (code.size() != 3) return false;
  return (all_digits(code) && (code.starts_with("97") || code.starts_with("98"))) || code == "69D" ||
         code == "69M";
}

bool is_qpv(std::string_view code) {
  if (code.size() < 8 || (!code.starts_with("QP") && !code.starts_with("QN"))) return false;
  return std::ranges::all_of(code.substr(2),
                             [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// Matching goes as deep as the text is long.
constexpr std::size_t longest_matched = 1000;

bool matches(const std::vector<std::string>& patterns, std::string_view text) {
  if (text.size() > longest_matched) return false;
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    thread_local std::map<std::string, std::regex, std::less<>> compiled;
    auto found = compiled.find(pattern);
    if (found == compiled.end())
      found = compiled.emplace(pattern, compiled_form(pattern, std::regex::icase)).first;
    return std::regex_match(text.begin(), text.end(), found->second);
  });
}

// Could this text be a code of that form, damaged? Zeros lost, or a number.
bool could_have_form(std::string_view text, CodeForm form) {
  const std::size_t width = width_of(form);
  std::string_view digits = text;
  if (digits.ends_with(".0")) digits.remove_suffix(2);
  if (form == CodeForm::epci)
    return digits.size() == width ? all_digits(digits) : parse_number(text).value_or(0) >= 1e8;
  // "017" is the département 17 as the Caf writes it; "171" is an arrondissement.
  if (form == CodeForm::departement && all_digits(digits))
    return !digits.empty() &&
           (digits.size() <= 2 || (digits.size() == 3 && digits[0] == '0') || has_form(digits, form));
  if (form == CodeForm::region && all_digits(digits)) return !digits.empty() && digits.size() <= 2;
  if (form == CodeForm::commune && digits.size() == 4) return all_digits(digits) && digits[0] != '0';
  if (form == CodeForm::iris && digits.size() == 8) return all_digits(digits);
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  std::erase(upper, ' ');
  if (upper.ends_with(".0")) upper.resize(upper.size() - 2);
  return has_form(upper, form);
}

// SIREN of communes, départements and regions begin with 21, 22, 23.
bool of_another_body(std::string_view siren) {
  return siren.starts_with("21") || siren.starts_with("22") || siren.starts_with("23");
}

// The last digit of a SIREN follows from the others (Luhn): one IRIS in ten passes by chance.
bool is_right_siren(std::string_view code) {
  if (!has_form(code, CodeForm::epci)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const int digit = code[i] - '0';
    const int twice = 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;
    sum += i % 2 == 1 ? twice : digit;
  }
  return sum % 10 == 0;
}

struct Sample {
  std::vector<std::string_view> keys;
  std::vector<std::string_view> names;
  std::set<std::string_view> distinct;
  std::size_t words = 0;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Nine in ten; of a few, all but one.
bool most(std::size_t fitting, std::size_t all) {
  return 10 * fitting >= 9 * all || (fitting > 0 && fitting + 1 == all);
}

// Of a large table, so many rows, spread over it.
constexpr std::size_t most_looked_at = 2000;

Sample sample_of(const Table& table, std::span<const std::size_t> rows, std::size_t key,
                 std::optional<std::size_t> name, const Layout& layout) {
  const CodeForm form = form_of(layout.level);
  const std::size_t stride = rows.size() / most_looked_at + 1;
  Sample sample;
  for (std::size_t i = 0; i < rows.size(); i += stride) {
    const std::size_t row = rows[i];
    const std::string_view code = trim(table.cell(row, key));
    if (code.empty()) continue;
    const bool regular = form != CodeForm::any && could_have_form(code, form);
    if (!regular && (is_placeholder(layout, code) || is_total(layout, code))) continue;
    // "NA", "Hors EPCI": words here and there among codes say nothing of their form.
    if (!regular && form != CodeForm::any && std::ranges::none_of(code, is_digit)) {
      ++sample.words;
      continue;
    }
    sample.keys.push_back(code);
    sample.distinct.insert(code);
    if (name) sample.names.push_back(trim(table.cell(row, *name)));
  }
  return sample;
}

std::string padded(std::string_view code) {
  return code.size() == 1 ? "0" + std::string(code) : std::string(code);
}

// Départements 11 and 24 bear the codes of two regions: names decide, without names the number of them.
bool speaks_of_regions(const Sample& sample) {
  std::size_t named = 0;
  for (std::size_t i = 0; i < sample.keys.size(); ++i) {
    const auto region = region_names().find(padded(sample.keys[i]));
    if (region == region_names().end()) return false;
    if (!sample.names.empty() && fold(sample.names[i]) == fold(region->second)) ++named;
  }
  if (sample.keys.empty()) return false;
  return sample.names.empty() ? sample.distinct.size() >= 12 : 2 * named >= sample.keys.size();
}

bool speaks_of_the_nation(const Sample& sample) {
  if (sample.distinct.size() != 1) return false;
  if (sample.names.empty()) return fold(*sample.distinct.begin()).starts_with("f");
  return fold(sample.names.front()).starts_with("france") ||
         fold(sample.names.front()).starts_with("metropole");
}

}  // namespace

CodeForm form_of(const Level& level) {
  static const std::map<Level, CodeForm> forms{{Level::commune, CodeForm::commune},
                                               {Level::epci, CodeForm::epci},
                                               {Level::departement, CodeForm::departement},
                                               {Level::region, CodeForm::region},
                                               {Level::nation, CodeForm::nation},
                                               {Level::qpv, CodeForm::qpv},
                                               {Level::iris, CodeForm::iris}};
  const auto found = forms.find(level);
  return found == forms.end() ? CodeForm::any : found->second;
}

std::size_t width_of(CodeForm form) {
  switch (form) {
    case CodeForm::commune:
      return 5;
    case CodeForm::epci:
    case CodeForm::iris:
      return 9;
    case CodeForm::departement:
    case CodeForm::region:
      return 2;
    default:
      return 0;
  }
}

bool has_form(std::string_view code, CodeForm form) {
  switch (form) {
    case CodeForm::commune:
      return is_commune(code);
    case CodeForm::epci:
      return code.size() == 9 && all_digits(code);
    case CodeForm::iris:
      return code.size() == 9 && is_commune(code.substr(0, 5)) && all_digits(code.substr(5));
    case CodeForm::departement:
      return is_departement(code);
    case CodeForm::region:
      return code.size() == 2 && all_digits(code);
    case CodeForm::qpv:
      return is_qpv(code);
    default:
      return !code.empty();
  }
}

bool looks_like_code(std::string_view text, const Level& level) {
  return has_form(text, form_of(level));
}

const std::map<std::string, std::string, std::less<>>& region_names() {
  static const auto names = [] {
    std::map<std::string, std::string, std::less<>> regions;
    for (const GeodataFile& file : geodata_files()) {
      if (file.path != "regions.toml") continue;
      const toml::table document = parse_geodata(file.path, file.text);
      for (const auto& [code, name] : document)
        regions.emplace(std::string(code.str()), name.value_or(std::string{}));
    }
    return regions;
  }();
  return names;
}

bool is_placeholder(const Layout& layout, std::string_view code) {
  return matches(layout.placeholder_codes, code);
}

bool is_total(const Layout& layout, std::string_view code) {
  return matches(layout.total_codes, code);
}

bool are_postal_codes(std::span<const std::string> codes, std::string_view column) {
  const std::string name = fold(column);
  const bool called_so = name == "cp" || name.find("postal") != std::string::npos;
  std::unordered_set<std::string_view> different;
  std::size_t round = 0;
  const std::size_t stride = codes.size() / most_looked_at + 1;
  for (std::size_t i = 0; i < codes.size(); i += stride)
    if (has_form(codes[i], CodeForm::commune) && different.insert(codes[i]).second)
      round += codes[i].ends_with('0') ? 1U : 0U;
  if (different.empty()) return false;
  constexpr std::size_t enough = 5;
  return called_so || (different.size() >= enough && 5 * round >= 4 * different.size());
}

std::string as_postal_code(std::string_view code) {
  return "CP " + std::string(code);
}

bool codes_are_of_epci(const Table& table, std::size_t column, const Layout& layout) {
  std::size_t codes = 0;
  std::size_t fitting = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view code = trim(table.cell(row, column));
    if (!could_have_form(code, CodeForm::epci) || is_placeholder(layout, code)) continue;
    ++codes;
    fitting += of_another_body(code) ? 0U : 1U;
  }
  return 2 * fitting >= codes;
}

bool keys_fit(const Table& table, std::span<const std::size_t> rows, std::size_t key,
              std::optional<std::size_t> name, const Layout& layout) {
  const Sample sample = sample_of(table, rows, key, name, layout);
  if (sample.words > sample.keys.size()) return form_of(layout.level) == CodeForm::nation;
  if (sample.keys.empty()) return true;
  if (!layout.key_form.empty()) {
    const std::regex form = compiled_form(layout.key_form, std::regex::icase);
    const auto fitting = std::ranges::count_if(sample.keys, [&](std::string_view code) {
      return code.size() <= longest_matched && std::regex_search(code.begin(), code.end(), form);
    });
    return most(static_cast<std::size_t>(fitting), sample.keys.size());
  }
  const CodeForm form = form_of(layout.level);
  if (form == CodeForm::any) return true;
  if (form == CodeForm::iris && std::ranges::all_of(sample.keys, is_right_siren)) return false;
  if (form == CodeForm::nation) return speaks_of_the_nation(sample);
  if (form == CodeForm::region) return speaks_of_regions(sample);
  if (form == CodeForm::departement && (speaks_of_regions(sample) || speaks_of_the_nation(sample)))
    return false;
  const auto fitting = std::ranges::count_if(sample.keys, [&](std::string_view code) {
    return could_have_form(code, form) && !(form == CodeForm::epci && of_another_body(code));
  });
  return most(static_cast<std::size_t>(fitting), sample.keys.size());
}

}  // namespace maillage
