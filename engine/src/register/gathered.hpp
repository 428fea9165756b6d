// Repeated findings, gathered: one diagnostic per code, with the first example and the count.
#pragma once

#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"

namespace maillage {

class Gathered {
 public:
  explicit Gathered(Diagnostics& target) : target_(target) {}

  void add(Diagnostic diagnostic) {
    for (std::size_t item : items_) {
      if (target_.items[item].code != diagnostic.code) continue;
      target_.items[item].count += diagnostic.count;
      return;
    }
    items_.push_back(target_.items.size());
    target_.add(std::move(diagnostic));
  }

 private:
  Diagnostics& target_;
  std::vector<std::size_t> items_;
};

}  // namespace maillage
