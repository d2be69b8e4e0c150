// All rows of a table of a plugin's page, for export.
#pragma once

#include <string>
#include <string_view>

#include "plugins/pages/page_gateway.hpp"

namespace sample_host {

struct TableReply {
  /// `unknown` as well if the page has no such table, or does not offer it for export.
  Gate gate = Gate::open;
  std::string sentence;
  std::string reference;
  host_sdk::page::Table table;
};

/// Reads the table page by page, with one call of the hook for each, with the parameters of `view`.
[[nodiscard]] TableReply whole_table(PageGateway& pages, std::string_view slug, std::string_view company_id,
                                     const Viewer& viewer, const std::string& block_id,
                                     const PageView& view = {});

}  // namespace sample_host
