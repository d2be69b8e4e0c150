// What the plan has to know of the host's rows, and whom the run has to ask Google about.
#include <algorithm>
#include <unordered_set>

#include "host_sdk/text.hpp"
#include "plan/addresses.hpp"
#include "plan/examine.hpp"
#include "plan/target_groups.hpp"

namespace gup::plan {
namespace {

/// Of people who are not eligible.
bool needs_row(const RosterEntry& entry, const Verdict& verdict,
               const std::unordered_set<std::string_view>& held_before) {
  if (!entry.has_row()) return false;
  switch (verdict.standing) {
    case Standing::leaving:
    case Standing::unconfirmed:
      return true;
    case Standing::unusable:
      // The address is in the row alone when the reading dropped it.
      return entry.person != nullptr && !entry.person->has_fields();
    case Standing::held:
      // Once held, what the page shows of the person is kept with the removal.
      return !held_before.contains(entry.id);
    default:
      return false;
  }
}

}  // namespace

std::vector<std::string> absentees(const Findings& findings) {
  std::vector<std::string> ids;
  for (PersonIndex i = 0; i < findings.roster.size(); ++i)
    if (findings.verdicts[i].standing == Standing::unasked) ids.emplace_back(findings.roster[i].id);
  return ids;
}

Lookups lookups_for(const PlanInput& input, const Findings& findings) {
  std::unordered_set<std::string_view> held_before;
  for (const HeldRemoval& held : input.stored.held_removals) held_before.insert(held.external_id);

  Lookups lookups;
  for (PersonIndex i = 0; i < findings.roster.size(); ++i) {
    const RosterEntry entry = findings.roster[i];
    const Verdict& verdict = findings.verdicts[i];
    if (verdict.standing != Standing::eligible) {
      if (needs_row(entry, verdict, held_before)) lookups.user_ids.push_back(entry.link->user_id);
      continue;
    }
    if (entry.is_settled()) continue;
    if (entry.has_row()) lookups.user_ids.push_back(entry.link->user_id);
    lookups.email_keys.push_back(host_sdk::fold_key(findings.roster.email(i)));
    // A released row may belong to another provider by now.
    if (!entry.has_row() || entry.link->state == LinkState::released) ++lookups.new_users_at_most;
  }
  std::ranges::sort(lookups.email_keys);
  lookups.email_keys.erase(std::ranges::unique(lookups.email_keys).begin(), lookups.email_keys.end());
  lookups.new_groups_at_most = new_groups_at_most(input);
  return lookups;
}

}  // namespace gup::plan
