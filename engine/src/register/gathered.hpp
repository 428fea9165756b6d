// Repeated findings, gathered: notes and warnings of one code become one diagnostic, with
// the first example, how many more there are, the count and all the zones. Problems stay one
// by one: each has a row that somebody must correct.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "maillage/base/diagnostics.hpp"

namespace maillage {

class Gathered {
 public:
  explicit Gathered(Diagnostics& target) : target_(target) {}

  void add(Diagnostic diagnostic) {
    if (diagnostic.severity != Severity::problem) {
      for (Kind& kind : kinds_) {
        Diagnostic& known = target_.items[kind.item];
        if (known.code != diagnostic.code || known.severity != diagnostic.severity) continue;
        known.found = message("{} (and {} more)", kind.example, ++kind.more);
        known.count += diagnostic.count;
        known.zones.insert(known.zones.end(), diagnostic.zones.begin(), diagnostic.zones.end());
        return;
      }
    }
    kinds_.push_back({target_.items.size(), diagnostic.found, 0});
    target_.add(std::move(diagnostic));
  }

 private:
  struct Kind {
    std::size_t item;
    Message example;
    std::size_t more;
  };

  Diagnostics& target_;
  std::vector<Kind> kinds_;
};

}  // namespace maillage
