// Rows of a register of agreements, below the header that the program documents: read, and asked on a day.
#include "maillage/register/register.hpp"
#include "fuzz/input.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/recognise/registers.hpp"

using namespace maillage;

namespace {

Table below_header(std::string_view rows, Diagnostics& diagnostics) {
  return parse_csv(
      "ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;left;"
      "supersedes;source\n" +
          std::string(rows),
      "register.csv", diagnostics);
}

// The header is always the same, and recognition is what the target `csv` is for: once is enough.
const Recognition& recognised() {
  static const Recognition recognition = [] {
    Diagnostics diagnostics;
    Table table = below_header("A;Ctg;epci;200000016;siren;signatory;2020-01-01;;;signed;;;;\n", diagnostics);
    return recognise(table).value();
  }();
  return recognition;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::answered([&] {
    Diagnostics diagnostics;
    const Table table = below_header(fuzz::text_of(data, size), diagnostics);
    const auto rows = agreement_rows(table, recognised(), "CSV", diagnostics);
    const Register read = register_from_rows(
        rows, {.completeness = complete_for({"96"}), .at = *parse_day("2023-12-31")}, diagnostics);
    for (const Agreement& agreement : read.agreements)
      for (const Party& party : agreement.parties) static_cast<void>(term_of(agreement, party));
  });
}
