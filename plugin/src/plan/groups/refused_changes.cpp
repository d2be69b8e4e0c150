#include "plan/groups/refused_changes.hpp"

#include <string>
#include <unordered_map>
#include <utility>

#include "model/clean_text.hpp"

namespace gup::plan {
namespace {

void report(PlanReport& report, std::string_view external_id, std::string email, std::string reason) {
  PersonChange& change = report.changes.emplace_back();
  change.kind = ChangeKind::failed;
  change.external_id = external_id;
  change.email = std::move(email);
  change.reason = std::move(reason);
}

/// Looks memberships up by keys that stay the same from plan to plan.
class RefusedMemberships {
 public:
  RefusedMemberships(const Refusals& refusals, const Classification& classification,
                     const FinalMemberships& people, const Plan& plan)
      : refusals_(refusals) {
    for (PersonIndex i = 0; i < people.size(); ++i)
      if (people[i].user_id != 0) ids_.emplace(people[i].user_id, classification.person_table[i].id);
    for (const GroupWrite& write : plan.groups.writes)
      if (write.is_new) sources_.emplace(write.group_id, write.source_id);
  }

  [[nodiscard]] const Refusals::Refusal* find(const Membership& membership) const {
    const auto source = sources_.find(membership.group_id);
    const std::string group = source == sources_.end() ? key_of_row(membership.group_id) : source->second;
    const auto id = ids_.find(membership.user_id);
    for (const std::string& user :
         {id == ids_.end() ? std::string() : std::string(id->second), key_of_row(membership.user_id)})
      if (const auto found = refusals_.memberships.find({group, user}); found != refusals_.memberships.end())
        return &found->second;
    return nullptr;
  }

  [[nodiscard]] std::string_view external_id(std::int64_t user_id) const {
    const auto id = ids_.find(user_id);
    return id == ids_.end() ? std::string_view() : id->second;
  }

 private:
  const Refusals& refusals_;
  std::unordered_map<std::int64_t, std::string_view> ids_;
  std::unordered_map<std::int64_t, std::string> sources_;
};

}  // namespace

void leave_out_refused(const PlanInput& input, const Classification& classification,
                       const FinalMemberships& people, Plan& plan) {
  if (input.refusals == nullptr || input.refusals->empty()) return;
  for (const auto& [source_id, refusal] : input.refusals->groups)
    report(plan.report, source_id, refusal.group_name, refusal.reason + "; the target group was not changed");
  const RefusedMemberships refused(*input.refusals, classification, people, plan);
  const auto is_refused = [&](const Membership& membership) {
    const Refusals::Refusal* refusal = refused.find(membership);
    if (refusal == nullptr) return false;
    report(plan.report, refused.external_id(membership.user_id), refusal->email,
           refusal->reason + "; the membership in the target group " +
               quoted(printable(refusal->group_name)) + " was not changed");
    return true;
  };
  std::erase_if(plan.memberships.added, is_refused);
  std::erase_if(plan.memberships.removed, is_refused);
}

}  // namespace gup::plan
