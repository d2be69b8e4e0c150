// Visits and finds the blocks and actions of a page, at any depth.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "host_sdk/page/page.hpp"

namespace host_sdk::page {

/// The nearest form around a part of a page; nullptr outside every form.
using FormAround = const Form*;

/// Calls the visitors for every block and every action, in the order of the page, including those in side
/// columns, sections, forms and the options of choices. Either visitor may be empty. [any]
void walk_page(const Page& page, const std::function<void(const Block&, FormAround)>& on_block,
               const std::function<void(const Action&, FormAround)>& on_action);

/// The same, with visitors that may change the page. [any]
void walk_page(Page& page, const std::function<void(Block&)>& on_block,
               const std::function<void(Action&)>& on_action);

/// An action as the page offers it, and the form around it.
struct OfferedAction {
  const Action* action = nullptr;
  FormAround form = nullptr;
};
/// The action with that id and value: rows of a table offer the same action with different values. Without
/// such a value, a button of that id without a value; if no value is given, any of that id. Of several, the
/// first that is not disabled. [any]
[[nodiscard]] OfferedAction find_action(const Page& page, std::string_view action,
                                        const std::optional<std::string>& value);
/// The value that selects a row's action, among the values of a request. [any]
[[nodiscard]] std::optional<std::string> row_value(const Values& values);

/// The picker with that id; null if the page has none. [any]
[[nodiscard]] Picker* find_picker(Page& page, std::string_view id);

/// The lists of blocks directly inside a block: of a section, a form, each option of a choice, or
/// each step. [any]
[[nodiscard, deprecated("walk_page visits all blocks")]] std::vector<std::vector<Block>*> inner_blocks(
    Block& block);

}  // namespace host_sdk::page
