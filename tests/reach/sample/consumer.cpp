#include "house.hpp"

int main() {
  return house::for_users(1) + house::in_an_unused_table(2);
}
