// One page of a picker's options.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "host_sdk/page/exchange.hpp"

namespace gup {

inline constexpr int kOptionsAtMost = 50;

inline int limit_of(const host_sdk::page::OptionsRequest& request) {
  return std::clamp(request.limit, 1, kOptionsAtMost);
}

inline std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// Returns one page of `list`; the cursor is the number of preceding items.
template <typename List, typename MakeOption>
void answer_page(const List& list, const host_sdk::page::OptionsRequest& request,
                 const MakeOption& make_option, host_sdk::page::OptionsAnswer& answer) {
  const auto start =
      std::min<std::size_t>(static_cast<std::size_t>(number_in(request.cursor).value_or(0)), list.size());
  const auto end = std::min(list.size(), start + static_cast<std::size_t>(limit_of(request)));
  for (std::size_t i = start; i < end; ++i) answer.options.push_back(make_option(*list[i]));
  if (end < list.size()) answer.next = std::to_string(end);
  answer.total = static_cast<std::int64_t>(list.size());
}

}  // namespace gup
