#include "plan/plan.hpp"

namespace gup::plan {

Inserts::Inserts(const std::vector<RowWrite>& rows)
    : LazyList(rows), links(rows.size(), [list = LazyList(rows)](std::size_t at) { return list[at].link; }) {}

bool Plan::writes_nothing() const {
  return people.deletes.empty() && people.email_key_releases.empty() && people.updates.empty() &&
         people.inserts.empty() && people.link_updates.empty() && people.forgotten_links.empty() &&
         people.new_link_sources.empty() && people.lost_link_sources.empty() && !people.held_changed &&
         groups.new_source_groups.empty() && groups.lost_source_groups.empty() &&
         groups.new_excluded_members.empty() && groups.lost_excluded_members.empty() &&
         groups.source_names.empty() && groups.dismissals.empty() && groups.lost_source_names.empty() &&
         groups.writes.empty() && groups.recovered_links.empty() && groups.removals.empty() &&
         !groups.made_target_group && memberships.added.empty() && memberships.removed.empty();
}

std::string released_email_key(std::int64_t user_id) {
  return "gone:" + std::to_string(user_id);
}

}  // namespace gup::plan
