// Visits every block and action of a page, at any depth.
#pragma once

#include <functional>
#include <vector>

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

/// The lists of blocks directly inside a block: of a section, a form, or each option of a choice.
[[nodiscard]] std::vector<std::vector<host_sdk::page::Block>*> inner_blocks(host_sdk::page::Block& block);

}  // namespace sample_host
