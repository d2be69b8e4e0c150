#include "directory/members.hpp"

#include <algorithm>

namespace gup::plan::test {

std::optional<std::string> owner_of(const WrittenDirectory& google, const std::string& address) {
  for (const auto& [id, person] : google.people)
    if (person.fields.email == address) return id;
  for (const auto& [id, aliases] : google.aliases)
    if (std::ranges::find(aliases, address) != aliases.end()) return id;
  return std::nullopt;
}

std::optional<std::string> person_of(const WrittenDirectory& google, const Member& member) {
  if (member.type == MemberType::group || is_everyone(member)) return std::nullopt;
  if (member.id.empty()) return owner_of(google, member.email);
  return google.people.contains(member.id) ? std::optional(member.id) : std::nullopt;
}

std::optional<std::string> group_of(const WrittenDirectory& google, const Member& member) {
  if (member.type != MemberType::group) return std::nullopt;
  if (!member.id.empty()) return member.id;
  const auto group = std::ranges::find(google.groups, member.email, &DirectoryGroup::email);
  return group == google.groups.end() ? std::nullopt : std::optional(group->id);
}

bool is_everyone(const Member& member) {
  return member.id == kCustomer && (member.type == MemberType::customer || member.type == MemberType::other);
}

bool is_outside(const WrittenDirectory& google, const std::string& group) {
  const auto answer = google.group_answers.find(group);
  return !google.has_group(group) && answer != google.group_answers.end() &&
         answer->second.unreadable != Unreadable::gone;
}

bool is_in_outside_group(const WrittenDirectory& google, const std::string& person) {
  return std::ranges::any_of(google.group_answers, [&](const auto& group) {
    return is_outside(google, group.first) &&
           std::ranges::any_of(group.second.members,
                               [&](const Member& member) { return person_of(google, member) == person; });
  });
}

}  // namespace gup::plan::test
