#include "stored_company.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "directory/members.hpp"
#include "host_sdk/time.hpp"
#include "settings/schedule_form.hpp"

namespace gup::plan::test {
namespace {

using host_sdk::ResultCode;

/// The ids that an administrator's rows get. The host's own ids start at 1.
constexpr std::int64_t kFirstIdByHand = 1'000'000;
/// More than a run of a story changes.
constexpr int kAllChanges = 10'000;

gup::testing::HostUser host_user(const std::string& company, const TargetUserRow& row) {
  gup::testing::HostUser user;
  user.company_id = company;
  user.row = row;
  user.created_at = 1;
  return user;
}

gup::testing::HostGroup host_group(const std::string& company, std::int64_t id, const GroupRow& row) {
  gup::testing::HostGroup group;
  group.id = id;
  group.company_id = company;
  group.name = row.name;
  group.name_key = row.name_key;
  group.provider = row.provider;
  if (!row.external_id.empty()) group.external_id = row.external_id;
  group.created_at = 1;
  group.updated_at = row.updated_at;
  return group;
}

void read_plugin_tables(Store& store, const std::string& company, Model& model) {
  PersonIds ids;
  const StoredState state = store.load_state(company, {}, ids, {});
  for (PersonNumber person = 0; person < state.links.end(); ++person) {
    const StoredLink* link = state.links.find(person);
    if (link != nullptr && !link->is_recovered)
      model.links[std::string(ids[person])] = Link{*link, std::string(ids[person])};
  }
  for (const auto& entry : state.link_sources.entries())
    model.link_sources.insert(
        {std::string(ids[entry.person]), state.link_sources.sources().id(entry.source)});
  model.source_groups = {state.source_groups.begin(), state.source_groups.end()};
  model.excluded_members = {state.excluded_members.begin(), state.excluded_members.end()};
  for (const SourceName& name : state.source_names) model.source_names[name.source_id] = name;
  for (const GroupLink& link : state.group_links)
    if (!link.is_recovered) model.group_links[link.source_id] = link;
  model.held = state.held_removals;
}

}  // namespace

StoredCompany::StoredCompany(std::uint32_t seed, Tally& tally) : Company(seed, tally) {
  Connection connection = *bench_.store.load_connection(bench_.company.id);
  connection.customer_id = kCustomer;
  gup::testing::put_connection(bench_.store, connection);
  bench_.google.open = [this] { return std::make_unique<Reader>(world_.directory, shown_, tally_); };
  settle_settings();
  world_.now = bench_.host.clock().now();
  world_.host.next_user_id = kFirstIdByHand;
  world_.host.next_group_id = kFirstIdByHand;
  stored_ = world_.host;
}

/// The operator decides about suspended users.
void StoredCompany::settle_settings() {
  world_.settings.suspended_users = SuspendedUsers::leave_out;
}

std::string StoredCompany::carry_out(const Shown& shown, RunOutcome& outcome) {
  save_changes();
  shown_ = shown;
  const std::int64_t writes = bench_.store.row_writes();
  const auto result = bench_.sync(RunTrigger::page, world_.approved);
  AppliedRun run{result.report.run_id, std::move(stored_), {}};
  load();
  const auto written = bench_.store.row_writes() - writes;
  if (result.result.code != ResultCode::ok && result.result.code != ResultCode::review_needed) {
    ++tally_["a run fails: " + result.result.sentence.substr(0, 40)];
    return " the run failed: " + result.result.sentence + (written > 0 ? " It wrote rows." : "");
  }
  if (written > 0) outcome.writes = std::to_string(written) + " rows";
  outcome.needs_review = result.result.code == ResultCode::review_needed;
  outcome.no_group_was_read =
      result.result.sentence.find("Google did not show the members of any") != std::string::npos;
  run.after = stored_;
  if (bench_.store.load_run(run.id)->kept_changes > 0) applied_.push_back(std::move(run));
  return {};
}

void StoredCompany::keep_held(const std::set<std::string>& ids) {
  save_changes();
  const auto result = bench_.dismiss(ids);
  EXPECT_EQ(result.code, ResultCode::ok) << result.sentence;
  load();
}

std::string StoredCompany::undo_last() {
  if (applied_.empty()) return {};
  save_changes();
  const AppliedRun run = std::move(applied_.back());
  applied_.pop_back();
  const auto result =
      bench_.here.engine.undo_run(bench_.company, {bench_.dana, RunTrigger::page}, run.id, bench_.monitor);
  const Model found = std::move(stored_);
  load();
  if (result.code == ResultCode::refused) {
    ++tally_["an undo has nothing to restore"];
    return UndoneRun({run.id, found, found}, found, stored_, {}).differences();
  }
  if (result.code != ResultCode::ok) return " the undo failed: " + result.sentence;
  const auto left = bench_.store.run_changes(bench_.last_run().id, {ChangeKind::skipped}, 0, kAllChanges);
  ++tally_["a run is undone"];
  if (!left.empty()) ++tally_["an undo leaves something alone"];
  return UndoneRun(run, found, stored_, left).differences();
}

void StoredCompany::save_changes() {
  auto& clock = bench_.host.clock();
  world_.now = std::max(world_.now, clock.now() + std::chrono::seconds{1});
  clock.set(world_.now);
  save_settings();
  save_edits();
}

void StoredCompany::save_settings() {
  std::vector<Exclusion> exclusions = world_.directory.exclusions;
  if (world_.settings == saved_settings_ && exclusions == saved_exclusions_) return;
  saved_settings_ = world_.settings;
  saved_exclusions_ = exclusions;
  for (Exclusion& rule : exclusions) rule.added_by = bench_.dana.name;
  const auto& company = bench_.company.id;
  EXPECT_TRUE(bench_.store.save_all_settings(
      company, {world_.settings, 0, bench_.dana.name, world_.now}, exclusions, std::nullopt,
      schedule_values({}, std::chrono::hours{24}), bench_.store.load_settings(company)->revision));
}

void StoredCompany::save_edits() {
  const Model& host = world_.host;
  for (const auto& [id, row] : stored_.users)
    if (!host.users.contains(id)) bench_.store.erase_user(id);
  for (const auto& [id, row] : stored_.groups)
    if (!host.groups.contains(id)) bench_.store.erase_group(id);
  for (const auto& [id, row] : host.users) {
    const auto former = stored_.users.find(id);
    if (former == stored_.users.end() || former->second.updated_at != row.updated_at)
      bench_.store.put_user(host_user(bench_.company.id, row));
  }
  for (const auto& [id, row] : host.groups) {
    const auto former = stored_.groups.find(id);
    if (former == stored_.groups.end() || former->second != row)
      bench_.store.put_group(host_group(bench_.company.id, id, row));
  }
  for (const auto& member : host.members)
    if (!stored_.members.contains(member))
      bench_.store.put_member({std::get<0>(member), std::get<1>(member), std::get<2>(member)});
  stored_ = host;
}

void StoredCompany::load() {
  Model model;
  model.next_user_id = world_.host.next_user_id;
  model.next_group_id = world_.host.next_group_id;
  model.clock = host_sdk::to_microseconds(world_.now);
  const auto& company = bench_.company.id;
  for (const auto& user : bench_.store.users(company)) model.users[user.row.id] = user.row;
  for (const auto& group : bench_.store.groups(company))
    model.groups[group.id] = {group.name, group.name_key, group.provider, group.external_id.value_or(""),
                              group.updated_at};
  for (const auto& member : bench_.store.members())
    model.members.insert({member.group_id, member.user_id, member.provider});
  read_plugin_tables(bench_.store, company, model);
  stored_ = model;
  world_.host = std::move(model);
  world_.settings.target_group = bench_.store.load_settings(company)->settings.target_group;
  saved_settings_ = world_.settings;
}

}  // namespace gup::plan::test
