// The fake store's runs, and everything that a plan or a page is made from.
#include <algorithm>

#include "database/tables/lease_holder.hpp"
#include "failure.hpp"
#include "fake_store.hpp"
#include "host_sdk/text.hpp"

namespace gup::testing {
namespace {

using plan::ChangeKind;

Store::TargetGroupOption option_of(const FakeData& data, const HostGroup& group) {
  std::set<std::int64_t> people;
  for (const auto& member : data.members)
    if (member.group_id == group.id) people.insert(member.user_id);
  return {group.id, group.name, static_cast<std::int64_t>(people.size()), group.provider == plan::kProvider};
}

std::optional<Store::TargetGroupOption> first_group(const FakeData& data, const std::string& company_id,
                                                    const std::function<bool(const HostGroup&)>& fits) {
  for (const auto& [id, group] : data.groups)
    if (group.company_id == company_id && fits(group)) return option_of(data, group);
  return std::nullopt;
}

plan::GroupLink group_link_of(const FakeData& data, const std::string& source_id,
                              const FakeData::StoredGroupLink& stored) {
  plan::GroupLink link;
  link.source_id = source_id;
  link.group_id = stored.group_id;
  link.source_name = stored.source_name;
  link.row_updated_at = stored.row_updated_at;
  const auto group = data.groups.find(stored.group_id);
  if (group == data.groups.end() || group->second.provider != plan::kProvider) return link;
  link.row_updated_at_now = group->second.updated_at;
  link.name = group->second.name;
  link.has_hand_made_members =
      std::any_of(data.members.begin(), data.members.end(), [&](const HostMember& member) {
        return member.group_id == stored.group_id && member.provider != plan::kProvider;
      });
  return link;
}

plan::RecentRemovals recent_removals(const FakeData& data, const std::string& company_id,
                                     host_sdk::Timestamp since) {
  plan::RecentRemovals recent;
  for (const auto& [id, stored] : data.runs) {
    const Run& run = stored.run;
    if (run.company_id != company_id) continue;
    if (run.kind == RunKind::unlink) {
      if (run.state == RunState::done) recent = {};
      continue;
    }
    if (!run.finished_at || *run.finished_at < since) continue;
    recent.removed += stored.people_left;
    recent.highest_managed = std::max({recent.highest_managed, run.managed_before, run.managed_after});
  }
  return recent;
}

}  // namespace

void begin_transaction(FakeData& data, const Run& run, const std::string& lease_holder,
                       std::chrono::seconds lifetime) {
  const auto found = data.leases.find(run.company_id);
  if (found == data.leases.end() || found->second.lease.holder != lease_holder)
    throw Failure(host_sdk::ResultCode::try_again,
                  "Another run took this company's turn; this one changed nothing.");
  if (found->second.cancel_requested) throw Cancelled();
  found->second.lease.expires_at = run.finished_at.value_or(run.started_at) + lifetime;
}

void end_transaction(FakeData& data, const Run& run, const plan::LazyList<plan::PersonChange>& changes) {
  const auto found = data.runs.find(run.id);
  if (found == data.runs.end()) return;
  const auto progress = found->second.run.progress;
  std::vector<plan::PersonChange> kept;
  for (auto change : changes) kept.push_back(std::move(change));
  const auto left = std::count_if(kept.begin(), kept.end(), [](const plan::PersonChange& change) {
    return change.kind == ChangeKind::removed || change.kind == ChangeKind::deactivated ||
           change.kind == ChangeKind::released;
  });
  found->second = {run, std::move(kept), left};
  found->second.run.progress = progress;
}

std::int64_t FakeStore::start_run(const Run& run) {
  return write([&](FakeData& d) {
    Run started = run;
    started.id = d.next_run_id++;
    d.runs[started.id].run = started;
    return started.id;
  });
}

void FakeStore::save_progress(std::int64_t run_id, const host_sdk::Progress& progress) {
  write([&](FakeData& d) {
    const auto found = d.runs.find(run_id);
    if (found != d.runs.end() && found->second.run.state == RunState::running)
      found->second.run.progress = progress;
  });
}

bool FakeStore::finish_run(const Run& run) {
  return write([&](FakeData& d) {
    const auto found = d.runs.find(run.id);
    if (found == d.runs.end() || found->second.run.state != RunState::running) return false;
    end_transaction(d, run, {});
    return true;
  });
}

std::optional<Run> FakeStore::load_run(std::int64_t run_id) {
  const FakeData data = snapshot();
  const auto found = data.runs.find(run_id);
  if (found == data.runs.end()) return std::nullopt;
  Run run = found->second.run;
  // As in a table, the lists of people are kept with the changes alone.
  run.report.skipped_people.clear();
  run.report.failed_people.clear();
  run.report.run_id = run.id;
  run.report.started_at = run.started_at;
  run.report.finished_at = run.finished_at.value_or(host_sdk::Timestamp{});
  return run;
}

std::vector<Run> FakeStore::list_runs(const std::string& company_id, std::int64_t before_run_id, int limit) {
  const FakeData data = snapshot();
  std::vector<Run> runs;
  for (auto it = data.runs.rbegin(); it != data.runs.rend() && static_cast<int>(runs.size()) < limit; ++it)
    if (it->second.run.company_id == company_id && (before_run_id == 0 || it->first < before_run_id))
      runs.push_back(*load_run(it->first));
  return runs;
}

std::vector<plan::PersonChange> FakeStore::run_changes(std::int64_t run_id,
                                                       const std::vector<ChangeKind>& kinds,
                                                       std::int64_t after, int limit) {
  const FakeData data = snapshot();
  const auto found = data.runs.find(run_id);
  if (found == data.runs.end()) return {};
  std::vector<plan::PersonChange> changes;
  for (const auto& change : found->second.changes) {
    if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), change.kind) == kinds.end()) continue;
    if (after-- > 0) continue;
    if (static_cast<int>(changes.size()) == limit) break;
    changes.push_back(change);
  }
  return changes;
}

void FakeStore::tidy_runs(const std::string& company_id, host_sdk::Timestamp now,
                          host_sdk::Timestamp keep_since) {
  const auto live = lease(company_id, now);
  write([&](FakeData& d) {
    for (auto& [id, stored] : d.runs) {
      Run& run = stored.run;
      if (run.company_id != company_id || run.state != RunState::running || (live && live->run_id == id))
        continue;
      run.state = RunState::failed;
      run.finished_at = now;
      run.result = host_sdk::Result::again("The run was interrupted: its process ended before it was done.");
    }
    std::erase_if(d.runs, [&](const auto& entry) {
      const Run& run = entry.second.run;
      return run.company_id == company_id && run.state != RunState::running && run.started_at < keep_since;
    });
  });
}

plan::StoredState FakeStore::load_state(const std::string& company_id, host_sdk::Timestamp since,
                                        plan::PersonIds& ids, const Interruption& interruption) {
  if (interruption) interruption();
  const FakeData data = snapshot();
  plan::StoredState state;
  for (const auto& [key, stored] : data.links) {
    if (key.first != company_id) continue;
    plan::Link link = stored;
    const HostUser* user = row_of(data, company_id, link);
    link.row =
        plan::linked_row(link.row_updated_at, user ? std::optional(user->row.updated_at) : std::nullopt);
    state.links.put(ids.number(link.external_id), link);
  }
  if (const auto found = data.link_sources.find(company_id); found != data.link_sources.end())
    for (const auto& source : found->second)
      state.link_sources.put(ids.number(source.external_id), source.source_id);
  if (const auto found = data.source_groups.find(company_id); found != data.source_groups.end())
    state.source_groups.assign(found->second.begin(), found->second.end());
  std::set<std::int64_t> linked_groups;
  for (const auto& [key, stored] : data.group_links) {
    if (key.first != company_id) continue;
    state.group_links.push_back(group_link_of(data, key.second, stored));
    linked_groups.insert(stored.group_id);
  }
  for (const auto& member : data.members) {
    const auto group = data.groups.find(member.group_id);
    if (group != data.groups.end() && group->second.company_id == company_id &&
        member.provider == plan::kProvider)
      state.memberships.push_back({member.group_id, member.user_id});
  }
  state.held_removals = held_removals(company_id, 0, static_cast<int>(data.held.size()));
  for (const auto& [id, group] : data.groups)
    if (group.company_id == company_id && (group.provider != plan::kProvider || !linked_groups.contains(id)))
      state.foreign_groups.push_back({id, group.name_key});
  state.recent = recent_removals(data, company_id, since);
  return state;
}

plan::TargetUserRows FakeStore::look_up(const std::string& company_id, const plan::RowQuery& query,
                                        const Interruption& interruption) {
  if (interruption) interruption();
  const std::set<std::int64_t> ids(query.user_ids.begin(), query.user_ids.end());
  const std::set<std::string> keys(query.email_keys.begin(), query.email_keys.end());
  plan::TargetUserRows found;
  for (const auto& user : users(company_id))
    if (ids.contains(user.row.id) || keys.contains(user.row.email_key)) found.put(user.row);
  return found;
}

std::vector<Store::TargetGroupOption> FakeStore::find_target_groups(const std::string& company_id,
                                                                    const std::string& query,
                                                                    const std::string& after_name_key,
                                                                    int limit) {
  const FakeData data = snapshot();
  if (!host_sdk::is_clean_utf8(query)) return {};
  const std::string wanted = host_sdk::fold_key(query);
  std::map<std::string, const HostGroup*> fitting;
  for (const auto& [id, group] : data.groups)
    if (group.company_id == company_id && group.name_key > after_name_key &&
        group.name_key.find(wanted) != std::string::npos)
      fitting.emplace(group.name_key, &group);
  std::vector<TargetGroupOption> found;
  for (const auto& [name_key, group] : fitting)
    if (static_cast<int>(found.size()) < limit) found.push_back(option_of(data, *group));
  return found;
}

std::optional<Store::TargetGroupOption> FakeStore::target_group(const std::string& company_id,
                                                                std::int64_t id) {
  return first_group(snapshot(), company_id, [&](const HostGroup& group) { return group.id == id; });
}

std::optional<Store::TargetGroupOption> FakeStore::target_group_by_name(const std::string& company_id,
                                                                        const std::string& name_key) {
  return first_group(snapshot(), company_id,
                     [&](const HostGroup& group) { return group.name_key == name_key; });
}

std::vector<plan::HeldRemoval> FakeStore::held_removals(const std::string& company_id, std::int64_t after,
                                                        int limit) {
  std::vector<plan::HeldRemoval> held;
  for (const auto& [key, removal] : snapshot().held)
    if (key.first == company_id && removal.user_id > after) held.push_back(removal);
  std::sort(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.user_id < b.user_id; });
  if (static_cast<int>(held.size()) > limit) held.resize(static_cast<std::size_t>(limit));
  return held;
}

}  // namespace gup::testing
