// The language of what people read: French by default.
#pragma once

#include <cstdint>

namespace maillage {

enum class Lang : std::uint8_t { fr, en };

}  // namespace maillage
