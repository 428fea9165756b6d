#include <cstdio>

#include "maillage/zoning/zoning.hpp"

int main() {
  const maillage::Zone zones[] = {{"17415", "Saintes"}, {"17300", "La Rochelle"}};
  const auto communes = maillage::make_zoning(maillage::Level::commune, maillage::new_year(2026), "COG 2026",
                                              {std::begin(zones), std::end(zones)});
  std::puts(communes->name(communes->find("17300").value()).c_str());
}
