#include "plan/people/final_memberships.hpp"

#include <algorithm>

namespace gup::plan {

void FinalMemberships::put(PersonIndex person, const PersonAfter& after) {
  Kept& kept = kept_[person];
  kept.memberships = after.memberships;
  kept.row_deleted = after.row_deleted;
  const LinkDigest* link = person_table_[person].link;
  kept.user = link != nullptr && link->user_id == after.user_id ? User::of_link : User::other;
  if (kept.user == User::other) others_.push_back({person, after.user_id});
}

PersonAfter FinalMemberships::operator[](PersonIndex person) const {
  const Kept kept = kept_[person];
  PersonAfter after{.user_id = 0, .memberships = kept.memberships, .row_deleted = kept.row_deleted};
  if (kept.user == User::of_link) after.user_id = person_table_[person].link->user_id;
  if (kept.user == User::other)
    after.user_id = std::ranges::lower_bound(others_, person, {}, &OtherUser::person)->user_id;
  return after;
}

}  // namespace gup::plan
