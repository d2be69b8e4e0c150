// Visits and finds the blocks and actions of a page, at any depth.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "host_sdk/page/page.hpp"

namespace sample_host {

/// The nearest form around a part of a page; nullptr outside every form.
using FormAround = const host_sdk::page::Form*;

/// Calls the visitors for every block and every action, in the order of the page, including those in side
/// columns, sections, forms and the options of choices. Either visitor may be empty.
void walk_page(const host_sdk::page::Page& page,
               const std::function<void(const host_sdk::page::Block&, FormAround)>& on_block,
               const std::function<void(const host_sdk::page::Action&, FormAround)>& on_action);

/// The same, with visitors that may change the page.
void walk_page(host_sdk::page::Page& page, const std::function<void(host_sdk::page::Block&)>& on_block,
               const std::function<void(host_sdk::page::Action&)>& on_action);

/// An action as the page offers it, and the form around it.
struct OfferedAction {
  const host_sdk::page::Action* action = nullptr;
  FormAround form = nullptr;
};
/// The action with that id, and with that value if one is given: rows of a table offer the same action with
/// different values. Prefers actions that are not disabled.
[[nodiscard]] OfferedAction find_action(const host_sdk::page::Page& page, std::string_view action,
                                        const std::optional<std::string>& value);
/// The value that selects a row's action, among the values of a request.
[[nodiscard]] std::optional<std::string> row_value(const host_sdk::page::Values& values);

/// The picker with that id; null if the page has none.
[[nodiscard]] host_sdk::page::Picker* find_picker(host_sdk::page::Page& page, std::string_view id);

/// The lists of blocks directly inside a block: of a section, a form, each option of a choice, or
/// each step.
[[nodiscard]] std::vector<std::vector<host_sdk::page::Block>*> inner_blocks(host_sdk::page::Block& block);

}  // namespace sample_host
