#include "mesh/exact.hpp"

#include <array>

namespace maillage {
namespace {

// A sum without rounding: components of growing size that do not overlap (Shewchuk's grow-expansion).
class ExactSum {
 public:
  void add(double value) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const double sum = value + parts_[i];
      const double back = sum - value;
      const double error = (value - (sum - back)) + (parts_[i] - back);
      if (error != 0) parts_[kept++] = error;
      value = sum;
    }
    parts_[kept++] = value;
    size_ = kept;
  }
  void add_product(double a, double b) {
    const double product = a * b;
    add(std::fma(a, b, -product));
    add(product);
  }
  [[nodiscard]] int sign() const {
    const double largest = parts_[size_ - 1];
    return (largest > 0) - (largest < 0);
  }

 private:
  std::array<double, 16> parts_{};
  std::size_t size_ = 0;
};

}  // namespace

int exact_turn(const Point& a, const Point& b, const Point& c) {
  ExactSum sum;
  sum.add_product(a.x, b.y);
  sum.add_product(-a.x, c.y);
  sum.add_product(-c.x, b.y);
  sum.add_product(-a.y, b.x);
  sum.add_product(a.y, c.x);
  sum.add_product(c.y, b.x);
  return sum.sign();
}

}  // namespace maillage
