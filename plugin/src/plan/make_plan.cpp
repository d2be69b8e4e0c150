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
  plan.remarks = classification.selection.remarks;
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
  return deletes.empty() && email_key_releases.empty() && updates.empty() && inserts.empty() &&
         link_updates.empty() && forgotten_links.empty() && new_link_sources.empty() &&
         lost_link_sources.empty() && new_source_groups.empty() && lost_source_groups.empty() &&
         group_writes.empty() && group_removals.empty() && new_memberships.empty() &&
         lost_memberships.empty() && !held_changed && !made_target_group;
}

}  // namespace gup::plan
