#include "plan/selection/person_table.hpp"

#include <algorithm>
#include <string>

namespace gup::plan {

using Kind = PersonDigest::Kind;

PersonTable::PersonTable(const PersonIds& ids, const DirectoryPeople& directory, const Links& links)
    : ids_(ids), directory_(directory), links_(links) {
  const PersonNumber end = std::max(directory.end(), links.end());
  order_.reserve(end);
  for (PersonNumber number = 0; number < end; ++number)
    if (directory[number].kind != Kind::absent || links.find(number)) order_.push_back(number);
  // The database returns links in this order, so only new people have to be sorted.
  const auto by_id = [&](PersonNumber a, PersonNumber b) { return ids[a] < ids[b]; };
  const auto first_new = std::is_sorted_until(order_.begin(), order_.end(), by_id);
  std::sort(first_new, order_.end(), by_id);
  std::inplace_merge(order_.begin(), first_new, order_.end(), by_id);

  places_.resize(end, kNowhere);
  for (PersonIndex place = 0; place < size(); ++place) places_[order_[place]] = place;
}

PersonEntry PersonTable::operator[](PersonIndex person) const {
  const PersonNumber number = order_[person];
  const PersonDigest& digest = directory_[number];
  return {.id = ids_[number],
          .person = digest.kind == Kind::usable ? &digest : nullptr,
          .unusable = digest.kind == Kind::unusable ? &directory_.unusable(number) : nullptr,
          .link = links_.find(number)};
}

std::optional<PersonIndex> PersonTable::find(std::string_view external_id) const {
  const auto number = ids_.find(external_id);
  return number ? find(*number) : std::nullopt;
}

std::optional<PersonIndex> PersonTable::find(PersonNumber number) const {
  if (number >= places_.size() || places_[number] == kNowhere) return std::nullopt;
  return places_[number];
}

Link PersonTable::link(PersonIndex person) const {
  const PersonNumber number = order_[person];
  return {*links_.find(number), std::string(ids_[number])};
}

}  // namespace gup::plan
