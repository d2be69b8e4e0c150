// The users with held removals, and the form that approves or dismisses them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Why removals are held.
struct HeldRemovals {
  std::int64_t count = 0;
  /// The most frequent reasons, with counts.
  std::vector<host_sdk::NamedCount> reasons;
  /// Removals of target groups are among them.
  bool has_groups = false;
  /// The last sync that was applied.
  std::optional<Run> last_applied;
};
/// `count`: their number. Reads nothing if it is 0. Throws `Failure`. [page]
[[nodiscard]] HeldRemovals read_held_removals(Store& store, const std::string& company_id,
                                              std::int64_t count);

/// "60 of 609 users (10%): all suspended in Google." Requires held removals. [any]
[[nodiscard]] std::string held_reasons_text(const HeldRemovals& held);
/// Whether a higher limit would let the held removals through. [any]
[[nodiscard]] bool limit_can_help(const HeldRemovals& held);
/// Whether `limit` was raised, so that the next sync carries the held removals out. [any]
[[nodiscard]] bool within_new_limit(const HeldRemovals& held, const RemovalLimit& limit);

/// Whether the page lists held and dismissed removals: not while a run may change them.
[[nodiscard]] bool offers_removals(const RemovalCounts& removals, PageState state);
/// The users with held or dismissed removals, and the form that approves or dismisses them.
[[nodiscard]] host_sdk::page::Block held_card(const PageFacts& facts, RemovalStore& store, const View& view);

/// The page of the held and dismissed removals.
[[nodiscard]] std::vector<host_sdk::page::Block> removals_page(const PageFacts& facts, PageState state,
                                                               Store& store, const View& view);

}  // namespace gup
