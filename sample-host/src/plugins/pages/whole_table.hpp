// A table of a plugin's page with the rows of all its pages, for export.
#pragma once

#include <string>
#include <string_view>

#include "plugins/pages/page_gateway.hpp"

namespace sample_host {

struct TableReply {
  /// `unknown` also when the page has no such table, or does not offer it for export.
  Gate gate = Gate::open;
  std::string sentence;
  std::string reference;
  host_sdk::page::Table table;
};

/// Asks for the page again and again until the table ends. Takes as long as that many calls of the hook.
[[nodiscard]] TableReply whole_table(PageGateway& pages, std::string_view slug, std::string_view company_id,
                                     const Viewer& viewer, const std::string& block_id);

}  // namespace sample_host
