#include "sync/known_members.hpp"

#include <algorithm>

#include "plan/clean_text.hpp"

namespace gup {
namespace {

/// Longer ids are nobody's of this customer.
constexpr std::size_t kLongestId = 255;

}  // namespace

void KnownMembers::note(const google::GroupAnswer& answer, plan::PersonIds& ids) {
  answered_.insert(answer.group_id);
  for (const google::Member& member : answer.members) note(member, ids);
}

void KnownMembers::note(const google::Member& member, plan::PersonIds& ids) {
  switch (member.type) {
    case google::MemberType::customer:
      everyone_ = true;
      return;
    case google::MemberType::group:
      return;
    case google::MemberType::user:
    case google::MemberType::other:
      break;
  }
  if (member.id.empty() || member.id.size() > kLongestId) {
    addresses_.insert(plan::address_key(member.email));
    return;
  }
  const plan::PersonNumber number = ids.number(member.id);
  if (members_.size() <= number) members_.resize(std::max<std::size_t>(number + 1, members_.size() * 2));
  members_[number] = true;
}

bool KnownMembers::may_hold(plan::PersonNumber number, const google::DirectoryUser& user) const {
  if (!may_hold(number)) return false;
  const bool known_by_id = number < members_.size() && members_[number];
  if (!all_answered() || everyone_ || known_by_id) return true;
  return (user.primary_email && has_address(*user.primary_email)) ||
         std::ranges::any_of(user.aliases, [this](const std::string& alias) { return has_address(alias); });
}

bool KnownMembers::may_hold(plan::PersonNumber number) const {
  return !all_answered() || everyone_ || !addresses_.empty() ||
         (number < members_.size() && members_[number]);
}

bool KnownMembers::has_address(const std::string& address) const {
  return addresses_.contains(plan::address_key(address));
}

}  // namespace gup
