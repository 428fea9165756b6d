#include "join/tables/iris.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "formats/recognise/code_forms.hpp"
#include "join/accounts/account_by_code.hpp"
#include "join/accounts/open_account.hpp"
#include "maillage/base/message.hpp"
#include "maillage/formats/recognise/cells.hpp"
#include "maillage/measure/cell_sum.hpp"
#include "maillage/zoning/districts.hpp"

namespace maillage {
namespace {

constexpr std::size_t commune_width = 5;
constexpr std::size_t national_edition = 45000;  // rows; there are some 49 000 IRIS and undivided communes

bool is_by_iris(const Input& input) {
  return input.layout().level == Level::iris;
}

std::string commune_of(std::string_view iris) {
  return std::string(iris.substr(0, commune_width));
}

// Where the figures of a row go: the commune, or the city of the district.
std::string zone_of(std::string_view iris, const Zoning& from) {
  const std::string commune = commune_of(iris);
  const City* const city = city_of_district(commune);
  return city != nullptr && !from.find(commune) ? std::string(city->code) : commune;
}

using IrisCodes = std::set<std::string, std::less<>>;

// Numbers within a quarter ("0101", "0103") that leave one out, or one IRIS alone where there must be two.
bool has_gap(const IrisCodes& codes) {
  if (codes.size() == 1) return !codes.begin()->ends_with("0000");
  std::map<std::string, std::set<int>> quarters;
  for (const std::string& code : codes) {
    const std::size_t last = code.size() - 2;
    quarters[code.substr(0, last)].insert(std::stoi(code.substr(last)));
  }
  return std::ranges::any_of(quarters, [](const auto& quarter) {
    const std::set<int>& numbers = quarter.second;
    return *numbers.rbegin() != static_cast<int>(numbers.size());
  });
}

// The table as one of communes: a row for each, the first of its IRIS.
Input by_commune(const Input& input) {
  Input result;
  result.spec = input.spec;
  result.recognition = input.recognition;
  const auto layout = std::make_shared<Layout>(input.layout());
  layout->level = Level::commune;
  result.recognition.declared = layout;
  result.recognition.layout = layout.get();
  result.source.table = input.source.table;
  std::set<std::string> seen;
  for (std::size_t position = 0; position < input.keys.codes.size(); ++position) {
    std::string commune = commune_of(input.keys.codes[position]);
    if (!has_form(input.keys.codes[position], CodeForm::iris)) commune = input.keys.codes[position];
    if (!seen.insert(commune).second) continue;
    result.keys.codes.push_back(std::move(commune));
    result.keys.names.emplace_back();
    result.keys.rows.push_back(input.keys.rows[position]);
  }
  result.keys.year = input.keys.year;
  return result;
}

// The account of the communes, row by row of the IRIS.
Account account_of_rows(const Input& input, const Account& of_communes, const Zoning& from,
                        const std::vector<std::uint32_t>& twice) {
  Account account = open_account(input);
  account.vintage = of_communes.vintage;
  account.moves = of_communes.moves;
  account.without_row = of_communes.without_row;
  account.neighbours_without_row = of_communes.neighbours_without_row;
  account.duplicated = twice.size();
  std::set<std::string> moved;
  for (const Move& move : of_communes.moves) moved.insert(move.code);
  std::map<std::string, Message> unmatched;
  for (const Loose& loose : of_communes.unmatched) unmatched.emplace(loose.code, loose.suggestion);
  auto next_twice = twice.begin();
  for (std::uint32_t position = 0; position < input.keys.codes.size(); ++position) {
    if (next_twice != twice.end() && *next_twice == position) {
      ++next_twice;
      continue;
    }
    const std::string& code = input.keys.codes[position];
    const std::string commune = has_form(code, CodeForm::iris) ? commune_of(code) : code;
    if (const auto loose = unmatched.find(commune); loose != unmatched.end())
      account.unmatched.push_back({code, input.source.table.line_of(input.keys.rows[position]),
                                   input.keys.names.empty() ? "" : input.keys.names[position],
                                   loose->second});
    else if (moved.contains(commune))
      ++account.moved;
    else if (from.find(zone_of(code, from)))
      ++account.matched;
    else
      ++account.elsewhere;
  }
  return account;
}

void report_absent(const Input& input, const Zoning& from, const std::vector<std::size_t>& absent,
                   Diagnostics& diagnostics) {
  std::vector<std::string> communes;
  for (std::size_t zone = 0; zone < absent.size(); ++zone)
    if (absent[zone] > 0) communes.push_back(from.code(zone));
  if (communes.empty()) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "iris-missing",
                   .place = {.file = input.name(), .zone = communes.front()},
                   .found = message("{} of which an IRIS is not there, for example {}",
                                    counted(communes.size(), "commune"), communes.front()),
                   .expected = message("every IRIS of a commune"),
                   .advice = message("the sum of the others is a low bound"),
                   .count = static_cast<std::int64_t>(communes.size()),
                   .zones = communes});
}

// Rates and medians of IRIS, and of what they are.
void report_rates(const Input& input, Diagnostics& diagnostics) {
  std::string columns;
  for (const BoundColumn& column : input.recognition.columns)
    if (column.rule->role == "measure" && column.rule->kind != Kind::count)
      columns += fmt::format("{}{}", columns.empty() ? "" : ", ", input.source.table.columns[column.column]);
  if (columns.empty()) return;
  diagnostics.add({.severity = Severity::warning,
                   .code = "iris-not-added",
                   .place = {.file = input.name()},
                   .found = message("rates or medians by IRIS: {}", columns),
                   .expected = message("counts, which add up to communes"),
                   .advice = message("they are in no layer")});
}

}  // namespace

bool has_counts_by_iris(const Input& input) {
  return is_by_iris(input) && input.layout().kind == SourceKind::indicators &&
         std::ranges::any_of(input.recognition.columns, [](const BoundColumn& column) {
           return column.rule->role == "measure" && column.rule->kind == Kind::count;
         });
}

IrisJoin join_iris(const Input& input, const std::vector<Input>& inputs, const Geography& geography,
                   Diagnostics& diagnostics) {
  IrisJoin join{join_communes(by_commune(input), geography, diagnostics), {}, {}};
  const Zoning& from = *join.communes.from;
  join.positions.resize(from.size());
  join.absent.resize(from.size(), 0);
  std::vector<std::uint32_t> twice;
  std::set<std::string_view> seen;
  std::map<std::string, IrisCodes> of_commune;
  for (std::uint32_t position = 0; position < input.keys.codes.size(); ++position) {
    const std::string& code = input.keys.codes[position];
    if (!seen.insert(code).second) {
      twice.push_back(position);
      continue;
    }
    if (!has_form(code, CodeForm::iris)) continue;
    const auto zone = from.find(zone_of(code, from));
    if (!zone) continue;
    join.positions[*zone].push_back(position);
    of_commune[commune_of(code)].insert(code);
  }
  report_duplicates(input, twice, diagnostics);
  std::map<std::string, IrisCodes> listed;
  for (const Input& other : inputs)
    if (is_by_iris(other) && other.name() != input.name())
      for (const std::string& code : other.keys.codes)
        if (of_commune.contains(commune_of(code))) listed[commune_of(code)].insert(code);
  const bool national = input.keys.codes.size() >= national_edition;
  for (const auto& [commune, codes] : of_commune) {
    const auto zone = from.find(zone_of(*codes.begin(), from));
    const auto others = listed.find(commune);
    std::size_t lacking = 0;
    if (others != listed.end())
      for (const std::string& code : others->second) lacking += codes.contains(code) ? 0U : 1U;
    if (lacking == 0 && !national && has_gap(codes)) lacking = 1;
    join.absent[*zone] += lacking;
  }
  report_absent(input, from, join.absent, diagnostics);
  report_rates(input, diagnostics);
  join.communes.account = account_of_rows(input, join.communes.account, from, twice);
  return join;
}

Measure read_iris(const Input& input, const BoundColumn& column, const IrisJoin& join,
                  Diagnostics& diagnostics) {
  std::vector<std::uint32_t> rows;
  for (const auto& positions : join.positions)
    for (const std::uint32_t position : positions) rows.push_back(input.keys.rows[position]);
  const Measure iris = read_measure(input.source.table, column, input.layout(), rows, diagnostics);
  Measure measure(iris.info, Kind::count, join.positions.size());
  std::size_t next = 0;
  for (std::size_t zone = 0; zone < join.positions.size(); ++zone) {
    CellSum sum;
    for (std::size_t i = 0; i < join.positions[zone].size(); ++i) sum.add(iris.at(next++));
    if (join.absent[zone] > 0) sum.add(missing(Presence::no_match));
    const bool lacks_district = std::ranges::any_of(join.communes.cities, [&](const CityOfDistricts& city) {
      return city.zone == zone && !city.absent.empty();
    });
    if (lacks_district) sum.add(missing(Presence::no_match));
    measure.set(zone, sum.empty() ? missing(Presence::no_match) : sum.cell());
  }
  return measure;
}

}  // namespace maillage
