// What the host checks before it carries out an action of a page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/company.hpp"
#include "host_sdk/page/exchange.hpp"

namespace host_sdk::page {

inline constexpr std::size_t kMostParameters = 16;
inline constexpr std::size_t kLongestParameter = 256;

/// The parameters of a page's address that keep the rules of `Parameters`; the others are dropped. [any]
[[nodiscard]] Parameters usable_parameters(const Parameters& parameters);

/// Whether a text is a well-formed `PageAddress::path`, possibly empty. [any]
[[nodiscard]] bool is_page_path(std::string_view path);

/// Why the host itself refuses an action.
struct Refused {
  Refusal why;
  std::string sentence;
};

/// Checks an action against the fresh page: that the page offers it, not disabled, and that the actor may use
/// it and confirmed it. Returns nullopt if the action may be carried out. `value` selects among the actions
/// of rows. [any]
[[nodiscard]] std::optional<Refused> check_action(const Page& page, const Actor& actor,
                                                  std::string_view action,
                                                  const std::optional<std::string>& value,
                                                  std::string_view confirmation);

}  // namespace host_sdk::page
