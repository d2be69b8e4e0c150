// The card about when a company syncs.
#pragma once

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"

namespace gup {

/// The schedule with its form; the button pauses or resumes it. [any]
[[nodiscard]] host_sdk::page::Block schedule_card(const PageFacts& facts, PageState state);

/// Whether the schedule is paused, other than by a lost access alone. [any]
[[nodiscard]] bool offers_resume(const PageFacts& facts, PageState state);

/// "Paused by dana on 2026-11-29"; empty unless a person paused the schedule. [any]
[[nodiscard]] std::string paused_text(const PageFacts& facts);

}  // namespace gup
