#include "maillage/layers/layer.hpp"

namespace maillage {
namespace {

template <class Type>
const Type* find_column(const Layer& layer, std::string_view code) {
  for (const Column& column : layer.columns)
    if (const Type* found = std::get_if<Type>(&column); found != nullptr && found->info.code == code)
      return found;
  return nullptr;
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

}  // namespace maillage
