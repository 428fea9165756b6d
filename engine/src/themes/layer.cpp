#include "maillage/themes/layer.hpp"

namespace maillage {
namespace {

template <class Type>
const Type* find_column(const Layer& layer, std::string_view code) {
  for (const Column& column : layer.columns)
    if (const Type* found = std::get_if<Type>(&column); found != nullptr && found->info.code == code)
      return found;
  return nullptr;
}

Column with_zones(const Measure& measure, const std::vector<std::size_t>& zones) {
  Measure less(measure.info, measure.kind, zones.size());
  for (std::size_t i = 0; i < zones.size(); ++i) less.set(i, measure.at(zones[i]));
  return less;
}

Column with_zones(const Category& category, const std::vector<std::size_t>& zones) {
  Category less(category.info, category.labels(), zones.size());
  for (std::size_t i = 0; i < zones.size(); ++i) {
    if (category.index(zones[i]))
      less.set(i, category.label(zones[i]));
    else
      less.set_missing(i, category.presence(zones[i]));
  }
  return less;
}

Column with_zones(const TextColumn& text, const std::vector<std::size_t>& zones) {
  TextColumn less{text.info, {}};
  for (const std::size_t zone : zones) less.values.push_back(text.values[zone]);
  return less;
}

Column with_zones(const DayColumn& days, const std::vector<std::size_t>& zones) {
  DayColumn less{days.info, {}};
  for (const std::size_t zone : zones) less.values.push_back(days.values[zone]);
  return less;
}

}  // namespace

const ColumnInfo& info_of(const Column& column) {
  return std::visit([](const auto& held) -> const ColumnInfo& { return held.info; }, column);
}

const Measure* find_measure(const Layer& layer, std::string_view code) {
  return find_column<Measure>(layer, code);
}
const Category* find_category(const Layer& layer, std::string_view code) {
  return find_column<Category>(layer, code);
}
const TextColumn* find_text(const Layer& layer, std::string_view code) {
  return find_column<TextColumn>(layer, code);
}

Layer with_zones(const Layer& layer, const std::vector<std::size_t>& zones) {
  std::vector<Zone> kept;
  for (const std::size_t zone : zones) kept.push_back(layer.zoning->zones()[zone]);
  Layer less = layer;
  less.zoning =
      make_zoning(layer.zoning->level(), layer.zoning->at(), layer.zoning->edition(), std::move(kept));
  less.columns.clear();
  for (const Column& column : layer.columns)
    less.columns.push_back(std::visit([&](const auto& held) { return with_zones(held, zones); }, column));
  return less;
}

}  // namespace maillage
