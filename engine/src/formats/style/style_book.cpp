#include <toml++/toml.h>
#include <algorithm>
#include <charconv>

#include "maillage/base/error.hpp"
#include "maillage/formats/geodata.hpp"
#include "maillage/formats/style/styles.hpp"

namespace maillage {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw Error(Failure::internal, message("geodata/styles.toml: {}", what));
}

Colour colour_of(std::string_view hex) {
  const auto part = [&](std::size_t at) {
    unsigned value = 0;
    const std::string_view digits = hex.substr(at, 2);
    const auto end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, value, 16).ptr != end) fail("no colour: " + std::string(hex));
    return static_cast<std::uint8_t>(value);
  };
  if (hex.size() != 7 || hex.front() != '#') fail("no colour: " + std::string(hex));
  return {part(1), part(3), part(5)};
}

Pattern pattern_of(std::string_view word) {
  if (word.empty()) return Pattern::none;
  if (word == "slash") return Pattern::slash;
  if (word == "backslash") return Pattern::backslash;
  if (word == "cross") return Pattern::cross;
  if (word == "dots") return Pattern::dots;
  fail("no pattern: " + std::string(word));
}

std::string text_of(const toml::table& table, std::string_view key) {
  return std::string(table[key].value_or(std::string_view()));
}

Look look_of(const StyleBook& book, const toml::table& table) {
  Look look = solid(book, colour_of(text_of(table, "fill")));
  look.pattern = pattern_of(text_of(table, "pattern"));
  if (look.pattern != Pattern::none) look.ink = colour_of(text_of(table, "ink"));
  return look;
}

template <class Item, class Make>
std::vector<Item> list_of(const toml::array* array, std::string_view name, Make make) {
  if (array == nullptr) fail("no list " + std::string(name));
  std::vector<Item> items;
  for (const toml::node& node : *array) items.push_back(make(node));
  return items;
}

std::vector<Colour> palette_of(const toml::table& book, std::string_view name) {
  return list_of<Colour>(book["palettes"][name].as_array(), name,
                         [](const toml::node& node) { return colour_of(node.value_or(std::string_view())); });
}

std::vector<std::string> texts_of(const toml::array* array, std::string_view name) {
  return list_of<std::string>(array, name,
                              [](const toml::node& node) { return std::string(node.value_or("")); });
}

NamedLook named_look(const StyleBook& book, std::string code, const toml::table& table) {
  return {std::move(code), text_of(table, book.lang == Lang::fr ? "label" : "label_en"),
          look_of(book, table)};
}

StyleBook read_book(std::string_view text, Lang lang) {
  const toml::table book = toml::parse(text);
  StyleBook styles;
  styles.lang = lang;
  styles.sequential = palette_of(book, "sequential");
  styles.warm = palette_of(book, "warm");
  styles.centred = palette_of(book, "centred");
  styles.centred_warm = palette_of(book, "centred_warm");
  const toml::table& palettes = *book["palettes"].as_table();
  styles.outline = colour_of(text_of(palettes, "outline"));
  styles.outline_on_dark = colour_of(text_of(palettes, "outline_on_dark"));
  styles.zero = solid(styles, colour_of(text_of(palettes, "zero")));
  styles.plain = solid(styles, colour_of(text_of(palettes, "plain")));
  for (const auto& [word, node] : *book["missing"].as_table()) {
    const std::string code(word.str());
    styles.missing.emplace(code, named_look(styles, code, *node.as_table()));
  }
  styles.fallback = list_of<Look>(book["fallback"].as_array(), "fallback",
                                  [&](const toml::node& node) { return look_of(styles, *node.as_table()); });
  styles.categories =
      list_of<CategoryStyle>(book["category"].as_array(), "category", [&](const toml::node& node) {
        const toml::table& table = *node.as_table();
        CategoryStyle category;
        category.columns = texts_of(table["columns"].as_array(), "category.columns");
        category.classes =
            list_of<NamedLook>(table["classes"].as_array(), "category.classes", [&](const toml::node& item) {
              return named_look(styles, text_of(*item.as_table(), "code"), *item.as_table());
            });
        return category;
      });
  for (const auto& [code, node] : *book["words"].as_table())
    styles.words.emplace(code.str(), text_of(*node.as_table(), lang == Lang::fr ? "label" : "label_en"));
  return styles;
}

StyleBook read_embedded_book(Lang lang) {
  const auto files = geodata_files();
  const auto file =
      std::find_if(files.begin(), files.end(), [](const GeodataFile& f) { return f.path == "styles.toml"; });
  if (file == files.end()) fail("not compiled in");
  try {
    return read_book(file->text, lang);
  } catch (const toml::parse_error& error) {
    fail(error.what());
  }
}

}  // namespace

const StyleBook& style_book(Lang lang) {
  static const StyleBook french = read_embedded_book(Lang::fr), english = read_embedded_book(Lang::en);
  return lang == Lang::fr ? french : english;
}

}  // namespace maillage
