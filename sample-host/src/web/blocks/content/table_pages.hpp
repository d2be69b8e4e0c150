// The pages of a table: which rows are shown, and the links to the others.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"

namespace sample_host::web {

/// "26–50 of 465". Empty without rows.
[[nodiscard]] std::string shown_rows(const PageView& view, const std::string& id,
                                     const host_sdk::page::Table& table);

/// Previous, Next and First page, each where it leads to another page. They show the table from its top.
void draw_page_links(Html& html, const Drawing& drawing, const std::string& id,
                     const host_sdk::page::Table& table);

}  // namespace sample_host::web
