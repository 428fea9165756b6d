// XML walked from its first element to its last, in the order of the text (expat).
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace maillage {

// The attributes of one element, alive while it opens.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  // Empty when there is none; a prefix ("r:id") does not count.
  [[nodiscard]] std::string_view at(std::string_view name) const;

 private:
  const char* const* pairs_;
};

// Names come without their prefix: "x:row" is "row".
struct XmlWalk {
  std::function<void(std::string_view name, const XmlAttributes&)> opens;
  std::function<void(std::string_view name)> closes;
  std::function<void(std::string_view text)> text;
};

// False when the text is no well-formed XML; what came before has been walked.
[[nodiscard]] bool walk_xml(std::string_view xml, const XmlWalk& walk);

}  // namespace maillage
