// A library in small with each way to be reached, for tests/reach.
#pragma once

#include <functional>
#include <memory>

namespace house {

int called(int);
int by_table(int);
int by_local_table(int);
int by_function_object(int);
int by_template(int);
int by_inline(int);
int at_start();
int overloaded(int);
int overloaded(double);

int unreached(int);
int only_by_the_unreached(int);
int in_a_switch(int);
int in_an_unused_table(int);
int for_users(int);

inline int named_nowhere(int x) {
  return x;
}

inline int inlined(int x) {
  return by_inline(x) + 1;
}

template <class T>
T twice(T x) {
  return by_template(x) + x;
}

class Shape {
 public:
  virtual ~Shape() = default;
  virtual int area() const = 0;
};

class Round : public Shape {
 public:
  int area() const override;
};

class Square : public Shape {
 public:
  explicit Square(int side);
  int area() const override;
  int side = 0;
};

std::unique_ptr<Shape> make_round();
int visit(const std::function<int(int)>&);
int open(int row);

}  // namespace house
