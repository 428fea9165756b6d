#include "join/overlays/qpv_codes.hpp"

#include <chrono>

#include "maillage/base/text.hpp"
#include "maillage/zoning/plausible.hpp"

namespace maillage {

bool is_qpv_code(std::string_view code) {
  if (code.size() < 8 || (!code.starts_with("QP") && !code.starts_with("QN"))) return false;
  const std::string_view three = code.substr(2, 3);
  return (all_digits(three) || three == "02A" || three == "02B") && all_digits(code.substr(5, 2));
}

Period period_of_qpv(std::string_view code) {
  using namespace std::chrono;
  const Day change = sys_days{year{overseas_of(code).empty() ? 2024 : 2025} / January / 1};
  if (code.starts_with("QP")) return {sys_days{year{2015} / January / 1}, change};
  if (code.starts_with("QN")) return {change, no_end};
  return {};
}

std::string departement_of_qpv(std::string_view code) {
  if (code.size() < 5) return {};
  const std::string_view three = code.substr(2, 3);
  return std::string(three.starts_with('0') ? three.substr(1) : three);
}

}  // namespace maillage
