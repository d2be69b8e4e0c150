// The card about when a company syncs.
#pragma once

#include <string>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The schedule with its form; the button pauses or resumes it. [any]
[[nodiscard]] host_sdk::page::Block schedule_card(const PageFacts& facts, PageState state);

/// Whether the schedule of a company that was started is paused, other than by a lost access alone. [any]
[[nodiscard]] bool offers_resume(const PageFacts& facts, PageState state);

/// "Paused by dana on 2026-11-29", "Paused because the sync of 2026-11-29, 20:02 UTC was undone"; empty
/// unless a person paused the schedule. [any]
[[nodiscard]] std::string paused_text(const PageFacts& facts);

/// What `undo` undid: "the sync of 2026-11-29, 20:02 UTC". [any]
[[nodiscard]] std::string undone_text(const PageFacts& facts, const Run& undo);

}  // namespace gup
