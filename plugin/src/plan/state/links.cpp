#include "plan/state/links.hpp"

namespace gup::plan {

void Links::put(PersonNumber person, const StoredLink& link) {
  if (links_.size() <= person) links_.resize(person + 1);
  if (links_[person].user_id == 0) ++size_;
  links_[person] = link;
}

std::int64_t count_active(const Links& links) {
  std::int64_t active = 0;
  for (PersonNumber person = 0; person < links.end(); ++person)
    if (const StoredLink* link = links.find(person); link && link->state == LinkState::active) ++active;
  return active;
}

}  // namespace gup::plan
