// Finding things in a page, as a reader of it would.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_sdk/page/page.hpp"

namespace gup::testing {

/// Every block of the page, however deep.
[[nodiscard]] std::vector<const host_sdk::page::Block*> all_blocks(const host_sdk::page::Page& page);
/// Every button of the page.
[[nodiscard]] std::vector<host_sdk::page::Action> all_actions(const host_sdk::page::Page& page);
[[nodiscard]] std::optional<host_sdk::page::Action> find_action(const host_sdk::page::Page& page,
                                                                const std::string& id);
[[nodiscard]] const host_sdk::page::Block* find_block(const host_sdk::page::Page& page,
                                                      const std::string& id);
template <typename Kind>
[[nodiscard]] const Kind* find_kind(const host_sdk::page::Page& page, const std::string& id) {
  const auto* found = find_block(page, id);
  return found == nullptr ? nullptr : std::get_if<Kind>(&found->kind);
}

/// The labels of all buttons of style primary.
[[nodiscard]] std::vector<std::string> primary_labels(const host_sdk::page::Page& page);

/// Every text that the page carries, in one string: for proving that a secret is not in it.
[[nodiscard]] std::string all_text(const host_sdk::page::Page& page);

}  // namespace gup::testing
