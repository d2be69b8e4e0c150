#include "database/writers/plan_writer.hpp"

#include "database/tables/run_changes_table.hpp"
#include "database/tables/runs_table.hpp"
#include "database/tables/settings_table.hpp"
#include "database/writers/group_writer.hpp"
#include "database/writers/link_writer.hpp"
#include "database/writers/user_writer.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

void put_made_group(const WriteContext& context, const plan::Plan& plan) {
  if (!plan.made_target_group) return;
  for (const auto& write : plan.group_writes)
    if (write.group_id == *plan.made_target_group)
      put_made_target_group(context.session, context.company_id, {write.source_name, write.name},
                            write.group_id);
}

}  // namespace

std::int64_t rows_of(const plan::Plan& plan) {
  const std::size_t rows =
      3 * plan.deletes.size() + plan.email_key_releases.size() + 2 * plan.updates.size() +
      2 * plan.inserts.size() + plan.link_updates.size() + plan.forgotten_links.size() +
      plan.new_link_sources.size() + plan.lost_link_sources.size() + plan.new_source_groups.size() +
      plan.lost_source_groups.size() + 2 * plan.group_writes.size() + 3 * plan.group_removals.size() +
      plan.new_memberships.size() + plan.lost_memberships.size() + plan.changes.size();
  return static_cast<std::int64_t>(rows);
}

std::int64_t write_plan(Session& session, const Run& finished_run, const plan::Plan& plan,
                        const std::string& lease_holder, std::chrono::seconds lease_lifetime,
                        const Checkpoint& checkpoint) {
  const auto now = finished_run.finished_at.value_or(finished_run.started_at);
  renew_or_throw(session, finished_run.company_id, lease_holder, now, lease_lifetime);
  TransactionProgress pace(session, finished_run.company_id, lease_holder, rows_of(plan), checkpoint);
  const auto writer = make_bulk_writer(session, pace.steps());
  const WriteContext context{session, *writer, finished_run.company_id, host_sdk::to_microseconds(now)};

  delete_users(context, plan.deletes);
  park_keys(context, plan.email_key_releases);
  update_users(context, plan.updates);
  insert_users(context, plan.inserts);
  write_links(context, plan.link_updates);
  erase_links(context, plan.forgotten_links.size(),
              [&](std::size_t index) -> const std::string& { return plan.forgotten_links[index]; });
  insert_link_sources(context, plan.new_link_sources);
  erase_link_sources(context, plan.lost_link_sources);
  insert_source_groups(context, plan.new_source_groups);
  erase_source_groups(context, plan.lost_source_groups);
  // Removed groups give their names up before others take them.
  remove_groups(context, plan.group_removals);
  write_groups(context, plan.group_writes);
  insert_memberships(context, plan);
  erase_memberships(context, plan.lost_memberships);
  replace_held_removals(context, plan.held);
  const auto people_left = insert_changes(*writer, finished_run.id, plan.changes);
  put_made_group(context, plan);
  finish_run(session, finished_run, people_left);
  pace.finish();
  return rows_of(plan);
}

}  // namespace gup::database
