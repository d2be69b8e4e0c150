// An administrator's word that people whose removal is held shall be kept.
#include <algorithm>

#include "plan/plan.hpp"

namespace gup::plan {

Plan dismiss_removals(const StoredState& stored, const std::set<std::string>& external_ids) {
  Plan plan;
  std::set<std::string> dismissed;
  for (const HeldRemoval& held : stored.held_removals) {
    const auto link = std::ranges::find(stored.links, held.external_id, &Link::external_id);
    const bool kept = external_ids.contains(held.external_id) && link != stored.links.end() &&
                      link->state == LinkState::active;
    if (!kept) {
      plan.held.push_back(held);
      continue;
    }
    Link changed = *link;
    changed.state = LinkState::dismissed;
    changed.missing_since = held.held_since;
    plan.link_updates.push_back(std::move(changed));
    dismissed.insert(held.external_id);
  }
  for (const LinkSource& source : stored.link_sources)
    if (dismissed.contains(source.external_id)) plan.lost_link_sources.push_back(source);
  plan.held_changed = !dismissed.empty();
  plan.managed_before = std::ranges::count(stored.links, LinkState::active, &Link::state);
  plan.managed_after = plan.managed_before - static_cast<std::int64_t>(dismissed.size());
  return plan;
}

}  // namespace gup::plan
