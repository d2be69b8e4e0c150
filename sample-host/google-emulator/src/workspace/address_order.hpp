#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "common/text.hpp"
#include "workspace/records.hpp"

/// Indexes of records in the order of their addresses. `address_of` returns the address of an index.
namespace emulator {

template <typename AddressOf>
void insert_by_address(std::vector<Index>& order, Index index, const AddressOf& address_of) {
  const auto place = std::upper_bound(order.begin(), order.end(), index, [&](Index a, Index b) {
    return compare_ignoring_case(address_of(a), address_of(b)) < 0;
  });
  order.insert(place, index);
}

template <typename AddressOf>
void sort_by_address(std::vector<Index>& order, const AddressOf& address_of) {
  std::sort(order.begin(), order.end(),
            [&](Index a, Index b) { return compare_ignoring_case(address_of(a), address_of(b)) < 0; });
}

inline void remove_from_order(std::vector<Index>& order, Index index) {
  const auto found = std::find(order.begin(), order.end(), index);
  if (found != order.end()) order.erase(found);
}

}  // namespace emulator
