// The pages that maps are laid out on: a4 (landscape), a4-portrait, slide (16:9), web (900 px at 96 dpi).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace maillage {

enum class PageFormat : std::uint8_t { a4, a4_portrait, slide, web };

// The words of options and study files: "a4", "a4-portrait", "slide", "web".
[[nodiscard]] std::optional<PageFormat> parse_page_format(std::string_view word);

}  // namespace maillage
