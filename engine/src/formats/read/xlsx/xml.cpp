#include "formats/read/xlsx/xml.hpp"

#include <expat.h>

#include <algorithm>
#include <exception>
#include <memory>

#include "maillage/base/progress.hpp"

namespace maillage {
namespace {

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// An exception does not cross the parser: it waits here, and the parser is stopped.
struct Walking {
  const XmlWalk& walk;
  XML_Parser parser;
  std::exception_ptr thrown = nullptr;

  template <class Step>
  void step(const Step& taken) {
    if (thrown) return;
    try {
      taken();
    } catch (...) {
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

void on_open(void* data, const char* name, const char** attributes) {
  auto& walking = *static_cast<Walking*>(data);
  if (walking.walk.opens)
    walking.step([&] { walking.walk.opens(without_prefix(name), XmlAttributes(attributes)); });
}

void on_close(void* data, const char* name) {
  auto& walking = *static_cast<Walking*>(data);
  if (walking.walk.closes) walking.step([&] { walking.walk.closes(without_prefix(name)); });
}

void on_text(void* data, const char* text, int size) {
  auto& walking = *static_cast<Walking*>(data);
  if (walking.walk.text) walking.step([&] { walking.walk.text({text, static_cast<std::size_t>(size)}); });
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

std::string_view XmlAttributes::at(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2)
    if (without_prefix(*pair) == name) return pair[1];
  return {};
}

bool walk_xml(std::string_view xml, const XmlWalk& walk) {
  constexpr std::size_t step = std::size_t{1} << 20U;
  const std::unique_ptr<XML_ParserStruct, FreeParser> parser(XML_ParserCreate(nullptr));
  Walking walking{walk, parser.get()};
  XML_SetUserData(parser.get(), &walking);
  XML_SetElementHandler(parser.get(), on_open, on_close);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  bool is_whole = true;
  for (std::size_t at = 0; is_whole; at += step) {
    stop_point();
    const std::string_view block = xml.substr(std::min(at, xml.size()), step);
    const bool is_last = at + step >= xml.size();
    is_whole = XML_Parse(parser.get(), block.data(), static_cast<int>(block.size()), is_last ? 1 : 0) ==
               XML_STATUS_OK;
    if (is_last) break;
  }
  if (walking.thrown) std::rethrow_exception(walking.thrown);
  return is_whole;
}

}  // namespace maillage
