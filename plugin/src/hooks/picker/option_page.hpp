// One page of a picker's options.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "host_sdk/page/exchange.hpp"
#include "host_sdk/value_rules.hpp"

namespace gup {

inline constexpr int kOptionsAtMost = 50;

inline int limit_of(const host_sdk::page::OptionsRequest& request) {
  return std::clamp(request.limit, 1, kOptionsAtMost);
}

/// The number of preceding items; 0 if the cursor is malformed.
inline std::size_t place_of_cursor(const std::string& cursor) {
  return static_cast<std::size_t>(std::max<std::int64_t>(host_sdk::to_integer(cursor).value_or(0), 0));
}

/// Returns one page of `list`.
template <typename List, typename MakeOption>
void answer_page(const List& list, const host_sdk::page::OptionsRequest& request,
                 const MakeOption& make_option, host_sdk::page::OptionsAnswer& answer) {
  const auto start = std::min(place_of_cursor(request.cursor), list.size());
  const auto end = std::min(list.size(), start + static_cast<std::size_t>(limit_of(request)));
  for (std::size_t i = start; i < end; ++i) answer.options.push_back(make_option(*list[i]));
  if (end < list.size()) answer.next = std::to_string(end);
  answer.total = static_cast<std::int64_t>(list.size());
}

}  // namespace gup
