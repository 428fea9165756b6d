#include "maillage/formats/write/register_form.hpp"

#include <xlsxwriter.h>
#include <array>
#include <chrono>
#include <string>
#include <system_error>
#include <vector>

#include "maillage/base/error.hpp"
#include "maillage/base/message.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

enum Column : lxw_col_t { number, label, code, name, role, signature, effect, end, status, themes };

struct Heading {
  const char* text;
  double width;
};

// As the layout "ctg-register" knows them.
constexpr std::array<Heading, 10> headings{{{"N° convention", 16},
                                            {"Libellé de la convention", 34},
                                            {"Code SIREN ou Insee", 20},
                                            {"nom", 38},
                                            {"rôle", 14},
                                            {"Date de signature", 18},
                                            {"Date d'effet", 14},
                                            {"Date de fin", 14},
                                            {"statut", 20},
                                            {"thèmes", 44}}};

constexpr std::array<const char*, 14> instructions{
    {"Ce classeur est le registre des conventions territoriales globales (Ctg) que maillage lit, tel quel.",
     "", "1. Feuille « Registre » : une ligne par EPCI, puis par commune, codes et noms déjà écrits.",
     "2. Pour chaque territoire engagé, choisissez un statut (signée, en négociation, expirée, résiliée), "
     "donnez un "
     "numéro à la convention et ses dates.",
     "3. Les lignes d'une même convention portent le même numéro.",
     "4. Les lignes qui disent « pas de convention » ne comptent pas : laissez-les, ou supprimez celles des "
     "communes.",
     "5. Une convention de l'EPCI couvre toutes ses communes : inutile de remplir leurs lignes, sauf si "
     "elles ont signé "
     "elles-mêmes.",
     "6. Dates : le jour seul (31/12/2023). Date de fin : le dernier jour en vigueur, compris.",
     "7. Sans date de fin, la convention est présumée durer quatre ans, et inconnue la cinquième année.",
     "8. Plusieurs conventions d'un même territoire, l'une après l'autre : copiez sa ligne.",
     "9. Thèmes, séparés par des virgules : petite enfance, enfance, jeunesse, parentalité, animation de la "
     "vie "
     "sociale, accès aux droits, logement, handicap.",
     "10. La ligne d'exemple ne compte pas.", "",
     "Ensuite : maillage check etude.toml, puis maillage run etude.toml -o out"}};

class Form {
 public:
  Form(const std::filesystem::path& path, Day date)
      : path_(path), book_(workbook_new(path.string().c_str())) {
    if (book_ == nullptr) refuse();
    lxw_doc_properties properties{};
    properties.created = std::chrono::duration_cast<std::chrono::seconds>(date.time_since_epoch()).count();
    require(workbook_set_properties(book_, &properties));
    header_ = workbook_add_format(book_);
    format_set_bold(header_);
    format_set_bottom(header_, LXW_BORDER_THIN);
    format_set_bg_color(header_, 0xE6F0F8);
    text_ = workbook_add_format(book_);
    format_set_num_format(text_, "@");
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "dd/mm/yyyy");
    grey_ = workbook_add_format(book_);
    format_set_italic(grey_);
    format_set_font_color(grey_, 0x808080);
  }
  Form(const Form&) = delete;
  Form& operator=(const Form&) = delete;
  ~Form() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }

  void put_register(std::span<const FormZone> zones, Day date) {
    lxw_worksheet* sheet = worksheet("Registre");
    for (std::size_t column = 0; column < headings.size(); ++column) {
      const auto at = static_cast<lxw_col_t>(column);
      const bool is_day = column >= signature && column <= end;
      require(worksheet_set_column(sheet, at, at, headings[column].width, is_day ? day_ : text_));
      put(sheet, 0, at, headings[column].text, header_);
    }
    put_example(sheet, date);
    lxw_row_t row = 2;
    for (const FormZone& zone : zones) {
      put(sheet, row, code, zone.code.c_str(), text_);
      put(sheet, row, name, zone.name.c_str(), nullptr);
      put(sheet, row, role, "signataire", nullptr);
      put(sheet, row, status, "pas de convention", nullptr);
      ++row;
    }
    // Room for agreements that follow one another.
    const lxw_row_t last = row + 500;
    list(sheet, role, last, {"signataire", "bénéficiaire", "cosignataire", "transfert"});
    list(sheet, status, last, {"signée", "en négociation", "expirée", "résiliée", "pas de convention"});
    for (const lxw_col_t column : {signature, effect, end}) days(sheet, column, last);
    worksheet_freeze_panes(sheet, 1, 0);
    require(worksheet_autofilter(sheet, 0, 0, row - 1, themes));
    require(worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:C100000"));
  }

  void put_instructions() {
    lxw_worksheet* sheet = worksheet("Mode d'emploi");
    require(worksheet_set_column(sheet, 0, 0, 130, nullptr));
    for (std::size_t line = 0; line < instructions.size(); ++line)
      put(sheet, static_cast<lxw_row_t>(line), 0, instructions[line], nullptr);
  }

  void close() {
    lxw_workbook* book = book_;
    book_ = nullptr;
    require(workbook_close(book));
  }

 private:
  void put_example(lxw_worksheet* sheet, Day date) {
    put(sheet, 1, number, "exemple", grey_);
    put(sheet, 1, label, "Ctg de la CC d'exemple", grey_);
    put(sheet, 1, code, "200000000", grey_);
    put(sheet, 1, name, "CC d'exemple", grey_);
    put(sheet, 1, role, "signataire", grey_);
    put(sheet, 1, status, "exemple", grey_);
    put(sheet, 1, themes, "petite enfance, jeunesse, parentalité", grey_);
    const int year = year_of(date);
    put_day(sheet, signature, year - 1, 12, 15);
    put_day(sheet, effect, year, 1, 1);
    put_day(sheet, end, year + 3, 12, 31);
  }
  void put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const char* text, lxw_format* format) {
    if (*text != '\0') require(worksheet_write_string(sheet, row, column, text, format));
  }
  void put_day(lxw_worksheet* sheet, lxw_col_t column, int year, int month, int day) {
    lxw_datetime cell{};
    cell.year = year;
    cell.month = month;
    cell.day = day;
    require(worksheet_write_datetime(sheet, 1, column, &cell, day_));
  }
  void list(lxw_worksheet* sheet, lxw_col_t column, lxw_row_t last, std::vector<std::string> words) {
    std::vector<char*> values;
    for (std::string& word : words) values.push_back(word.data());
    values.push_back(nullptr);
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_LIST;
    rule.value_list = values.data();
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
    require(worksheet_data_validation_range(sheet, 2, column, last, column, &rule));
  }
  void days(lxw_worksheet* sheet, lxw_col_t column, lxw_row_t last) {
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_DATE;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    rule.minimum_datetime = {1990, 1, 1, 0, 0, 0};
    rule.maximum_datetime = {2100, 12, 31, 0, 0, 0};
    std::string title = "Une date", message = "Écrivez un jour : 31/12/2023";
    rule.error_title = title.data();
    rule.error_message = message.data();
    require(worksheet_data_validation_range(sheet, 2, column, last, column, &rule));
  }
  lxw_worksheet* worksheet(const char* title) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, title);
    if (sheet == nullptr) refuse();
    return sheet;
  }
  void require(lxw_error error) const {
    if (error != LXW_NO_ERROR)
      throw Error(Failure::io,
                  message("{}: cannot be written: {}", name_of(path_), std::string(lxw_strerror(error))));
  }
  [[noreturn]] void refuse() const {
    throw Error(Failure::io,
                message("{}: cannot be written; check the folder and the free space", name_of(path_)));
  }

  std::filesystem::path path_;
  lxw_workbook* book_;
  lxw_format* header_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* grey_ = nullptr;
};

}  // namespace

void write_register_form(std::span<const FormZone> zones, const std::filesystem::path& path, Day date) {
  try {
    Form form(path, date);
    form.put_register(zones, date);
    form.put_instructions();
    form.close();
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    throw;
  }
}

}  // namespace maillage
