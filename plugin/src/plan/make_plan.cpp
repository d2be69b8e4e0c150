#include "plan/groups/memberships.hpp"
#include "plan/groups/target_groups.hpp"
#include "plan/people/people.hpp"
#include "plan/selection/classify.hpp"
#include "plan/selection/sources.hpp"
#include "plan/state/host_rows.hpp"

namespace gup::plan {

Plan make_plan(const PlanInput& input, const Classification& classification, const TargetUserRows& rows,
               const ReservedIds& ids) {
  Plan plan;
  plan.report.remarks = classification.selection.remarks;
  const auto people = plan_people(input, classification, rows, ids, plan);
  const auto groups = plan_groups(input, classification, people, ids, plan);
  plan_memberships(input, classification, people, groups, plan);
  plan_sources(input, classification, people, plan);
  note_frozen_sources(input, classification, plan);
  return plan;
}

Inserts::Inserts(const std::vector<RowWrite>& rows)
    : LazyList(rows), links(rows.size(), [list = LazyList(rows)](std::size_t at) { return list[at].link; }) {}

bool Plan::writes_nothing() const {
  return people.deletes.empty() && people.email_key_releases.empty() && people.updates.empty() &&
         people.inserts.empty() && people.link_updates.empty() && people.forgotten_links.empty() &&
         people.new_link_sources.empty() && people.lost_link_sources.empty() && !people.held_changed &&
         groups.new_source_groups.empty() && groups.lost_source_groups.empty() && groups.writes.empty() &&
         groups.removals.empty() && !groups.made_target_group && memberships.added.empty() &&
         memberships.removed.empty();
}

}  // namespace gup::plan
