// Repeated findings, gathered: notes and warnings of one code become one diagnostic, with
// the first example, the count and all the zones. Problems stay one by one: each has a row
// that somebody must correct.
#pragma once

#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"

namespace maillage {

class Gathered {
 public:
  explicit Gathered(Diagnostics& target) : target_(target) {}

  void add(Diagnostic diagnostic) {
    if (diagnostic.severity != Severity::problem) {
      for (const std::size_t item : items_) {
        Diagnostic& known = target_.items[item];
        if (known.code != diagnostic.code || known.severity != diagnostic.severity) continue;
        known.count += diagnostic.count;
        known.zones.insert(known.zones.end(), diagnostic.zones.begin(), diagnostic.zones.end());
        return;
      }
    }
    items_.push_back(target_.items.size());
    target_.add(std::move(diagnostic));
  }

 private:
  Diagnostics& target_;
  std::vector<std::size_t> items_;
};

}  // namespace maillage
