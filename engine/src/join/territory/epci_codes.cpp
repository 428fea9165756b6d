#include "join/territory/epci_codes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "maillage/base/text.hpp"
#include "maillage/zoning/suggestions.hpp"

namespace maillage {
namespace {

constexpr std::size_t siren_width = 9;
constexpr std::size_t siret_width = 14;

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Those of EPCI begin with 20 or 24.
bool is_of_epci(std::string_view siren) {
  return siren.starts_with("20") || siren.starts_with("24");
}

}  // namespace

EpciCode epci_code_kind(std::string_view code) {
  if (code.empty()) return EpciCode::blank;
  if (!has_digit(code)) return EpciCode::without_digits;
  if (!all_digits(code)) return EpciCode::other;
  if (code.find_first_not_of('0') == std::string_view::npos) return EpciCode::zero;
  if (code.size() == siret_width) return EpciCode::siret;
  if (code.size() + 1 == siren_width) return EpciCode::too_short;
  if (code.size() != siren_width) return EpciCode::other;
  if (!has_siren_key(code)) return EpciCode::wrong_key;
  return is_of_epci(code) ? EpciCode::right : EpciCode::other_body;
}

Message epci_code_fault(std::string_view code) {
  switch (epci_code_kind(code)) {
    case EpciCode::right:
      return {};
    case EpciCode::blank:
    case EpciCode::without_digits:
    case EpciCode::zero:
      return message("no code");
    case EpciCode::siret:
      return message("a SIRET, whose SIREN is {}", code.substr(0, siren_width));
    case EpciCode::too_short:
      return message(
          "eight digits: one is missing, and it is no zero at the front, as the SIREN of EPCI begin with "
          "2");
    case EpciCode::wrong_key:
      return message("its check digit does not fit, so a digit is mistyped");
    case EpciCode::other_body:
      return code.starts_with("21") ? message("the SIREN of a commune: those of EPCI begin with 20 or 24")
                                    : message("the SIREN of another body: those of EPCI begin with 20 or 24");
    case EpciCode::other:
      return message("not the nine digits of a SIREN");
  }
  return {};
}

}  // namespace maillage
