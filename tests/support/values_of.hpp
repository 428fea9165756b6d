// What a message says, without its words: a test that compares prose breaks with every correction of it.
#pragma once

#include <string>
#include <vector>

#include "maillage/base/message.hpp"

namespace maillage {

[[nodiscard]] inline std::vector<std::string> values_of(const Message& message) {
  std::vector<std::string> texts;
  for (const Message& value : message.values) texts.push_back(text_of(value, Lang::en));
  return texts;
}

}  // namespace maillage
