// What the host checks before it shows a page or carries out an action.
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

/// Brings a page within the limits of the vocabulary: cuts long labels and texts at a code point (with an
/// ellipsis), drops options and rows beyond the limit, and clears links to undeclared origins. Calls `note`
/// once for each kind of cut. Returns the reason if the page is invalid: too many blocks, too large,
/// malformed or duplicate ids, text that is not UTF-8, rows whose cells do not match the columns, a minimum
/// above its maximum, a value outside its range or its choices.
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

/// Checks an action against the fresh page: that the page offers it, not disabled, and that the actor may use
/// it and confirmed it. Returns nullopt if the action may be carried out. `value` selects among the actions
/// of rows.
[[nodiscard]] std::optional<Refused> check_action(const host_sdk::page::Page& page,
                                                  const host_sdk::Actor& actor, std::string_view action,
                                                  const std::optional<std::string>& value,
                                                  std::string_view confirmation);

/// The action with that id (and value, if given), as the page offers it, and the form around it.
struct OfferedAction {
  const host_sdk::page::Action* action = nullptr;
  const host_sdk::page::Form* form = nullptr;
};
[[nodiscard]] OfferedAction find_action(const host_sdk::page::Page& page, std::string_view action,
                                        const std::optional<std::string>& value);

/// Returns true if the page has that picker.
[[nodiscard]] bool has_picker(const host_sdk::page::Page& page, std::string_view picker);

}  // namespace sample_host
