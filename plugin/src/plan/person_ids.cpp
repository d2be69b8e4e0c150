#include "plan/person_ids.hpp"

#include <functional>

namespace gup::plan {

std::size_t PersonIds::Hash::operator()(std::string_view id) const {
  return std::hash<std::string_view>{}(id);
}

PersonNumber PersonIds::number(std::string_view id) {
  if (const auto known = find(id)) return *known;
  const PersonNumber person = size();
  ids_.push_back(texts_.keep(id));
  numbers_.insert(person);
  return person;
}

std::optional<PersonNumber> PersonIds::find(std::string_view id) const {
  const auto found = numbers_.find(id);
  return found == numbers_.end() ? std::nullopt : std::optional(*found);
}

}  // namespace gup::plan
