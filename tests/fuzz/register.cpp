// Rows of a register of agreements, below the header that the program documents: read, and asked on a day.
#include "maillage/register/register.hpp"
#include "fuzz/input.hpp"
#include "maillage/formats/read/csv_reader.hpp"
#include "maillage/formats/recognise/registers.hpp"

using namespace maillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::answered([&] {
    Diagnostics diagnostics;
    const Table table = parse_csv(
        "ctg_id;label;level;code;code_type;role;date_signature;date_effect;date_end;status;joined;left;"
        "supersedes;source\n" +
            fuzz::text_of(data, size),
        "register.csv", diagnostics);
    const auto recognition = recognise(table);
    if (!recognition || recognition->layout->kind != SourceKind::agreements) return;
    const auto rows = agreement_rows(table, *recognition, "CSV", diagnostics);
    const Register read = register_from_rows(
        rows, {.completeness = complete_for({"96"}), .at = *parse_day("2023-12-31")}, diagnostics);
    for (const Agreement& agreement : read.agreements)
      for (const Party& party : agreement.parties) static_cast<void>(term_of(agreement, party));
  });
}
