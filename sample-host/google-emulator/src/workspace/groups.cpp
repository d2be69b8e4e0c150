#include "workspace/groups.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "common/text.hpp"
#include "workspace/address_order.hpp"

namespace emulator {

namespace json = boost::json;

std::optional<Index> Groups::find(std::string_view key) const {
  const auto found = keys_.find(hash_ignoring_case(key));
  if (found == keys_.end() || groups_[found->second].deleted) return std::nullopt;
  return found->second;
}

void Groups::insert_in_order(Index index) {
  if (loading_)
    by_email_.push_back(index);
  else
    insert_by_address(by_email_, index, [&](Index i) -> const std::string& { return groups_[i].email; });
}

void Groups::finish_loading() {
  loading_ = false;
  sort_by_address(by_email_, [&](Index i) -> const std::string& { return groups_[i].email; });
}

Index Groups::create(const std::string& email, const json::object& source, NewIds& ids) {
  Group group;
  group.email = email;
  group.id = text_member(source, "id").value_or("");
  if (group.id.empty()) group.id = std::string(1, '0') + ids.text(13, 29);
  if (find(group.id)) throw ControlError(409, "there is a group " + group.id + " already");
  json::object document = source;
  for (const char* member : {"id", "email", "members"}) document.erase(member);
  group.document = json::serialize(document);
  const auto index = static_cast<Index>(groups_.size());
  groups_.push_back(std::move(group));
  keys_[hash_ignoring_case(groups_[index].id)] = index;
  keys_[hash_ignoring_case(email)] = index;
  if (const json::value* aliases = source.if_contains("aliases"); aliases && aliases->is_array())
    for (const json::value& alias : aliases->get_array())
      if (alias.is_string()) keys_[hash_ignoring_case(std::string(alias.get_string()))] = index;
  insert_in_order(index);
  return index;
}

void Groups::patch(Index index, const json::object& changes) {
  Group& group = groups_[index];
  json::value document = json::parse(group.document);
  json::object rest = changes;
  const auto email = text_member(changes, "email");
  if (email && *email != group.email) {
    remove_from_order(by_email_, index);
    // As for users, the old address still finds the group.
    json::value& aliases = document.as_object()["aliases"];
    if (!aliases.is_array()) aliases = json::array();
    aliases.get_array().emplace_back(group.email);
    group.email = *email;
    keys_[hash_ignoring_case(*email)] = index;
    insert_in_order(index);
    ++renamings_;
  }
  if (email) rest.erase("email");
  merge(document.as_object(), rest);
  group.document = json::serialize(document);
  ++group.revision;
}

void Groups::remove(Index index) {
  Group& group = groups_[index];
  group.deleted = true;
  keys_.erase(hash_ignoring_case(group.email));
  remove_from_order(by_email_, index);
}

void Groups::add_new_member(Index index, const Member& member) {
  for (const Member& present : groups_[index].members)
    if (present.kind == member.kind && present.target == member.target)
      throw ControlError(409, "the group has that member already");
  add_member(index, member);
  ++groups_[index].members_revision;
}

void Groups::add_member(Index index, const Member& member) {
  groups_[index].members.push_back(member);
  groups_[index].sorted_at = 0;
}

void Groups::remove_member(Index index, std::size_t position) {
  auto& members = groups_[index].members;
  members.erase(members.begin() + static_cast<std::ptrdiff_t>(position));
  ++groups_[index].members_revision;
}

void Groups::set_role(Index index, std::size_t position, const json::object& changes) {
  Member& member = groups_[index].members[position];
  member.role = role_from(changes, member.role);
  ++groups_[index].members_revision;
}

const char* role_name(Role role) {
  switch (role) {
    case Role::kOwner:
      return "OWNER";
    case Role::kManager:
      return "MANAGER";
    case Role::kMember:
      return "MEMBER";
  }
  return "MEMBER";
}

Role role_from(const json::object& source, Role otherwise) {
  const auto role = text_member(source, "role");
  if (!role) return otherwise;
  for (const Role candidate : {Role::kOwner, Role::kManager, Role::kMember})
    if (*role == role_name(candidate)) return candidate;
  throw ControlError(400, "role is OWNER, MANAGER or MEMBER");
}

}  // namespace emulator
