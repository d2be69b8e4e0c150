// The options of a picker: the response to GET …/options/{picker}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// The parameters of a request for options, so that Show more and Retry can repeat it.
struct OptionsView {
  std::string page_address;
  std::string picker;
  host_sdk::page::PickerShape shape = host_sdk::page::PickerShape::list;
  bool multiple = true;
  std::string query;
  std::string parent;
  std::string cursor;
};

/// The address from which a view loads its options.
[[nodiscard]] std::string options_address(const OptionsView& view, std::string_view parent = "",
                                          std::string_view cursor = "");

/// A page of options: a list, the search results of a tree, or the children of one of its nodes. `open` holds
/// the children of a single root, which is expanded at once.
void draw_options(Html& html, const OptionsView& view, const host_sdk::page::OptionsAnswer& answer,
                  const host_sdk::page::OptionsAnswer* open = nullptr);

/// A row with the error and a Retry button: an error never looks like an empty list.
void draw_options_error(Html& html, const OptionsView& view, std::string_view sentence);

}  // namespace sample_host::web
