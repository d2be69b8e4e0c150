// The card about when a company syncs.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "host_sdk/page/blocks.hpp"
#include "settings/schedule_form.hpp"

namespace gup {

/// When the company syncs, as the form and the texts of the page show it.
struct ScheduleFacts {
  CompanySchedule when;
  /// The deployment's time from one sync to the next.
  std::chrono::seconds default_every{0};
  /// The host has quiet dates and a list of time zones.
  bool has_calendar = false;

  /// "every 24 hours at 02:30 (Europe/Berlin)". [any]
  [[nodiscard]] std::string text() const { return schedule_text(when, default_every); }
};

/// Reads the quiet dates; the rule is part of `facts`. Throws `Failure`. [page]
[[nodiscard]] ScheduleFacts read_schedule_facts(const HookContext& context, const PageFacts& facts);

/// The schedule with its form; the button pauses or resumes it. [any]
[[nodiscard]] host_sdk::page::Block schedule_card(const PageFacts& facts, const ScheduleFacts& schedule,
                                                  PageState state);

/// Whether the schedule of a company that was started is paused, other than by a lost access alone. [any]
[[nodiscard]] bool offers_resume(const host_sdk::ScheduleState& schedule, PageState state);

/// "Paused by dana on 2026-11-29", "Paused because the sync of 2026-11-29, 20:02 UTC was undone"; empty
/// unless a person paused the schedule. [any]
[[nodiscard]] std::string paused_text(const host_sdk::ScheduleState& schedule, const std::vector<Run>& runs);

/// What `undo` undid: "the sync of 2026-11-29, 20:02 UTC". [any]
[[nodiscard]] std::string undone_text(const std::vector<Run>& runs, const Run& undo);

}  // namespace gup
