// The options of a picker, as the browser loads them: the answer to GET …/options/{picker}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// What a request for options was about, so that "Show more" and Retry can ask again.
struct OptionsView {
  std::string page_address;
  std::string picker;
  host_sdk::page::PickerShape shape = host_sdk::page::PickerShape::list;
  bool multiple = true;
  std::string query;
  std::string parent;
  std::string cursor;
};

/// Where the options of a view are asked for.
[[nodiscard]] std::string options_address(const OptionsView& view, std::string_view parent = "",
                                          std::string_view cursor = "");

/// A page of options: a list, the search results of a tree, or the children of one of its nodes. `open` holds
/// the children of the only root, which is shown open.
void draw_options(Html& html, const OptionsView& view, const host_sdk::page::OptionsAnswer& answer,
                  const host_sdk::page::OptionsAnswer* open = nullptr);

/// A row that says what went wrong and offers to try again: an error is never an empty list.
void draw_options_error(Html& html, const OptionsView& view, std::string_view sentence);

}  // namespace sample_host::web
