// What a page shows of one run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Which people of a run a table shows.
struct PeopleSelection {
  std::string name;
  std::string title;
  std::string empty_text;
  /// Empty for all.
  std::vector<plan::ChangeKind> kinds{};
  /// A part of addresses or names; empty for all.
  std::string text{};
  /// How many they are, if that is known.
  std::optional<std::int64_t> total{};
  /// The address of the table without its order; nullopt if it cannot be sorted.
  std::optional<host_sdk::page::PageAddress> sorted_at{};
};

[[nodiscard]] host_sdk::page::Block people_table(const PeopleSelection& selection, const Run& run,
                                                 RunStore& store, const View& view);
[[nodiscard]] host_sdk::page::Block run_summary(const Run& run, const host_sdk::page::BadgeValue& result);
/// The settings that it used; empty if it did not get that far.
[[nodiscard]] std::vector<host_sdk::page::Block> run_settings(const Run& run);
/// At most ten, and how many more. `id` begins the ids of the blocks.
[[nodiscard]] std::vector<host_sdk::page::Block> run_remarks(const Run& run,
                                                             const std::string& id = "run_remark");

}  // namespace gup
