// What the words of the answer mean, for `maillage help answer`: the same words, from the same tables.
#pragma once

#include <string>

#include "maillage/base/lang.hpp"

namespace maillage::cli {

[[nodiscard]] std::string answer_words(Lang lang);

}  // namespace maillage::cli
