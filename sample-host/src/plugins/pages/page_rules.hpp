// What the host asks of a page before it shows it or acts on it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/page/exchange.hpp"

namespace sample_host {

inline constexpr std::size_t kMostBlocks = 100;
inline constexpr std::size_t kMostOptions = 50;
inline constexpr std::size_t kMostRows = 200;
inline constexpr std::size_t kLargestPage = 256 * 1024;
inline constexpr std::size_t kLongestLabel = 80;
inline constexpr std::size_t kLongestText = 2'000;

/// Brings a page within the limits of the vocabulary: long labels and texts are cut at a code point (with an
/// ellipsis), options and rows beyond the limit are left out, links to where the plugin may not lead lose
/// their address. Each cut is told to `note` once. Returns a sentence when the page cannot be shown at all:
/// too many blocks, too large, malformed or repeated ids, text that is not UTF-8.
[[nodiscard]] std::string apply_limits(host_sdk::page::Page& page,
                                       const std::vector<std::string>& link_origins,
                                       const std::function<void(const std::string&)>& note);

/// The same for the options of a picker.
void apply_limits(host_sdk::page::OptionsAnswer& answer);

/// Why the host itself refuses an action.
struct Refused {
  host_sdk::page::Refusal why;
  std::string sentence;
};

/// Checks an action against the fresh page: that it is offered, not disabled, allowed to the actor, and
/// confirmed as it asks. Nothing when it may be carried out. A row's action is told apart by `value`.
[[nodiscard]] std::optional<Refused> check_action(const host_sdk::page::Page& page,
                                                  const host_sdk::Actor& actor, std::string_view action,
                                                  const std::optional<std::string>& value,
                                                  std::string_view confirmation);

/// The action with that id (and value, where one is given), as the page offers it, and the form around it.
struct OfferedAction {
  const host_sdk::page::Action* action = nullptr;
  const host_sdk::page::Form* form = nullptr;
};
[[nodiscard]] OfferedAction find_action(const host_sdk::page::Page& page, std::string_view action,
                                        const std::optional<std::string>& value);

/// True when the page has that picker.
[[nodiscard]] bool has_picker(const host_sdk::page::Page& page, std::string_view picker);

}  // namespace sample_host
