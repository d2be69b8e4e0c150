// A source of random decisions.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace gup::plan::test {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}

  /// From 0 to `count` - 1.
  int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
  bool chance(int percent) { return pick(100) < percent; }
  /// Requires a list that is not empty.
  template <typename T>
  const T& one_of(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(pick(static_cast<int>(list.size())))];
  }

 private:
  std::mt19937 random_;
};

}  // namespace gup::plan::test
