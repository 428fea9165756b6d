// A column of labels over a zoning: a status, a type, a dominant mode.
//
// Labels are few and stable English codes; each zone holds the index of one label, or a reason for having
// none. There is no arithmetic on categories. Carried to another zoning they become shares per label and,
// from them, a label when one share is 1 (zoning/carry.hpp).
//
//     Category status{{.code = "ctg_status"}, {"covered", "not_covered", "unknown"}, zoning->size()};
//     status.set(3, "covered");
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maillage/measure/measure.hpp"

namespace maillage {

class Category {
 public:
  Category() = default;
  Category(ColumnInfo column, std::vector<std::string> label_codes, std::size_t size);

  ColumnInfo info;

  [[nodiscard]] const std::vector<std::string>& labels() const { return labels_; }
  [[nodiscard]] std::size_t size() const { return indices_.size(); }
  [[nodiscard]] Presence presence(std::size_t zone) const { return presences_[zone]; }
  [[nodiscard]] std::optional<std::size_t> index(std::size_t zone) const;
  [[nodiscard]] std::string_view label(std::size_t zone) const;  // empty when missing
  void set(std::size_t zone, std::string_view label);            // an unknown label is Error{internal}
  void set_missing(std::size_t zone, Presence why);

 private:
  std::vector<std::string> labels_;
  std::vector<std::uint16_t> indices_;
  std::vector<Presence> presences_;
};

// Free text beside the figures: a name, a reason spelled out. Empty means nothing to say.
struct TextColumn {
  ColumnInfo info;
  std::vector<std::string> values;
};

// A day for each zone; none where it is not known.
struct DayColumn {
  ColumnInfo info;
  std::vector<std::optional<Day>> values;
};

}  // namespace maillage
