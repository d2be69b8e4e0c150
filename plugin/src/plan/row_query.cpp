// What the plan has to know of the host's rows, and whom the run has to ask Google about.
#include <algorithm>
#include <unordered_set>

#include "host_sdk/text.hpp"
#include "plan/groups/target_groups.hpp"
#include "plan/people/addresses.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {
namespace {

/// Of people who are not eligible.
bool needs_row(const PersonEntry& entry, const PlanDecision& decision,
               const std::unordered_set<std::string_view>& held_before) {
  if (!entry.has_row()) return false;
  switch (decision.status) {
    case PersonStatus::leaving:
    case PersonStatus::unconfirmed:
      return true;
    case PersonStatus::unusable:
      // The address is in the row alone when the reading dropped it.
      return entry.person != nullptr && !entry.person->has_fields();
    case PersonStatus::held:
      // Once held, what the page shows of the person is kept with the removal.
      return !held_before.contains(entry.id);
    default:
      return false;
  }
}

}  // namespace

std::vector<std::string> ids_to_confirm(const Classification& classification) {
  std::vector<std::string> ids;
  for (PersonIndex i = 0; i < classification.person_table.size(); ++i)
    if (classification.decisions[i].status == PersonStatus::unasked)
      ids.emplace_back(classification.person_table[i].id);
  return ids;
}

RowQuery rows_to_query(const PlanInput& input, const Classification& classification) {
  std::unordered_set<std::string_view> held_before;
  for (const HeldRemoval& held : input.stored.held_removals) held_before.insert(held.external_id);

  RowQuery query;
  for (PersonIndex i = 0; i < classification.person_table.size(); ++i) {
    const PersonEntry entry = classification.person_table[i];
    const PlanDecision& decision = classification.decisions[i];
    if (decision.status != PersonStatus::eligible) {
      if (needs_row(entry, decision, held_before)) query.user_ids.push_back(entry.link->user_id);
      continue;
    }
    if (entry.is_settled()) continue;
    if (entry.has_row()) query.user_ids.push_back(entry.link->user_id);
    query.email_keys.push_back(host_sdk::fold_key(classification.person_table.email(i)));
    // A released row may belong to another provider by now.
    if (!entry.has_row() || entry.link->state == LinkState::released) ++query.new_users_at_most;
  }
  std::ranges::sort(query.email_keys);
  query.email_keys.erase(std::ranges::unique(query.email_keys).begin(), query.email_keys.end());
  query.new_groups_at_most = new_groups_at_most(input);
  return query;
}

}  // namespace gup::plan
