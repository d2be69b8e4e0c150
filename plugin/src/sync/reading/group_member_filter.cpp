#include "sync/reading/group_member_filter.hpp"

#include <algorithm>

#include "model/clean_text.hpp"

namespace gup {
namespace {

/// A longer id cannot belong to this customer.
constexpr std::size_t kMaximumIdLength = 255;

}  // namespace

void GroupMemberFilter::note(const GroupAnswer& answer, plan::PersonIds& ids) {
  answered_.insert(answer.group_id);
  for (const Member& member : answer.members) note(member, ids);
}

void GroupMemberFilter::note(const Member& member, plan::PersonIds& ids) {
  switch (member.type) {
    case MemberType::customer:
      everyone_ = true;
      return;
    case MemberType::group:
      return;
    case MemberType::other:
      // It may be the customer, without its type.
      if (member.email.empty()) everyone_ = true;
      break;
    case MemberType::user:
      break;
  }
  if (member.id.empty() || member.id.size() > kMaximumIdLength) {
    addresses_.insert(address_key(member.email));
    return;
  }
  const plan::PersonNumber number = ids.number(member.id);
  if (members_.size() <= number) members_.resize(std::max<std::size_t>(number + 1, members_.size() * 2));
  members_[number] = true;
}

bool GroupMemberFilter::may_contain(plan::PersonNumber number, const DirectoryUser& user) const {
  if (!may_contain(number)) return false;
  const bool known_by_id = number < members_.size() && members_[number];
  if (!all_answered() || everyone_ || known_by_id) return true;
  return (user.primary_email && has_address(*user.primary_email)) ||
         std::ranges::any_of(user.aliases, [this](const std::string& alias) { return has_address(alias); });
}

bool GroupMemberFilter::may_contain(plan::PersonNumber number) const {
  return !all_answered() || everyone_ || !addresses_.empty() ||
         (number < members_.size() && members_[number]);
}

bool GroupMemberFilter::has_address(const std::string& address) const {
  return addresses_.contains(address_key(address));
}

}  // namespace gup
