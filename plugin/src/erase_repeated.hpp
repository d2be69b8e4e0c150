// Removing equal neighbors.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace gup {

/// Keeps the first of elements that follow one another with equal keys. (Clang 14 cannot compile
/// `std::ranges::unique` with the standard library of GCC 12.)
template <typename T, typename Key = std::identity>
void erase_repeated(std::vector<T>& elements, Key key = {}) {
  const auto same = [&](const T& a, const T& b) { return std::invoke(key, a) == std::invoke(key, b); };
  elements.erase(std::unique(elements.begin(), elements.end(), same), elements.end());
}

}  // namespace gup
