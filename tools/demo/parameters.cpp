#include "demo/parameters.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "maillage/base/error.hpp"

namespace maillage::demo {
namespace {

struct File {
  std::string_view path, text;
};

constexpr File files[] = {
#include "embedded.inc"
};
static_assert(std::size(files) == 1, "demo.toml is the only one");

template <class Value>
Value value_at(const toml::table& table, std::string_view key) {
  const auto value = table.at_path(key).value<Value>();
  if (!value) throw Error(Failure::internal, message("demo.toml: no {}", std::string(key)));
  return *value;
}

template <class Value>
std::vector<Value> list_at(const toml::table& table, std::string_view key) {
  std::vector<Value> values;
  if (const toml::array* list = table.at_path(key).as_array())
    for (const toml::node& node : *list) values.push_back(node.value<Value>().value());
  if (values.empty()) throw Error(Failure::internal, message("demo.toml: no {}", std::string(key)));
  return values;
}

std::array<double, 5> five_at(const toml::table& table, std::string_view key) {
  const auto values = list_at<double>(table, key);
  std::array<double, 5> five{};
  std::copy_n(values.begin(), five.size(), five.begin());
  return five;
}

// 96, then the other codes that no département bears, then all codes without districts or overseas.
std::vector<std::string> departement_codes(const std::vector<std::string>& first,
                                           const std::vector<std::string>& never) {
  std::vector<std::string> codes = first;
  for (int number = 0; number < 100; ++number) {
    const std::string code{static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
    if (std::ranges::find(first, code) == first.end() && std::ranges::find(never, code) == never.end())
      codes.push_back(code);
  }
  return codes;
}

}  // namespace

Parameters read_parameters() {
  const toml::table table = toml::parse(files[0].text, files[0].path);
  Parameters p;
  p.longitude = value_at<double>(table, "place.longitude");
  p.latitude = value_at<double>(table, "place.latitude");
  p.metres_per_longitude = value_at<double>(table, "place.metres_per_longitude");
  p.metres_per_latitude = value_at<double>(table, "place.metres_per_latitude");
  p.step = value_at<double>(table, "place.step");
  p.widest_radius = value_at<double>(table, "place.widest_radius");
  p.region = value_at<std::string>(table, "codes.region");
  p.region_name = value_at<std::string>(table, "codes.region_name");
  p.departements = departement_codes(list_at<std::string>(table, "codes.departements"),
                                     list_at<std::string>(table, "codes.never"));
  p.departement_name = value_at<std::string>(table, "codes.departement_name");
  p.neighbour_name = value_at<std::string>(table, "codes.neighbour_name");
  const auto size_at = [&](std::string_view key) {
    return static_cast<std::size_t>(value_at<std::int64_t>(table, key));
  };
  p.communes_per_departement = size_at("size.communes_per_departement");
  p.one_departement_up_to = size_at("size.one_departement_up_to");
  p.neighbour_communes = size_at("size.neighbour_communes");
  p.epci_per_commune = value_at<double>(table, "size.epci_per_commune");
  p.qpv_per_commune = value_at<double>(table, "size.qpv_per_commune");
  p.roots = list_at<std::string>(table, "names.roots");
  p.endings = list_at<std::string>(table, "names.endings");
  p.complements = list_at<std::string>(table, "names.complements");
  p.saints = list_at<std::string>(table, "names.saints");
  p.countries = list_at<std::string>(table, "names.countries");
  p.quarters = list_at<std::string>(table, "names.quarters");
  p.towns = list_at<double>(table, "people.towns");
  const auto shares = list_at<double>(table, "people.village_shares");
  const auto sizes = list_at<double>(table, "people.village_sizes");
  for (std::size_t i = 0; i < shares.size(); ++i) p.villages.emplace_back(shares[i], sizes.at(i));
  p.urban_rates = five_at(table, "childcare.urban_rates");
  p.rural_rates = five_at(table, "childcare.rural_rates");
  p.national_places = list_at<std::int64_t>(table, "childcare.national_tenths");
  p.regional_places = list_at<std::int64_t>(table, "childcare.regional_tenths");
  p.national_poverty = value_at<double>(table, "incomes.national_poverty");
  p.regional_poverty = value_at<double>(table, "incomes.regional_poverty");
  p.national_median = value_at<std::int64_t>(table, "incomes.national_median");
  p.regional_median = value_at<std::int64_t>(table, "incomes.regional_median");
  return p;
}

}  // namespace maillage::demo
