#include "formats/recognise/row_identity.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "formats/recognise/code_forms.hpp"
#include "maillage/base/text.hpp"

namespace maillage {
namespace {

std::optional<std::size_t> column_of(const Binding& binding, std::string_view role) {
  for (const BoundColumn& column : binding.columns)
    if (column.rule->role == role) return column.column;
  return std::nullopt;
}

bool has_zones_once(const Layout& layout) {
  return !layout.in_parts && layout.level != Level::nation && layout.kind != SourceKind::agreements &&
         layout.kind != SourceKind::movements;
}

std::vector<std::size_t> rows_kept(const Table& table, const Layout& layout) {
  std::vector<std::pair<std::size_t, std::string_view>> filters;
  for (const auto& [name, value] : layout.only)
    if (const auto column = table.column(name)) filters.emplace_back(*column, value);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (std::ranges::all_of(filters, [&](const auto& filter) {
          return trim(table.cell(row, filter.first)) == filter.second;
        }))
      rows.push_back(row);
  return rows;
}

// Codes below a level: what a list of that level may hold by mistake.
std::vector<CodeForm> below(CodeForm form) {
  switch (form) {
    case CodeForm::commune:
      return {CodeForm::iris};
    case CodeForm::epci:
      return {CodeForm::commune, CodeForm::iris};
    case CodeForm::departement:
    case CodeForm::region:
      return {CodeForm::commune, CodeForm::epci, CodeForm::iris};
    default:
      return {};
  }
}

bool each_has_its_own(const Table& table, std::size_t column, const std::vector<std::size_t>& rows,
                      CodeForm form) {
  std::unordered_set<std::string_view> seen;
  for (const std::size_t row : rows) {
    const std::string_view code = trim(table.cell(row, column));
    if (!has_form(code, form) || !seen.insert(code).second) return false;
  }
  return rows.size() > 1;
}

bool holds_epci(const Table& table, std::size_t column, const std::vector<std::size_t>& rows) {
  return std::ranges::all_of(
      rows, [&](std::size_t row) { return has_form(trim(table.cell(row, column)), CodeForm::epci); });
}

// The names of the EPCI beside the codes of communes: one name for each EPCI, whatever the commune.
void look_at_names(const Table& table, const std::vector<std::size_t>& rows, std::size_t name,
                   RowIdentity& identity) {
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (column == name || !holds_epci(table, column, rows)) continue;
    std::unordered_map<std::string_view, std::string_view> name_of;
    bool one_each = true;
    for (const std::size_t row : rows) {
      const std::string_view text = trim(table.cell(row, name));
      const auto [known, is_new] = name_of.emplace(trim(table.cell(row, column)), text);
      one_each = one_each && !text.empty() && known->second == text;
    }
    if (!one_each || 2 * name_of.size() > rows.size()) continue;
    identity.names_of_above = true;
    identity.name = trim(table.cell(rows.front(), name));
    return;
  }
}

}  // namespace

RowIdentity row_identity(const Table& table, const Binding& binding, const Layout& layout) {
  RowIdentity identity;
  const auto key = column_of(binding, "key");
  if (!key || !has_zones_once(layout)) return identity;
  const auto year = column_of(binding, "year");
  const CodeForm form = form_of(layout);
  std::vector<std::size_t> keyed;
  std::unordered_set<std::string> seen;
  for (const std::size_t row : rows_kept(table, layout)) {
    const std::string_view code = trim(table.cell(row, *key));
    if (code.empty() || is_placeholder(layout, code) || is_total(layout, code)) continue;
    ++identity.rows;
    keyed.push_back(row);
    std::string one(code);
    if (year) one += "\n" + std::string(trim(table.cell(row, *year)));
    if (seen.insert(std::move(one)).second) continue;
    if (identity.repeated++ == 0) identity.example = code;
  }
  if (identity.repeated > 0)
    for (std::size_t column = 0; column < table.columns.size() && !identity.finer; ++column) {
      if (column == *key) continue;
      for (const CodeForm finer : below(form))
        if (each_has_its_own(table, column, keyed, finer)) identity.finer = column;
    }
  const auto name = column_of(binding, "name");
  if (name && form == CodeForm::commune && keyed.size() > 1) look_at_names(table, keyed, *name, identity);
  return identity;
}

}  // namespace maillage
