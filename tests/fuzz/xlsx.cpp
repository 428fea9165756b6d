// A workbook: the bytes are its sheet, and after a line "--" its shared texts; the parts around them are sound.
#include <zlib.h>

#include <algorithm>
#include <array>

#include "fuzz/input.hpp"
#include "maillage/formats/read/source.hpp"

using namespace maillage;

namespace {

class Zip {
 public:
  void add(std::string_view name, std::string_view text) {
    const auto* bytes = reinterpret_cast<const Bytef*>(text.data());
    const auto crc = static_cast<std::uint32_t>(crc32(0, bytes, static_cast<uInt>(text.size())));
    std::string common;
    number(common, 20, 2), number(common, 0, 2), number(common, 0, 2), number(common, 0, 4);
    number(common, crc, 4), number(common, text.size(), 4), number(common, text.size(), 4);
    number(common, name.size(), 2), number(common, 0, 2);
    directory_ += "PK\x01\x02";
    number(directory_, 20, 2);
    directory_ += common;
    number(directory_, 0, 2), number(directory_, 0, 2), number(directory_, 0, 2), number(directory_, 0, 4);
    number(directory_, parts_.size(), 4);
    directory_ += name;
    parts_ += "PK\x03\x04" + common;
    parts_ += name;
    parts_ += text;
    ++count_;
  }

  [[nodiscard]] std::string text() const {
    std::string end = "PK\x05\x06";
    number(end, 0, 4), number(end, count_, 2), number(end, count_, 2);
    number(end, directory_.size(), 4), number(end, parts_.size(), 4), number(end, 0, 2);
    return parts_ + directory_ + end;
  }

 private:
  static void number(std::string& text, std::size_t value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8U) text += static_cast<char>(value & 0xffU);
  }

  std::string parts_, directory_;
  std::size_t count_ = 0;
};

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"
#define KIND "application/vnd.openxmlformats-officedocument.spreadsheetml"
#define SHEETS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text_of(data, size);
  const std::size_t cut = std::min(text.find("\n--\n"), text.size());
  Zip zip;
  zip.add("[Content_Types].xml",
          "<Types xmlns=\"" PACKAGE
          "/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"" KIND
          ".sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" KIND
          ".worksheet+xml\"/></Types>");
  zip.add("xl/workbook.xml", "<workbook xmlns=\"" SHEETS "\" xmlns:r=\"" OFFICE
                             "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
  zip.add("xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"" PACKAGE "/relationships\"><Relationship Id=\"r1\" Type=\"" OFFICE
          "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" OFFICE
          "/styles\" Target=\"styles.xml\"/><Relationship Id=\"r3\" Type=\"" OFFICE
          "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
  zip.add("xl/styles.xml", "<styleSheet xmlns=\"" SHEETS
                           "\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
  zip.add("xl/sharedStrings.xml", "<sst xmlns=\"" SHEETS "\">" +
                                      (cut < text.size() ? text.substr(cut + 4) : std::string()) + "</sst>");
  zip.add("xl/worksheets/sheet1.xml",
          "<worksheet xmlns=\"" SHEETS "\"><sheetData>" + text.substr(0, cut) + "</sheetData></worksheet>");
  return fuzz::answered([&] {
    Diagnostics diagnostics;
    static_cast<void>(read_source(fuzz::file_with(zip.text(), ".xlsx"), {}, diagnostics));
  });
}
