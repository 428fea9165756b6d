#include "formats/style/style_rules.hpp"

#include <algorithm>

namespace maillage {
namespace {

bool is_zero(const StyleClass& item) {
  return item.from == 0 && item.to == 0;
}

StyleRule rule_of(const Style& style, const StyleClass& item) {
  StyleRule rule;
  rule.shown = item;
  if (style.kind == StyleKind::categorised) {
    rule.condition = Condition::label;
  } else if (is_zero(item)) {
    rule.condition = Condition::zero;
  } else {
    rule.condition = Condition::range;
    rule.without_zero = is_zero(style.classes.front());
    rule.closed = &item == &style.classes.back();
  }
  return rule;
}

}  // namespace

std::vector<StyleRule> rules_of(const Style& style) {
  std::vector<StyleRule> rules;
  for (const StyleClass& item : style.classes) rules.push_back(rule_of(style, item));
  for (const StyleClass& item : style.missing) {
    StyleRule rule;
    rule.condition = Condition::missing;
    rule.shown = item;
    rules.push_back(rule);
  }
  if (rules.empty()) {
    StyleRule all;
    all.shown.label = style.title;
    all.shown.look = style.plain;
    rules.push_back(all);
  }
  return rules;
}

}  // namespace maillage
