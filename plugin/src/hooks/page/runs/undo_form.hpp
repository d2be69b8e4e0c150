// Undoing the run that the page shows in detail, or another one.
#pragma once

#include <string>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// Whether the page offers to undo a run: not while one is active.
[[nodiscard]] bool offers_undo(const std::vector<Run>& runs, PageState state);
/// What undoing this run does, or why it cannot be undone, and the form. On a command line, the form takes
/// other runs, too.
[[nodiscard]] std::vector<host_sdk::page::Block> undo_form(const PageFacts& facts, PageState state,
                                                           const Run& run, Store& store, const View& view);
/// The field with the number of changes on the page with all sub-pages.
[[nodiscard]] const char* undo_count_field(const RemovalCounts& removals, PageState state);
/// "14 users and 2 target groups"
[[nodiscard]] std::string changes_text(const host_sdk::SyncReport& report);

}  // namespace gup
