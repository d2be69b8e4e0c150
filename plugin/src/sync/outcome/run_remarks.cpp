#include "sync/outcome/run_remarks.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/change_reasons.hpp"
#include "sync/outcome/report.hpp"

namespace gup {
namespace {

using host_sdk::SyncReport;
using plan::ChangeKind;

constexpr std::chrono::hours kValid{24};
constexpr int kRunsLookedAt = 20;
constexpr int kRowsPerQuery = 1'000;

bool leaves(ChangeKind kind) {
  return kind == ChangeKind::removed || kind == ChangeKind::deactivated || kind == ChangeKind::released;
}

/// Calls `use` with each change of the preview that removes or holds someone or something.
template <typename Use>
void for_each_removal(RunStore& store, std::int64_t preview_id, const Use& use) {
  for (std::int64_t after = 0;;) {
    const auto changes = store.run_changes(
        preview_id, {ChangeKind::removed, ChangeKind::deactivated, ChangeKind::released, ChangeKind::held},
        after, kRowsPerQuery);
    for (const plan::PersonChange& change : changes) use(change);
    if (changes.size() < static_cast<std::size_t>(kRowsPerQuery)) return;
    after = changes.back().seq;
  }
}

struct Expected {
  SyncReport counts;
  /// The ids of people whose removal the preview showed, also as held.
  std::set<std::string> leaving;
};

/// What the sync does if nothing has changed since: the preview, with the approved removals carried out.
Expected expected_after(RunStore& store, const Run& preview, const std::set<std::string>& approved) {
  Expected expected{preview.report, {}};
  if (preview.report.removed + preview.report.held == 0) return expected;
  for_each_removal(store, preview.id, [&](const plan::PersonChange& change) {
    const bool is_group = change.user_id == 0 && change.kind == ChangeKind::held;
    if (!is_group) expected.leaving.insert(change.external_id);
    if (change.kind != ChangeKind::held || !approved.contains(change.external_id)) return;
    --expected.counts.held;
    ++(is_group ? expected.counts.groups_removed : expected.counts.removed);
  });
  return expected;
}

struct Count {
  std::int64_t SyncReport::*number;
  const char* one;
  const char* many;
  const char* was;
  const char* were;
};

constexpr Count kCounts[] = {
    {&SyncReport::added, "user", "users", " was added", " were added"},
    {&SyncReport::updated, "user", "users", " was updated", " were updated"},
    {&SyncReport::reactivated, "user", "users", " was reactivated", " were reactivated"},
    {&SyncReport::removed, "user", "users", " was removed", " were removed"},
    {&SyncReport::held, "removal", "removals", " was held", " were held"},
    {&SyncReport::frozen, "user", "users", " was kept unchanged", " were kept unchanged"},
    {&SyncReport::skipped, "user", "users", " was skipped", " were skipped"},
    {&SyncReport::failed, "user", "users", " failed", " failed"},
    {&SyncReport::groups_added, "target group", "target groups", " was created", " were created"},
    {&SyncReport::groups_updated, "target group", "target groups", " was renamed", " were renamed"},
    {&SyncReport::groups_removed, "target group", "target groups", " was deleted", " were deleted"},
    {&SyncReport::memberships_added, "membership", "memberships", " was added", " were added"},
    {&SyncReport::memberships_removed, "membership", "memberships", " was removed", " were removed"}};

/// "3 more users were added, 1 fewer user was removed"; empty if the counts are the same.
std::string differences(const SyncReport& expected, const SyncReport& actual) {
  std::string text;
  for (const Count& count : kCounts) {
    const std::int64_t more = actual.*count.number - expected.*count.number;
    if (more == 0) continue;
    const std::int64_t number = more > 0 ? more : -more;
    text += (text.empty() ? "" : ", ") + host_sdk::with_commas(number) + (more > 0 ? " more " : " fewer ") +
            (number == 1 ? count.one : count.many) + (number == 1 ? count.was : count.were);
  }
  return text;
}

}  // namespace

bool is_valid_preview(const Run& preview, std::int64_t settings_revision, const std::vector<Run>& runs,
                      host_sdk::Timestamp now) {
  if (!preview.finished_at || (preview.state != RunState::done && preview.state != RunState::failed))
    return false;
  if (preview.settings_revision != settings_revision || now - *preview.finished_at > kValid) return false;
  return std::ranges::none_of(runs, [&](const Run& run) {
    return run.id > preview.id && (run.state == RunState::done || run.state == RunState::held);
  });
}

void report_preview(RunStore& store, const RunRequest& request, const Run& run, host_sdk::Timestamp now,
                    plan::Plan& plan) {
  if (request.trigger == RunTrigger::schedule) return;
  const auto preview = store.load_preview(run.company_id);
  if (!preview || preview->state != RunState::done ||
      !is_valid_preview(*preview, run.settings_revision, store.list_runs(run.company_id, 0, kRunsLookedAt),
                        now))
    return;
  Run planned = run;
  planned.finished_at = now;
  fill_report(planned, plan);
  planned.report.held += plan.report.held_groups;
  const Expected expected = expected_after(store, *preview, request.approved);
  plan::ShortList not_shown;
  for (const plan::PersonChange& change : plan.report.changes)
    if (leaves(change.kind) && !expected.leaving.contains(change.external_id))
      not_shown.add(printable(change.email.empty() ? change.external_id : change.email));

  std::string remark = differences(expected.counts, planned.report);
  if (!remark.empty()) remark = "Since the preview: " + remark + ".";
  if (not_shown.size() > 0)
    remark += std::string(remark.empty() ? "" : " ") +
              "Removed, although the preview did not show it: " + not_shown.text() + ".";
  plan.report.remarks.insert(plan.report.remarks.begin(), remark.empty() ? "As previewed." : remark);
}

void report_approval(const RunRequest& request, const plan::StoredState& stored, plan::Plan& plan) {
  if (request.approved.empty()) return;
  std::int64_t carried_out = 0;
  for (plan::PersonChange& change : plan.report.changes) {
    if (!change.approved) continue;
    ++carried_out;
    change.reason += "; approved by " + request.actor.name;
  }
  const auto approved = static_cast<std::int64_t>(request.approved.size());
  const std::int64_t groups = std::ranges::count_if(
      stored.group_links, [&](const auto& link) { return request.approved.contains(link.source_id); });
  const std::int64_t staying = approved - groups - carried_out;
  std::string remark =
      request.actor.name + " approved " + host_sdk::counted(approved, "removal", "removals") + ".";
  if (staying > 0)
    remark += " " + host_sdk::counted(staying, "of these users stays", "of these users stay") +
              ", because Google no longer shows that they have to leave.";
  plan.report.remarks.insert(plan.report.remarks.begin(), std::move(remark));
}

}  // namespace gup
