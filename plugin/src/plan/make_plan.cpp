#include "plan/examine.hpp"
#include "plan/host_rows.hpp"
#include "plan/memberships.hpp"
#include "plan/people.hpp"
#include "plan/sources.hpp"
#include "plan/target_groups.hpp"

namespace gup::plan {

Plan make_plan(const PlanInput& input, const Findings& findings, const HostRows& rows,
               const ReservedIds& ids) {
  Plan plan;
  plan.remarks = findings.selection.remarks;
  const auto people = plan_people(input, findings, rows, ids, plan);
  const auto groups = plan_groups(input, findings, people, ids, plan);
  plan_memberships(input, findings, people, groups, plan);
  plan_sources(input, findings, people, plan);
  note_frozen_sources(input, findings, plan);
  return plan;
}

Inserts::Inserts(const std::vector<RowWrite>& rows)
    : OnDemand(rows), links(rows.size(), [list = OnDemand(rows)](std::size_t at) { return list[at].link; }) {}

bool Plan::writes_nothing() const {
  return deletes.empty() && parkings.empty() && updates.empty() && inserts.empty() && link_updates.empty() &&
         forgotten_links.empty() && new_link_sources.empty() && lost_link_sources.empty() &&
         new_source_groups.empty() && lost_source_groups.empty() && group_writes.empty() &&
         group_removals.empty() && new_memberships.empty() && lost_memberships.empty() && !held_changed &&
         !made_target_group;
}

}  // namespace gup::plan
