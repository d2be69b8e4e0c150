// The page of one run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// "Sync of", before the time of its start.
[[nodiscard]] std::string run_title(RunKind kind);

/// The run that the address names if the company still has it. On a command line, the latest that ended
/// instead.
[[nodiscard]] std::optional<Run> shown_run(const PageFacts& facts, HistoryStore& store, const View& view);

/// Its counts as filters, its people, the settings used, and its undo.
[[nodiscard]] std::vector<host_sdk::page::Block> run_page(const HookContext& context, const PageFacts& facts,
                                                          PageState state, const Run& run, const View& view);

}  // namespace gup
