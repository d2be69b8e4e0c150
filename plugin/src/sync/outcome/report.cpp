#include "sync/outcome/report.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "plan/short_list.hpp"
#include "sync/run/progress.hpp"

namespace gup {
namespace {

using host_sdk::SyncReport;
using plan::ChangeKind;

void add_incident(std::vector<host_sdk::SyncIncident>& people, const plan::PersonChange& change) {
  people.push_back({change.email, change.external_id, change.reason});
}

void count(SyncReport& report, const plan::PersonChange& change) {
  switch (change.kind) {
    case ChangeKind::added:
      ++report.added;
      break;
    case ChangeKind::updated:
      ++report.updated;
      break;
    case ChangeKind::reactivated:
      ++report.reactivated;
      break;
    case ChangeKind::removed:
    case ChangeKind::deactivated:
    case ChangeKind::released:
      ++report.removed;
      break;
    case ChangeKind::held:
      ++report.held;
      break;
    case ChangeKind::skipped:
      ++report.skipped;
      add_incident(report.skipped_people, change);
      break;
    case ChangeKind::failed:
      ++report.failed;
      add_incident(report.failed_people, change);
      break;
    case ChangeKind::frozen:
    case ChangeKind::adopted:
    case ChangeKind::group_added:
    case ChangeKind::group_renamed:
    case ChangeKind::group_removed:
    case ChangeKind::group_released:
    case ChangeKind::memberships:
      break;
  }
}

/// How many frozen sources are named.
constexpr std::size_t kSourcesNamed = 3;

/// "The group “Sales” was deleted in Google. 3 users stay as they are. Check the selection."
std::string frozen_text(const plan::Doubts& doubts) {
  const auto& sources = doubts.frozen;
  std::string text;
  for (std::size_t i = 0; i < std::min(sources.size(), kSourcesNamed); ++i)
    text += sources[i].subject + " " + sources[i].cause + ". ";
  if (sources.size() > kSourcesNamed)
    text += host_sdk::counted(static_cast<std::int64_t>(sources.size() - kSourcesNamed),
                              "more unit or group is", "more units or groups are") +
            " missing in Google or could not be read. ";
  const bool one = sources.size() == 1;
  if (doubts.frozen_people > 0)
    text += host_sdk::counted(doubts.frozen_people, "user stays as it is.", "users stay as they are.");
  else if (std::ranges::any_of(sources, [](const plan::FrozenSource& source) { return source.people > 0; }))
    text += one ? "Its memberships stay as they are." : "Their memberships stay as they are.";
  else
    text += one ? "It adds no users for now." : "They add no users for now.";
  return std::ranges::any_of(sources, &plan::FrozenSource::is_lost) ? text + " Check the selection." : text;
}

std::string held_sentence(const SyncReport& report, const plan::Plan& plan, const RemovalLimit& limit) {
  const std::int64_t recovered = plan.report.counts.held_recovered;
  const std::int64_t others = report.held - recovered;
  std::string sentence;
  if (others > 0)
    sentence = plan.report.broken_limit
                   ? host_sdk::counted(others, "removal is", "removals are") + " above the limit and held"
                   : host_sdk::counted(others, "removal waits", "removals wait") + " for your approval";
  if (recovered > 0)
    sentence += (sentence.empty() ? "" : ", and ") +
                host_sdk::counted(recovered, "removal is", "removals are") +
                " held for your approval, because what the last syncs had stored is lost";
  const bool removes_none = report.removed == 0 && report.groups_removed == 0;
  sentence += recovered == 0 && removes_none
                  ? ": no user or target group was removed, all other changes were applied."
                  : ": all other changes were applied.";
  if (plan.report.broken_limit) sentence += ' ' + text_of(*plan.report.broken_limit, limit);
  return sentence;
}

std::string unread_text(std::int64_t excluded_sources) {
  return host_sdk::counted(excluded_sources,
                           "excluded unit or group was deleted in Google or could not be read, so everyone "
                           "it excluded stays excluded: check the exclusions.",
                           "excluded units or groups were deleted in Google or could not be read, so "
                           "everyone they excluded stays excluded: check the exclusions.");
}

std::string missing_text(const std::vector<CustomAttribute>& missing) {
  plan::ShortList names;
  for (const CustomAttribute& attribute : missing) names.add(attribute_text(attribute));
  return std::string("Google has no values of the custom ") +
         (missing.size() == 1 ? "attribute " : "attributes ") + names.text() +
         " of the field mapping: those fields stay as they are for everyone.";
}

std::string review_text(const SyncReport& report, const plan::Plan& plan, const RemovalLimit& limit) {
  const plan::Doubts& doubts = plan.report.doubts;
  std::vector<std::string> sentences;
  if (report.held > 0) sentences.push_back(held_sentence(report, plan, limit));
  if (!doubts.frozen.empty()) sentences.push_back(frozen_text(doubts));
  if (const auto unread = std::ssize(doubts.frozen_sources) - std::ssize(doubts.frozen); unread > 0)
    sentences.push_back(unread_text(unread));
  if (doubts.unconfirmed_people > 0)
    sentences.push_back(
        host_sdk::counted(doubts.unconfirmed_people, "user is", "users are") +
        " missing from a list of Google, which did not confirm that they left: they stay as they are.");
  if (doubts.people_without_unit > 0)
    sentences.push_back(
        host_sdk::counted(doubts.people_without_unit,
                          "user stays as it is, because Google did not list the user's organizational unit.",
                          "users stay as they are, because Google did not list their organizational units."));
  if (!doubts.missing_attributes.empty()) sentences.push_back(missing_text(doubts.missing_attributes));
  if (!doubts.too_many_values.empty()) sentences.push_back(doubts.too_many_values);
  if (doubts.no_group_was_read)
    sentences.push_back("Google did not show the members of any of the selected groups.");
  return host_sdk::join(sentences, " ");
}

}  // namespace

void fill_report(Run& run, const plan::Plan& plan) {
  SyncReport& report = run.report;
  report.added = static_cast<std::int64_t>(plan.report.added.size());
  for (const plan::PersonChange& change : plan.report.changes) count(report, change);
  report.frozen = plan.report.doubts.frozen_people;
  report.unchanged = plan.report.counts.unchanged;
  for (const auto& write : plan.groups.writes) ++(write.is_new ? report.groups_added : report.groups_updated);
  report.groups_removed = static_cast<std::int64_t>(plan.groups.removals.size());
  report.memberships_added = plan.report.memberships.added;
  report.memberships_removed = plan.report.memberships.removed;
  report.remarks = plan.report.remarks;
  report.finished_at = *run.finished_at;
  if (run.settings_used && run.settings_used->exclusions.size() == plan.report.excluded_people.size())
    for (std::size_t i = 0; i < plan.report.excluded_people.size(); ++i)
      run.settings_used->exclusions[i].people = plan.report.excluded_people[i];
  if (run.settings_used) {
    run.settings_used->kept = plan.report.counts.dismissed;
    run.settings_used->missing_sources.clear();
    for (const plan::FrozenSource& source : plan.report.doubts.frozen)
      run.settings_used->missing_sources.push_back(
          {source.id, source.name, source.cause, source.people, run.started_at});
  }
  run.managed_before = plan.report.counts.managed_before;
  run.managed_after = plan.report.counts.managed_after;
  run.unclear = plan.report.doubts.count();
  const RemovalLimit limit = run.settings_used ? run.settings_used->settings.removal_limit : RemovalLimit{};
  run.state = plan.needs_review() ? RunState::held : RunState::done;
  run.result = plan.needs_review() ? host_sdk::Result::failed(host_sdk::ResultCode::review_needed,
                                                              review_text(report, plan, limit))
                                   : host_sdk::Result{host_sdk::ResultCode::ok, summary(report) + ".", {}};
}

void keep_missing_since(Run& run, const std::optional<Run>& last_applied) {
  if (!last_applied || !last_applied->settings_used || !run.settings_used) return;
  for (auto& source : run.settings_used->missing_sources)
    for (const auto& before : last_applied->settings_used->missing_sources)
      if (before.id == source.id) source.since = before.since;
}

host_sdk::SyncOutcome outcome_of(HistoryStore& store, const Run& run) {
  host_sdk::SyncOutcome outcome{run.result, run.report};
  SyncReport& report = outcome.report;
  const auto people = static_cast<int>(report.skipped + report.failed);
  for (const auto& change : store.run_changes(run.id, {ChangeKind::skipped, ChangeKind::failed}, 0, people))
    add_incident(change.kind == ChangeKind::failed ? report.failed_people : report.skipped_people, change);
  return outcome;
}

SyncReport without_counts(const SyncReport& report) {
  SyncReport bare;
  bare.run_id = report.run_id;
  bare.started_at = report.started_at;
  bare.requests = report.requests;
  bare.retries = report.retries;
  return bare;
}

void set_usage(SyncReport& report, const Usage& usage) {
  report.requests = usage.requests;
  report.retries = usage.retries;
}

Checkpoint apply_checkpoint(host_sdk::TaskMonitor& monitor, const SyncReport& report) {
  auto progress = progress_of(RunStep::applying);
  progress.unit = "rows";
  progress.counts = {{"added", report.added},
                     {"updated", report.updated},
                     {"removed", report.removed},
                     {"skipped", report.skipped},
                     {"failed", report.failed}};
  return [&monitor, progress](std::int64_t done, std::int64_t total) mutable {
    if (monitor.cancel_requested()) throw Cancelled();
    progress.done = done;
    progress.total = total;
    monitor.report(progress);
  };
}

std::string summary(const SyncReport& report) {
  using host_sdk::with_commas;
  std::string text = with_commas(report.added) + " added, " + with_commas(report.updated) + " updated, " +
                     with_commas(report.removed) + " removed";
  const auto mention = [&text](std::int64_t number, const char* words) {
    if (number > 0) text += ", " + with_commas(number) + " " + words;
  };
  mention(report.reactivated, "reactivated");
  mention(report.held, "held");
  mention(report.frozen, "kept unchanged");
  mention(report.skipped, "skipped");
  mention(report.failed, "failed");
  return text;
}

}  // namespace gup
