#include "house.hpp"

int main(int argc, char**) {
  return house::called(argc) + house::inlined(argc) + house::twice(argc) + house::make_round()->area() +
         house::visit(house::by_function_object) + house::open(argc) + house::overloaded(argc);
}
