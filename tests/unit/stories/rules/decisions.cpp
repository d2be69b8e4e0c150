#include "rules/decisions.hpp"

#include <algorithm>

namespace gup::plan::test {
namespace {

bool has_our_member(const Model& host, std::int64_t group) {
  return std::ranges::any_of(host.members, [&](const MemberRow& member) {
    return std::get<0>(member) == group && std::get<2>(member) == kProvider;
  });
}

bool is_linked_to(const Model& host, std::int64_t user) {
  return std::ranges::any_of(host.links, [&](const auto& link) { return link.second.user_id == user; });
}

}  // namespace

std::string Decisions::ignored_by_run(const Model& after) const {
  return removed_people(after) + removed_groups(after) + changes_of_foreign_rows(after);
}

std::string Decisions::removed_people(const Model& after) const {
  std::string wrong;
  for (const HeldRemoval& held : before_.held)
    if (limit_holds_ && held.group_id == 0 && !approved_.contains(held.external_id) &&
        has_left(held.user_id, after))
      wrong += " " + held.external_id + " left although the removal is held;";
  for (const auto& [id, link] : before_.links)
    if (link.state == LinkState::dismissed && !approved_.contains(id) && has_left(link.user_id, after))
      wrong += " " + id + " left although the removal was dismissed;";
  return wrong;
}

std::string Decisions::removed_groups(const Model& after) const {
  std::string wrong;
  for (const HeldRemoval& held : before_.held) {
    if (!limit_holds_ || held.group_id == 0 || approved_.contains(held.external_id)) continue;
    if (is_deleted(held.group_id, after))
      wrong += " the group of " + held.external_id + " was deleted although its removal is held;";
    else if (is_emptied(held.group_id, after))
      wrong += " the group of " + held.external_id + " was emptied although its removal is held;";
  }
  for (const auto& [source, link] : before_.group_links) {
    if (!link.dismissed_since || approved_.contains(source)) continue;
    const auto link_after = after.group_links.find(source);
    const bool is_dismissed = link_after != after.group_links.end() && link_after->second.dismissed_since;
    if (is_deleted(link.group_id, after))
      wrong += " the group of " + source + " was deleted although its removal was dismissed;";
    else if (is_dismissed && is_emptied(link.group_id, after))
      wrong += " the group of " + source + " was emptied although its removal was dismissed;";
  }
  return wrong;
}

std::string Decisions::changes_of_foreign_rows(const Model& after) const {
  std::string wrong;
  for (const auto& [id, row] : before_.users) {
    if (row.provider == kProvider || is_linked_to(before_, id) || is_linked_to(after, id)) continue;
    const auto now = after.users.find(id);
    if (now == after.users.end() || now->second.updated_at != row.updated_at)
      wrong += " the target user " + row.fields.email + " was changed, which was made by hand;";
  }
  for (const auto& [id, group] : before_.groups) {
    if (group.provider == kProvider) continue;
    const auto now = after.groups.find(id);
    if (now == after.groups.end() || now->second != group)
      wrong += " the target group " + group.name + " was changed, which was made by hand;";
  }
  for (const auto& member : before_.members)
    if (std::get<2>(member) != kProvider && after.users.contains(std::get<1>(member)) &&
        !after.members.contains(member))
      wrong += " a membership of user " + std::to_string(std::get<1>(member)) +
               " was deleted, which was made by hand;";
  return wrong;
}

bool Decisions::has_left(std::int64_t user, const Model& after) const {
  const auto row = before_.users.find(user);
  if (row == before_.users.end() || row->second.provider != kProvider) return false;
  const auto now = after.users.find(user);
  return now == after.users.end() || now->second.provider != kProvider ||
         (row->second.status == "active" && now->second.status != "active");
}

bool Decisions::is_deleted(std::int64_t group, const Model& after) const {
  const auto row = before_.groups.find(group);
  if (row == before_.groups.end() || row->second.provider != kProvider) return false;
  const auto now = after.groups.find(group);
  if (now == after.groups.end()) return true;
  const bool has_foreign_member = std::ranges::any_of(before_.members, [&](const MemberRow& member) {
    return std::get<0>(member) == group && std::get<2>(member) != kProvider;
  });
  return now->second.provider != kProvider && !has_foreign_member;
}

bool Decisions::is_emptied(std::int64_t group, const Model& after) const {
  const auto now = after.groups.find(group);
  if (now == after.groups.end() || now->second.provider != kProvider || has_our_member(after, group))
    return false;
  return std::ranges::any_of(before_.members, [&](const MemberRow& member) {
    const auto user = after.users.find(std::get<1>(member));
    return std::get<0>(member) == group && std::get<2>(member) == kProvider && user != after.users.end() &&
           user->second.provider == kProvider;
  });
}

}  // namespace gup::plan::test
