// Parts that several cards of the page share.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database/records.hpp"
#include "hooks/page/place.hpp"
#include "hooks/page/runs/change_filter.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

/// The column that a table is sorted by; empty for the default order.
struct TableSort {
  std::string column;
  bool descending = false;
};

/// The part of the page that is shown, and how.
struct View {
  Place place{};
  /// All sub-pages as one, for a command line.
  bool whole = false;
  /// The parameters of the page's address. Those that several cards use follow below.
  host_sdk::page::Parameters parameters;
  /// The pages of tables by block id.
  std::map<std::string, std::string> cursors;
  /// The run of the history that the page's address names.
  std::optional<std::int64_t> run_id;
  /// Which users of the run are shown; null for all.
  const ChangeFilter* change_filter = nullptr;
  /// Part of an address or name, to filter the run's users or the held removals; empty for all.
  std::string search{};
  /// How the table of the sub-page is sorted.
  TableSort sort{};
  /// The address or Google's id of the person whose history is shown; empty for none.
  std::string person{};
  /// The person that the page's address names; empty for none.
  std::string email{};
  /// The number of rows the host wants in each table; 0 for the table's default.
  int table_rows = 0;

  [[nodiscard]] int rows_or(int usual) const { return table_rows > 0 ? table_rows : usual; }
};

/// Returns nullopt if the page has no such sub-page.
[[nodiscard]] std::optional<View> view_of(const host_sdk::page::PageRequest& request);

[[nodiscard]] host_sdk::page::Block block(std::string id, host_sdk::page::BlockKind kind,
                                          std::string fallback = {});
/// Returns the button that connects to Google.
[[nodiscard]] host_sdk::page::Action connect_action(std::string label, host_sdk::page::ActionStyle style);
/// Submits the fields of the enclosing form.
[[nodiscard]] host_sdk::page::Action submit_action(std::string id, std::string label, std::string icon = {});
/// Filters a table by part of an address or name, with a link that clears the filter.
struct TableSearch {
  /// The ids of the form, its field and the action that searches, and the value sent with the action.
  std::string form;
  std::string field;
  std::string action;
  std::string value{};
  /// The current search text; empty for none.
  std::string text{};
  /// The page without the search.
  host_sdk::page::PageAddress without{};
};
[[nodiscard]] host_sdk::page::Block search_form(const TableSearch& search);
/// Moves `more` to the end of `blocks`.
void append(std::vector<host_sdk::page::Block>& blocks, std::vector<host_sdk::page::Block> more);
/// Returns a link to another sub-page.
[[nodiscard]] host_sdk::page::Action link_action(std::string id, std::string label,
                                                 host_sdk::page::PageAddress to, std::string icon = {});
/// A column by which the table at `address` can be sorted: its header leads there.
[[nodiscard]] host_sdk::page::Column sorted_column(std::string id, std::string label, const TableSort& now,
                                                   host_sdk::page::PageAddress address);
/// "person", or "-person" for descending order; empty for the table's own order.
[[nodiscard]] std::string sort_text(const TableSort& sort);
/// What became of the removals that a sync held: who decided, or which run followed. `newer`: the runs after
/// it, newest first.
[[nodiscard]] host_sdk::page::BadgeValue result_after(const Run& run, std::span<const Run> newer);
/// The number in a table's cursor after `prefix`: how many rows precede the requested page. 0 for the first
/// page, and for a malformed cursor.
[[nodiscard]] std::int64_t offset_of(const View& view, const std::string& block_id,
                                     std::string_view prefix = {});

}  // namespace gup
