#include "plugins/pages/whole_table.hpp"

#include <iterator>
#include <set>
#include <utility>
#include <variant>

#include "host_sdk/page_rules/limits.hpp"
#include "host_sdk/page_rules/walk.hpp"

namespace sample_host {

namespace page = host_sdk::page;

namespace {

page::Table* find_exported(page::Page& whole, const std::string& block_id) {
  page::Table* found = nullptr;
  page::walk_page(whole,
                  [&](page::Block& block) {
                    auto* table = std::get_if<page::Table>(&block.kind);
                    if (table != nullptr && block.id == block_id && !table->export_name.empty())
                      found = table;
                  },
                  {});
  return found;
}

}  // namespace

TableReply whole_table(PageGateway& pages, std::string_view slug, std::string_view company_id,
                       const Viewer& viewer, const std::string& block_id, const PageView& view) {
  TableReply reply;
  std::set<std::string> seen;
  std::string cursor;
  do {
    PageView wanted{{}, view.parameters, view.path, view.whole};
    if (!cursor.empty()) wanted.cursors[block_id] = cursor;
    PageReply part = pages.page(slug, company_id, viewer, wanted, static_cast<int>(page::kExportedPage.rows));
    auto* table = part.gate == Gate::open ? find_exported(part.page, block_id) : nullptr;
    if (table == nullptr) {
      reply.gate = part.gate == Gate::open ? Gate::unknown : part.gate;
      reply.sentence = part.gate == Gate::open
                           ? "The page has no table '" + block_id + "' to export at the moment."
                           : part.sentence;
      reply.reference = part.reference;
      return reply;
    }
    auto rows = std::exchange(table->rows, {});
    cursor = table->next;
    if (reply.table.columns.empty()) reply.table = std::move(*table);
    std::move(rows.begin(), rows.end(), std::back_inserter(reply.table.rows));
    // Stops when a cursor repeats, so that a faulty plugin cannot cause an endless loop.
  } while (!cursor.empty() && seen.insert(cursor).second);
  return reply;
}

}  // namespace sample_host
