// What the next sync would do.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/page/schedule/schedule_card.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The latest preview, done or failed. nullopt once it has expired: the settings have changed since, a sync
/// was applied since, or it is older than 24 hours; and while the company is not connected. Throws `Failure`.
/// [page]
[[nodiscard]] std::optional<Run> valid_preview(HistoryStore& store, const PageFacts& facts);

/// What the next sync would do, or why that is not known, for a command line.
[[nodiscard]] host_sdk::page::Block preview_card(const Run& preview, HistoryStore& store, const View& view);

/// The same without the people, with a link to them, and with the button that starts the sync.
[[nodiscard]] host_sdk::page::Block preview_summary(const PageFacts& facts, const Run& preview,
                                                    const ScheduleFacts& schedule, Store& store,
                                                    PageState state);

/// What would be changed, in numbers.
[[nodiscard]] std::vector<host_sdk::page::Block> preview_counts(const Run& preview, HistoryStore& store,
                                                                const std::string& id);

/// What can be done about the preview, with a way back to the settings.
[[nodiscard]] host_sdk::page::Block preview_decision(const PageFacts& facts, const Run& preview,
                                                     const ScheduleFacts& schedule, SettingsStore& store,
                                                     PageState state);

}  // namespace gup
