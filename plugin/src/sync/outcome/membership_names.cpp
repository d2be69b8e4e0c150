#include "sync/outcome/membership_names.hpp"

#include <algorithm>

namespace gup {
namespace {

constexpr std::size_t kUsersPerQuery = 5'000;

}  // namespace

void complete_memberships(Store& store, const std::string& company_id, plan::PlanReport& report,
                          const Interruption& interruption) {
  plan::MembershipReport& memberships = report.memberships;
  for (auto& group : memberships.groups)
    if (group.name.empty())
      if (const auto row = store.target_group(company_id, group.id)) group.name = row->name;

  const auto& people = memberships.people;
  memberships.emails.assign(people.size(), "");
  for (std::size_t begin = 0; begin < people.size(); begin += kUsersPerQuery) {
    const std::size_t end = std::min(people.size(), begin + kUsersPerQuery);
    plan::RowQuery query;
    for (std::size_t i = begin; i < end; ++i) query.user_ids.push_back(people[i].user_id);
    const plan::TargetUserRows rows = store.look_up(company_id, query, interruption);
    for (std::size_t i = begin; i < end; ++i)
      if (const TargetUserRow* row = rows.with_id(people[i].user_id))
        memberships.emails[i] = row->fields.email;
  }
  // Addresses that this run changes.
  for (const plan::PersonChange& change : report.changes) {
    if (!change.after) continue;
    const auto found =
        std::ranges::lower_bound(people, change.user_id, {}, &plan::MembershipReport::Person::user_id);
    if (found != people.end() && found->user_id == change.user_id)
      memberships.emails[static_cast<std::size_t>(found - people.begin())] = change.after->fields.email;
  }
}

}  // namespace gup
