// The cards of the page: functions from facts to blocks, each in a file of its name. Pure, except those that
// take the store. They share this header because build_page uses all of them together.
#pragma once

#include <string>
#include <vector>

#include "hooks/page/page_facts.hpp"
#include "hooks/page/parts.hpp"

namespace gup {

/// The status pill.
[[nodiscard]] host_sdk::page::Status status_of(const PageFacts& facts, PageState state);

/// The buttons of the header.
[[nodiscard]] std::vector<host_sdk::page::Action> header_actions(PageState state);

/// The page of a company that is not connected, without its history.
[[nodiscard]] std::vector<host_sdk::page::Block> not_connected_cards(const PageFacts& facts);

/// The form for a service account, with the steps to do at Google first.
[[nodiscard]] host_sdk::page::Block service_account_form(const PageFacts& facts, std::string label,
                                                         host_sdk::page::ActionStyle style);
/// The same form in a collapsed section.
[[nodiscard]] host_sdk::page::Block service_account_disclosure(const PageFacts& facts);

/// What needs attention in this state: at most one notice, and its form.
[[nodiscard]] std::vector<host_sdk::page::Block> attention_notices(const PageFacts& facts, PageState state);

/// The running job or the one that is about to start.
[[nodiscard]] host_sdk::page::Block progress_card(const PageFacts& facts, PageState state);

/// Last sync, next sync, users from Google, needs attention.
[[nodiscard]] host_sdk::page::Block tiles_card(const PageFacts& facts);

/// Source, method and rules, with the buttons below.
[[nodiscard]] host_sdk::page::Block sync_form(const PageFacts& facts, PageState state);
/// The two halves of the form.
[[nodiscard]] host_sdk::page::Block source_choice(const PageFacts& facts);
[[nodiscard]] host_sdk::page::Block method_choice(const PageFacts& facts);

/// Whether the page lists held and dismissed removals: not while a run may change them.
[[nodiscard]] bool offers_removals(const PageFacts& facts, PageState state);
/// The users with held or dismissed removals, and the form that approves or dismisses them.
[[nodiscard]] host_sdk::page::Block held_card(const PageFacts& facts, PlanStore& store, const View& view);

/// Selected groups that were deleted and recreated, each with a button. Requires that there are some.
[[nodiscard]] host_sdk::page::Block replaced_groups_card(const PageFacts& facts, PageState state);

/// What the next sync would do, or why that is not known. Requires `facts.preview`.
[[nodiscard]] host_sdk::page::Block preview_card(const PageFacts& facts, RunStore& store, const View& view);

/// The details of one run: the chosen one, else the latest. Empty if there is none.
[[nodiscard]] std::vector<host_sdk::page::Block> run_details(const PageFacts& facts, PageState state,
                                                             Store& store, const View& view);

/// Whether the page offers to undo a run: not while one is active.
[[nodiscard]] bool offers_undo(const PageFacts& facts, PageState state);
/// What undoing this run does, or why it cannot be undone, and the form, which takes other runs, too.
[[nodiscard]] std::vector<host_sdk::page::Block> undo_form(const PageFacts& facts, PageState state,
                                                           const Run& run, Store& store);
/// The field with the number of changes.
[[nodiscard]] const char* undo_count_field(const PageFacts& facts, PageState state);
/// "14 users and 2 target groups"
[[nodiscard]] std::string changes_text(const host_sdk::SyncReport& report);

/// The runs of the last 90 days.
[[nodiscard]] host_sdk::page::Block history_card(const PageFacts& facts, RunStore& store, const View& view);

/// The search for a person, and what runs did to the chosen one.
[[nodiscard]] host_sdk::page::Block person_history(const PageFacts& facts, RunStore& store, const View& view);

/// Finds a person: the form, and the answer if `facts` has one.
[[nodiscard]] host_sdk::page::Block person_card(const PageFacts& facts, PageState state, const View& view);

/// The side card: the connection, with Reconnect.
[[nodiscard]] host_sdk::page::Block connected_card(const PageFacts& facts, PageState state);

/// Unlink, with its confirmation.
[[nodiscard]] host_sdk::page::Action unlink_action(const PageFacts& facts, PageState state);

/// The actions that the page does not offer in this state, with the reasons.
[[nodiscard]] std::vector<host_sdk::page::UnavailableAction> unavailable_actions(const PageFacts& facts,
                                                                                 PageState state);

}  // namespace gup
