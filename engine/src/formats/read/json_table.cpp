#include "formats/read/json_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "formats/read/json_values.hpp"
#include "formats/read/ring_check.hpp"
#include "maillage/base/error.hpp"
#include "maillage/base/progress.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

namespace json = simdjson::ondemand;

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

class Records {
 public:
  explicit Records(const std::string& file) : file_(file) {}

  void read(json::array records) {
    for (auto record : records) {
      if (++number_ % 1024 == 0) stop_point();
      if (record.type() != json::json_type::object)
        throw Unusable{message("is no object {{\"name\": value, …}}")};
      rows_.emplace_back();
      members(record.get_object(), "");
    }
  }

  [[nodiscard]] Message place() const {
    return number_ == 0 ? Message(file_) : message("{}: record {}", file_, number_);
  }
  [[nodiscard]] std::size_t count() const { return rows_.size(); }

  Table table() const {
    Table table;
    table.file = file_;
    table.columns = columns_;
    std::vector<std::string_view> cells(columns_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      std::ranges::fill(cells, std::string_view{});
      for (const auto& [column, text] : rows_[row]) cells[column] = text;
      for (const std::string_view cell : cells) table.add_cell(cell);
      table.end_row(static_cast<std::int64_t>(row) + 1);
    }
    return table;
  }

 private:
  void members(json::object object, const std::string& of) {
    std::size_t expected = 0;
    for (auto field : object) {
      const std::string name = of + std::string(field.unescaped_key().value());
      json::value value = field.value();
      std::string text;
      if (value.type() == json::json_type::object) {
        const std::string_view raw = value.get_object().value().raw_json();
        if (of.empty() && !is_geometry(raw)) {
          json::document inner = inner_.iterate(padded(raw));
          members(inner.get_object(), name + ".");
          continue;
        }
        text = raw;
      } else {
        append_text(text, value);
      }
      const std::size_t column = column_of(name, expected);
      expected = column + 1;
      rows_.back().emplace_back(column, std::move(text));
    }
  }

  // Read to its end all the same.
  bool is_geometry(std::string_view raw) {
    json::document inner = inner_.iterate(padded(raw));
    bool found = false;
    for (auto field : inner.get_object()) {
      const std::string_view key = field.unescaped_key().value();
      found = found || key == "coordinates" || key == "geometry" || key == "lon";
      check_value(field.value());
    }
    return found;
  }

  std::size_t column_of(const std::string& name, std::size_t expected) {
    if (expected < columns_.size() && columns_[expected] == name) return expected;
    const auto found = std::ranges::find(columns_, name);
    if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
    columns_.push_back(name);
    return columns_.size() - 1;
  }

  const std::string& file_;
  json::parser inner_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::pair<std::size_t, std::string>>> rows_;
  std::size_t number_ = 0;
};

// The records among the members of an answer; how many the answer counts in all.
void read_answer(json::object answer, Records& records, std::optional<std::uint64_t>& counted) {
  for (auto field : answer) {
    const std::string key(field.unescaped_key().value());
    json::value value = field.value();
    if (key == "results" && value.type() == json::json_type::array)
      records.read(value.get_array());
    else if (key == "total_count" && value.type() == json::json_type::number)
      counted = value.get_uint64().value();
    else
      check_value(value);
  }
}

void refuse_page(const std::string& file, std::size_t records, std::uint64_t counted) {
  if (counted <= records) return;
  throw Error(Failure::unreadable,
              message("{}: holds {} of {} records: one page of an API; ask for all of them: in the address, "
                      "exports/csv (or exports/json) in the place of records",
                      file, records, counted));
}

}  // namespace

bool holds_json_table(std::string_view text) {
  const std::string_view start = trim(without_mark(text).substr(0, 2000));
  if (start.starts_with('[')) return true;
  return start.find("\"results\"") != std::string_view::npos &&
         start.find("\"features\"") == std::string_view::npos;
}

Table parse_json_table(FileText text, const std::string& file) {
  const std::string_view content = without_mark(text.view());
  Records records(file);
  std::optional<std::uint64_t> counted;
  try {
    json::parser parser;
    json::document document = parser.iterate(padded(content));
    if (document.type() == json::json_type::array)
      records.read(document.get_array());
    else
      read_answer(document.get_object(), records, counted);
    if (document.current_location().error() == simdjson::SUCCESS)
      throw Error(Failure::unreadable,
                  message("{}: goes on after its end; remove what follows the last bracket", file));
  } catch (const simdjson::simdjson_error& error) {
    throw Error(Failure::unreadable, message("{}: {}; the file may be cut: fetch it again", records.place(),
                                             explain(error.error())));
  } catch (const Unusable& problem) {
    throw Error(Failure::unreadable, message("{}: {}", records.place(), problem.what));
  }
  if (counted) refuse_page(file, records.count(), *counted);
  if (records.count() == 0) throw Error(Failure::unreadable, message("{}: holds no record", file));
  return records.table();
}

}  // namespace maillage
