#include "sync/undo/left_memberships.hpp"

#include <algorithm>
#include <unordered_map>

#include "model/clean_text.hpp"

namespace gup {
namespace {

constexpr std::size_t kMembershipsPerQuery = 5'000;

class GroupNames {
 public:
  GroupNames(TargetGroupStore& store, const std::string& company_id)
      : store_(store), company_id_(company_id) {}

  const std::string& of(std::int64_t group_id) {
    const auto [name, is_new] = names_.try_emplace(group_id);
    if (is_new) {
      const auto group = store_.target_group(company_id_, group_id);
      name->second = group ? quoted(printable(group->name)) : "a deleted target group";
    }
    return name->second;
  }

 private:
  TargetGroupStore& store_;
  const std::string& company_id_;
  std::unordered_map<std::int64_t, std::string> names_;
};

}  // namespace

void name_left_memberships(Store& store, const std::string& company_id, plan::UndoPlan& plan,
                           const Interruption& interruption) {
  GroupNames groups(store, company_id);
  const auto& left = plan.memberships_left;
  for (std::size_t begin = 0; begin < left.size(); begin += kMembershipsPerQuery) {
    const std::size_t end = std::min(left.size(), begin + kMembershipsPerQuery);
    plan::RowQuery query;
    for (std::size_t i = begin; i < end; ++i) query.user_ids.push_back(left[i].user_id);
    const plan::TargetUserRows users = store.look_up(company_id, query, interruption);
    for (std::size_t i = begin; i < end; ++i) {
      const TargetUserRow* user = users.with_id(left[i].user_id);
      plan::PersonChange change;
      change.kind = plan::ChangeKind::skipped;
      change.user_id = left[i].user_id;
      change.email = user ? user->fields.email : "a deleted user";
      if (user) change.external_id = user->external_id.value_or("");
      const std::string& group = groups.of(left[i].group_id);
      change.reason = "Membership of " + group + " left alone: " + left[i].reason;
      plan.left_alone.push_back({"the membership of " + change.email + " in " + group, left[i].reason});
      plan.changes.push_back(std::move(change));
    }
  }
}

}  // namespace gup
