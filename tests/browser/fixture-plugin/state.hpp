// What the fixture knows: one company's state, kept in memory.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "host_sdk/page/exchange.hpp"
#include "host_sdk/page/page.hpp"

namespace fixture {

/// A page in every state that the tests look at.
struct State {
  /// "empty", "settings", "running", "throwing".
  std::string shown = "empty";
  std::int64_t revision = 1;
  host_sdk::page::Values saved;
  std::int64_t done = 148;
  int options_asked = 0;
  bool options_fail = false;
  std::string last;
};

[[nodiscard]] host_sdk::page::Page empty_page();
[[nodiscard]] host_sdk::page::Page settings_page(const State& state, host_sdk::Timestamp now,
                                                 const std::map<std::string, std::string>& cursors);
[[nodiscard]] host_sdk::page::Page running_page(const State& state, host_sdk::Timestamp now);

/// Units of a made-up tree, 1,284 groups, and target groups.
void list_options(const host_sdk::page::OptionsRequest& request, host_sdk::page::OptionsAnswer& answer);

}  // namespace fixture
