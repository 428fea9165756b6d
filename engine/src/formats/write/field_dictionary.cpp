#include "maillage/formats/write/field_dictionary.hpp"

#include <array>

#include "maillage/base/message.hpp"
#include "maillage/measure/unit.hpp"

namespace maillage {
namespace {

constexpr std::size_t dictionary_columns = 11;

std::array<std::string, dictionary_columns> headers(Lang lang) {
  return {say(lang, "layer"),
          say(lang, "title"),
          say(lang, "code"),
          say(lang, "short name"),
          say(lang, "label"),
          say(lang, "unit"),
          say(lang, "type"),
          say(lang, "decimals"),
          say(lang, "day"),
          say(lang, "source"),
          say(lang, "field of the figures")};
}

}  // namespace

FlatTable field_dictionary(std::span<const OutputLayer> outputs) {
  const Lang lang = outputs.empty() ? Lang::fr : outputs.front().layer->lang;
  std::array<std::vector<std::string>, dictionary_columns> cells;
  for (const OutputLayer& output : outputs) {
    for (const FlatField& field : flatten(*output.layer).fields) {
      const bool is_real = field.type == FieldType::real;
      const std::array<std::string, dictionary_columns> row{
          output.layer->name(),
          output.layer->title,
          field.name,
          field.short_name,
          field.label,
          unit_text(field.unit, lang),
          text_of(term(to_string(field.type)), lang),
          is_real ? std::to_string(field.decimals) : std::string(),
          field.observed ? to_iso(*field.observed) : std::string(),
          field.source,
          field.champ};
      for (std::size_t i = 0; i < dictionary_columns; ++i) cells[i].push_back(row[i]);
    }
  }
  FlatTable table;
  table.rows = cells[0].size();
  const std::array<std::string, dictionary_columns> names = headers(lang);
  for (std::size_t i = 0; i < dictionary_columns; ++i) {
    FlatField field;
    field.name = names[i];
    field.values = std::move(cells[i]);
    table.fields.push_back(std::move(field));
  }
  return table;
}

}  // namespace maillage
