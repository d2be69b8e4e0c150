#include "database/writers/plan_writer.hpp"

#include "database/exclusions/excluded_members.hpp"
#include "database/tables/run_changes_table.hpp"
#include "database/tables/runs_table.hpp"
#include "database/tables/settings_table.hpp"
#include "database/undo/before_images.hpp"
#include "database/writers/group_writer.hpp"
#include "database/writers/link_writer.hpp"
#include "database/writers/source_names.hpp"
#include "database/writers/user_writer.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

void put_made_group(const WriteContext& context, const plan::Plan& plan) {
  if (!plan.groups.made_target_group) return;
  for (const auto& write : plan.groups.writes)
    if (write.group_id == *plan.groups.made_target_group)
      put_made_target_group(context.session, context.company_id, {write.source_name, write.name},
                            write.group_id);
}

}  // namespace

std::int64_t rows_of(const plan::Plan& plan) {
  const std::size_t rows =
      3 * plan.people.deletes.size() + plan.people.email_key_releases.size() +
      2 * plan.people.updates.size() + 2 * plan.people.inserts.size() + plan.people.link_updates.size() +
      plan.people.forgotten_links.size() + plan.people.new_link_sources.size() +
      plan.people.lost_link_sources.size() + plan.groups.new_source_groups.size() +
      plan.groups.lost_source_groups.size() + plan.groups.dismissals.size() +
      plan.groups.new_excluded_members.size() + plan.groups.lost_excluded_members.size() +
      plan.groups.source_names.size() + plan.groups.lost_source_names.size() + 2 * plan.groups.writes.size() +
      plan.groups.recovered_links.size() + 3 * plan.groups.removals.size() + plan.memberships.added.size() +
      plan.memberships.removed.size() + plan.report.all_changes().size();
  return static_cast<std::int64_t>(rows);
}

std::int64_t write_plan(Session& session, const Run& finished_run, const plan::Plan& plan,
                        const std::string& lease_holder, const Checkpoint& checkpoint) {
  const auto now = finished_run.finished_at.value_or(finished_run.started_at);
  begin_writing(session, finished_run.company_id, lease_holder);
  TransactionProgress progress(session, finished_run.company_id, lease_holder, rows_of(plan), checkpoint);
  const auto writer = make_bulk_writer(session, progress.steps());
  const WriteContext context{session, *writer, finished_run.company_id, host_sdk::to_microseconds(now)};

  keep_before_images(context, finished_run.id, plan);
  delete_users(context, plan.people.deletes);
  release_email_keys(context, plan.people.email_key_releases);
  update_users(context, plan.people.updates);
  insert_users(context, plan.people.inserts);
  write_links(context, plan.people.link_updates);
  erase_links(context, plan.people.forgotten_links.size(),
              [&](std::size_t index) -> const std::string& { return plan.people.forgotten_links[index]; });
  insert_link_sources(context, plan.people.new_link_sources);
  erase_link_sources(context, plan.people.lost_link_sources);
  insert_source_groups(context, plan.groups.new_source_groups);
  erase_source_groups(context, plan.groups.lost_source_groups);
  insert_excluded_members(context, plan.groups.new_excluded_members);
  erase_excluded_members(context, plan.groups.lost_excluded_members);
  put_group_links(context, plan.groups.recovered_links);
  write_dismissals(context, plan.groups.dismissals);
  write_source_names(context, plan.groups.source_names);
  erase_source_names(context, plan.groups.lost_source_names);
  // Removed groups release their names before other groups take them.
  remove_groups(context, plan.groups.removals);
  write_groups(context, plan.groups.writes);
  insert_memberships(context, plan);
  erase_memberships(context, plan.memberships.removed);
  replace_held_removals(context, plan.people.held);
  const auto people_left = insert_changes(*writer, finished_run.id, plan.report.all_changes());
  put_made_group(context, plan);
  finish_run(session, finished_run, people_left);
  progress.finish();
  return rows_of(plan);
}

}  // namespace gup::database
