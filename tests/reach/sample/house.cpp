#include "house.hpp"

namespace house {

int called(int x) {
  return x + 1;
}
int by_table(int x) {
  return x + 2;
}
int by_local_table(int x) {
  return x + 3;
}
int by_function_object(int x) {
  return x + 4;
}
int by_template(int x) {
  return x + 5;
}
int by_inline(int x) {
  return x + 6;
}
int overloaded(int x) {
  return x + 7;
}
int overloaded(double x) {
  return static_cast<int>(x) + 8;
}
int in_an_unused_table(int x) {
  return x + 9;
}
int for_users(int x) {
  return x + 10;
}
int only_by_the_unreached(int x) {
  return x + 11;
}
int at_start() {
  return 12;
}

int in_a_switch(int x) {
  switch (x) {
    case 0:
      return 17;
    case 1:
      return only_by_the_unreached(x);
    case 2:
      return 5;
    case 3:
      return called(3);
    case 4:
      return 11;
    case 5:
      return 29;
    default:
      return 0;
  }
}

int unreached(int x) {
  return only_by_the_unreached(x) + in_a_switch(x);
}

int Round::area() const {
  return 3;
}
Square::Square(int length) : side(length) {}
int Square::area() const {
  return side * side;
}

std::unique_ptr<Shape> make_round() {
  return std::make_unique<Round>();
}

int visit(const std::function<int(int)>& f) {
  return f(1);
}

namespace {

using Function = int (*)(int);

struct Row {
  const char* name;
  Function function;
};

constexpr Row table[] = {{"called", called}, {"table", by_table}};
[[gnu::used]] constexpr Row unused[] = {{"called", called}, {"unused", in_an_unused_table}};

const int started = at_start();

}  // namespace

int open(int row) {
  const Function local[] = {called, by_local_table, called};
  switch (row) {
    case 0:
      return table[1].function(row);
    case 1:
      return local[row](row);
    case 2:
      return started;
    case 3:
      return 41;
    case 4:
      return 7;
    default:
      return table[row & 1].function(row);
  }
}

}  // namespace house
