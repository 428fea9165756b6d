#include "formats/compiled_form.hpp"

#include <mutex>

namespace maillage {

std::regex compiled_form(const std::string& pattern, std::regex::flag_type flags) {
  static std::mutex one_at_a_time;
  const std::scoped_lock lock(one_at_a_time);
  return std::regex(pattern, flags);
}

}  // namespace maillage
