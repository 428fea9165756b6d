#include "maillage/formats/write/csv_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ostream>

#include "maillage/base/text.hpp"
#include "maillage/formats/file_bytes.hpp"

namespace maillage {
namespace {

struct Dialect {
  char separator;
  std::string_view line_end;
  std::string_view start;
};

Dialect dialect_of(CsvFlavour flavour) {
  if (flavour == CsvFlavour::gis) return {',', "\n", ""};
  return {';', "\r\n", "\xEF\xBB\xBF"};
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

bool looks_like_formula(std::string_view text) {
  return text.size() > 1 && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos;
}

void append_text(std::string& out, std::string_view text, CsvFlavour flavour) {
  if (text.empty()) return;
  if (flavour == CsvFlavour::gis) {
    append_quoted(out, text);
  } else if (looks_like_formula(text)) {
    append_quoted(out, "'" + std::string(text));
  } else if (text.find_first_of(";\"\r\n") != std::string_view::npos) {
    append_quoted(out, text);
  } else {
    out += text;
  }
}

double read_back(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string fixed(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  return zero && text.front() == '-' ? text.substr(1) : text;
}

std::string printed(double value, const FlatField& field) {
  const int decimals = std::clamp(field.decimals, 0, 15);
  std::string text = fixed(value, decimals);
  const double nearest = read_back(text);
  const double step = std::pow(10.0, -decimals);
  if (field.role == FieldRole::low && nearest > value) text = fixed(nearest - step, decimals);
  if (field.role == FieldRole::high && nearest < value) text = fixed(nearest + step, decimals);
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

void append_number(std::string& out, double value, const FlatField& field, CsvFlavour flavour) {
  if (!std::isfinite(value)) return;
  out += flavour == CsvFlavour::gis ? plain_number(value) : printed(value, field);
}

void append_cell(std::string& out, const FlatField& field, std::size_t row, CsvFlavour flavour) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&field.values)) {
    append_number(out, (*numbers)[row], field, flavour);
  } else {
    append_text(out, std::get<std::vector<std::string>>(field.values)[row], flavour);
  }
}

std::string_view csvt_type(const FlatField& field) {
  if (field.type == FieldType::text) return "String";
  if (field.type == FieldType::real) return "Real";
  if (field.type == FieldType::date) return "Date";
  const auto& values = std::get<std::vector<double>>(field.values);
  const bool small = std::all_of(values.begin(), values.end(),
                                 [](double value) { return std::isnan(value) || std::abs(value) < 2e9; });
  return small ? "Integer" : "Integer64";
}

}  // namespace

std::string csv_text(const FlatTable& table, CsvFlavour flavour) {
  const Dialect dialect = dialect_of(flavour);
  std::string out(dialect.start);
  out.reserve(table.rows * table.fields.size() * 12 + 1024);
  const auto end_cell = [&](std::size_t column) {
    if (column + 1 < table.fields.size()) {
      out += dialect.separator;
    } else {
      out += dialect.line_end;
    }
  };
  for (std::size_t column = 0; column < table.fields.size(); ++column) {
    append_text(out, table.fields[column].name, flavour);
    end_cell(column);
  }
  for (std::size_t row = 0; row < table.rows; ++row) {
    for (std::size_t column = 0; column < table.fields.size(); ++column) {
      append_cell(out, table.fields[column], row, flavour);
      end_cell(column);
    }
  }
  return out;
}

std::string csvt_text(const FlatTable& table) {
  std::string out;
  for (const FlatField& field : table.fields) {
    if (!out.empty()) out += ',';
    append_quoted(out, csvt_type(field));
  }
  return out + "\n";
}

void write_csv(const FlatTable& table, CsvFlavour flavour, const std::filesystem::path& path) {
  write_file(path, csv_text(table, flavour));
  if (flavour == CsvFlavour::gis) {
    std::filesystem::path types = path;
    write_file(types.replace_extension(".csvt"), csvt_text(table));
  }
}

}  // namespace maillage
