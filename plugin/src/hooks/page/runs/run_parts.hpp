// What a page shows of one run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "database/read_stores.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Selects the people of a run that a table shows.
struct PeopleSelection {
  std::string name;
  std::string title;
  std::string empty_text;
  /// Empty for all.
  std::vector<plan::ChangeKind> kinds{};
  /// Part of an address or name; empty for all.
  std::string text{};
  /// Their number, if known.
  std::optional<std::int64_t> total{};
  /// The address of the table without its order; nullopt if it cannot be sorted.
  std::optional<host_sdk::page::PageAddress> sorted_at{};
};

[[nodiscard]] host_sdk::page::Block people_table(const PeopleSelection& selection, const Run& run,
                                                 HistoryStore& store, const View& view);
[[nodiscard]] host_sdk::page::Block run_summary(const Run& run, const host_sdk::page::BadgeValue& result);
/// The settings that the run used; empty if it ended before it read them.
[[nodiscard]] std::vector<host_sdk::page::Block> run_settings(const Run& run);
/// Returns at most ten remarks, and the number of the rest. The ids of the blocks begin with `id`.
[[nodiscard]] std::vector<host_sdk::page::Block> run_remarks(const Run& run,
                                                             const std::string& id = "run_remark");

}  // namespace gup
