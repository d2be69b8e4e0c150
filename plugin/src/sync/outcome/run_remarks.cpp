#include "sync/outcome/run_remarks.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/removals/group_guard.hpp"
#include "plan/short_list.hpp"
#include "sync/outcome/preview.hpp"
#include "sync/outcome/report.hpp"

namespace gup {
namespace {

using host_sdk::SyncReport;
using plan::ChangeKind;

constexpr std::chrono::hours kValid{24};
constexpr int kRunsLookedAt = 20;
constexpr int kRowsPerQuery = 1'000;

bool leaves(ChangeKind kind) {
  return kind == ChangeKind::removed || kind == ChangeKind::deactivated || kind == ChangeKind::released ||
         kind == ChangeKind::group_removed || kind == ChangeKind::group_released;
}

/// Returns the same key for the same change to the same person or group. A removal that the preview held
/// counts as shown.
std::size_t key_of(const plan::PersonChange& change) {
  const bool is_removal = leaves(change.kind) || change.kind == ChangeKind::held;
  std::string key = std::to_string(static_cast<int>(is_removal ? ChangeKind::removed : change.kind)) + ' ' +
                    change.external_id;
  // Only the reason says which target groups.
  if (change.kind == ChangeKind::memberships) key += ' ' + change.email + ' ' + change.reason;
  return std::hash<std::string>{}(key);
}

/// What a sync changes as a consequence of approved removals is not among the changes of the preview.
struct Consequences {
  /// The memberships of removed people and target groups go, too.
  bool memberships = false;
  /// People who stay lose their memberships in removed target groups.
  bool people = false;
};

struct Expected {
  SyncReport counts;
  Consequences unknown;
  /// The keys of all changes that the preview showed, sorted.
  std::vector<std::size_t> keys;

  [[nodiscard]] bool shows(const plan::PersonChange& change) const {
    return std::ranges::binary_search(keys, key_of(change));
  }
};

/// What the sync does if nothing has changed since: the preview, with the approved removals carried out.
Expected expected_after(HistoryStore& store, const Run& preview, const std::set<std::string>& approved) {
  Expected expected{preview.report, {}, {}};
  for (std::int64_t after = 0;;) {
    const auto changes = store.run_changes(preview.id, {}, after, kRowsPerQuery);
    for (const plan::PersonChange& change : changes) {
      expected.keys.push_back(key_of(change));
      if (change.kind != ChangeKind::held || !approved.contains(change.external_id)) continue;
      --expected.counts.held;
      expected.unknown.memberships = true;
      if (change.user_id != 0) {
        ++expected.counts.removed;
        continue;
      }
      expected.unknown.people = true;
      // The others lose their members.
      if (change.reason.ends_with(plan::kGroupWouldBeDeleted)) ++expected.counts.groups_removed;
    }
    if (changes.size() < static_cast<std::size_t>(kRowsPerQuery)) break;
    after = changes.back().seq;
  }
  std::ranges::sort(expected.keys);
  return expected;
}

/// By unit, group or value.
using NamesBySource = std::unordered_map<std::string_view, std::string_view>;

NamesBySource names_of_groups(const plan::StoredState& stored, const plan::Plan& plan) {
  NamesBySource names;
  for (const plan::GroupWrite& write : plan.groups.writes) names.emplace(write.source_id, write.name);
  for (const plan::GroupLink& link : stored.group_links) names.emplace(link.source_id, link.name);
  return names;
}

std::string name_of(const plan::PersonChange& change, const NamesBySource& groups) {
  if (!change.email.empty()) return printable(change.email);
  const auto group = groups.find(change.external_id);
  return group == groups.end() ? printable(change.external_id) : quoted(printable(group->second));
}

/// Names the people and groups about which the preview showed something else, or nothing.
std::string not_shown(const Expected& expected, const plan::StoredState& stored, const plan::Plan& plan) {
  const NamesBySource groups = names_of_groups(stored, plan);
  plan::ShortList removed;
  plan::ShortList others;
  const auto changes = preview_changes(plan);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const plan::PersonChange change = changes[i];
    const bool is_consequence = change.kind == ChangeKind::memberships && expected.unknown.people;
    if (!is_consequence && !expected.shows(change))
      (leaves(change.kind) ? removed : others).add(name_of(change, groups));
  }
  std::string text;
  if (removed.size() > 0) text += " Removed, although the preview did not show it: " + removed.text() + ".";
  if (others.size() > 0) text += " The preview showed something else about " + others.text() + ".";
  return text;
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
std::string differences(const Expected& expected, const SyncReport& actual) {
  std::string text;
  for (const Count& count : kCounts) {
    const std::int64_t more = actual.*count.number - expected.counts.*count.number;
    const bool is_consequence =
        more > 0 && count.number == &SyncReport::memberships_removed && expected.unknown.memberships;
    if (more == 0 || is_consequence) continue;
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

void report_preview(HistoryStore& store, const RunRequest& request, const Run& run, host_sdk::Timestamp now,
                    const plan::StoredState& stored, plan::Plan& plan) {
  if (request.trigger == RunTrigger::schedule) return;
  const auto preview = store.load_preview(run.company_id);
  if (!preview || preview->state != RunState::done ||
      !is_valid_preview(*preview, run.settings_revision, store.list_runs(run.company_id, 0, kRunsLookedAt),
                        now))
    return;
  Run planned = run;
  planned.finished_at = now;
  fill_report(planned, plan);
  const Expected expected = expected_after(store, *preview, request.approved);
  std::string remark = differences(expected, planned.report);
  if (!remark.empty()) remark = " Since the preview: " + remark + ".";
  remark += not_shown(expected, stored, plan);
  plan.report.remarks.insert(plan.report.remarks.begin(),
                             remark.empty() ? "As previewed." : remark.substr(1));
}

namespace {

/// The approved target groups that stay because removals of the users in them are still held.
std::string groups_that_stay(const RunRequest& request, const plan::Plan& plan) {
  const std::int64_t groups = std::ranges::count_if(plan.people.held, [&](const plan::HeldRemoval& held) {
    return held.group_id != 0 && request.approved.contains(held.external_id);
  });
  if (groups == 0) return "";
  return " " + host_sdk::counted(groups, "of these target groups stays", "of these target groups stay") +
         (groups == 1 ? ", because users in it have held removals."
                      : ", because users in them have held removals.");
}

}  // namespace

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
  const std::int64_t unconfirmed = std::min(staying, plan.report.counts.unconfirmed_approvals);
  const auto add = [&remark](std::int64_t people, const char* why) {
    if (people <= 0) return;
    remark += " " + host_sdk::counted(people, "of these users stays", "of these users stay") + why;
  };
  add(unconfirmed, ", because Google did not confirm that they have to leave.");
  add(staying - unconfirmed, ", because Google no longer shows that they have to leave.");
  remark += groups_that_stay(request, plan);
  plan.report.remarks.insert(plan.report.remarks.begin(), std::move(remark));
}

}  // namespace gup
