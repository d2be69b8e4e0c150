#include "plan/state/person_ids.hpp"

namespace gup::plan {

PersonNumber PersonIds::number(std::string_view id) {
  if (const auto known = find(id)) return *known;
  const PersonNumber person = size();
  texts_ += id;
  ends_.push_back(texts_.size());
  numbers_.insert(person);
  return person;
}

std::optional<PersonNumber> PersonIds::find(std::string_view id) const {
  const auto found = numbers_.find(id);
  return found == numbers_.end() ? std::nullopt : std::optional(*found);
}

}  // namespace gup::plan
