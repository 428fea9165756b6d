// TOML read key by key, so that what nothing asked for is an error with its line, its column and what to write: studies, and
// the layouts that the program knows.
#pragma once

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/base/date.hpp"
#include "maillage/base/message.hpp"

namespace maillage {

class TomlReader {
 public:
  TomlReader(const toml::table& table, std::string file, std::string path);

  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  [[nodiscard]] std::string text(std::string_view key, std::string fallback = {});
  [[nodiscard]] std::optional<double> number(std::string_view key);
  [[nodiscard]] int whole(std::string_view key, int fallback);
  [[nodiscard]] bool truth(std::string_view key, bool fallback);
  [[nodiscard]] std::optional<Day> day(std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);  // a text counts as a list of one
  [[nodiscard]] std::string one_of(std::string_view key, std::vector<std::string> choices,
                                   std::string fallback);
  [[nodiscard]] const toml::node* node(std::string_view key);
  [[nodiscard]] std::optional<TomlReader> table(std::string_view key);
  [[nodiscard]] std::vector<std::string> keys() const;

  // Every key must have been asked for by now.
  void finish() const;

  [[nodiscard]] Message place_of(const toml::node* at) const;  // "study.toml, line 3, column 13"
  [[noreturn]] void fail(const toml::node* at, const Message& what) const;
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  [[nodiscard]] std::string full(std::string_view key) const;

  const toml::table& table_;
  std::string file_;
  std::string path_;
  mutable std::set<std::string, std::less<>> asked_;
};

}  // namespace maillage
