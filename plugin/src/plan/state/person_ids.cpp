#include "plan/state/person_ids.hpp"

#include <functional>
#include <stdexcept>
#include <string>

namespace gup::plan {

std::size_t PersonIds::Hash::operator()(std::string_view id) const {
  return std::hash<std::string_view>{}(id);
}

PersonNumber PersonIds::number(std::string_view id) {
  if (const auto known = find(id)) return *known;
  const PersonNumber person = size();
  const auto length = static_cast<std::uint16_t>(id.size());
  if (length != id.size()) throw std::length_error("the id of a person is longer than 65,535 bytes");
  std::string kept(sizeof length, '\0');
  std::memcpy(kept.data(), &length, sizeof length);
  ids_.push_back(texts_.keep(kept += id).data());
  numbers_.insert(person);
  return person;
}

std::optional<PersonNumber> PersonIds::find(std::string_view id) const {
  const auto found = numbers_.find(id);
  return found == numbers_.end() ? std::nullopt : std::optional(*found);
}

}  // namespace gup::plan
