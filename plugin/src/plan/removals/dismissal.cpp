#include "plan/removals/dismissal.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace gup::plan {

Plan dismiss_removals(const PersonIds& ids, const StoredState& stored,
                      const std::set<std::string>& external_ids) {
  Plan plan;
  std::set<PersonNumber> dismissed;
  std::size_t kept_inactive = 0;
  for (const HeldRemoval& held : stored.held_removals) {
    if (held.group_id != 0 && external_ids.contains(held.external_id)) {
      std::ranges::copy_if(
          stored.group_links, std::back_inserter(plan.groups.recovered_links),
          [&](const GroupLink& link) { return link.is_recovered && link.source_id == held.external_id; });
      plan.groups.dismissals.push_back({held.external_id, held.held_since});
      continue;
    }
    const auto person = ids.find(held.external_id);
    const StoredLink* link = person ? stored.links.find(*person) : nullptr;
    const bool can_be_kept = link && (link->state == LinkState::active || link->state == LinkState::inactive);
    if (!external_ids.contains(held.external_id) || !can_be_kept) {
      plan.people.held.push_back(held);
      continue;
    }
    Link changed{*link, held.external_id};
    if (link->state == LinkState::inactive) {
      // The target user stays deactivated, and is not deleted.
      changed.delete_after_days = 0;
      ++kept_inactive;
    } else {
      changed.state = LinkState::dismissed;
      changed.missing_since = held.held_since;
      dismissed.insert(*person);
    }
    plan.people.link_updates.push_back(std::move(changed));
  }
  std::vector<LinkSource> lost;
  for (const auto& entry : stored.link_sources.entries())
    if (dismissed.contains(entry.person))
      lost.push_back({std::string(ids[entry.person]), stored.link_sources.sources().id(entry.source)});
  plan.people.lost_link_sources = std::move(lost);
  plan.people.held_changed = !dismissed.empty() || kept_inactive > 0 || !plan.groups.dismissals.empty();
  plan.report.counts.managed_before = count_active(stored.links);
  plan.report.counts.managed_after =
      plan.report.counts.managed_before - static_cast<std::int64_t>(dismissed.size());
  return plan;
}

}  // namespace gup::plan
