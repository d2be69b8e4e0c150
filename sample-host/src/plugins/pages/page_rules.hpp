// What the host checks before it carries out an action of a page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/company.hpp"
#include "host_sdk/page/exchange.hpp"

namespace sample_host {

inline constexpr std::size_t kMostParameters = 16;
inline constexpr std::size_t kLongestParameter = 256;

/// The parameters of a page's address that keep the rules of `page::Parameters`; the others are dropped.
[[nodiscard]] host_sdk::page::Parameters usable_parameters(const host_sdk::page::Parameters& parameters);

/// Whether a text is a well-formed `page::PageAddress::path`, possibly empty.
[[nodiscard]] bool is_page_path(std::string_view path);

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

}  // namespace sample_host
