#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "common/text.hpp"
#include "workspace/workspace.hpp"

namespace emulator {

namespace json = boost::json;

std::optional<Index> Workspace::find_group(std::string_view key) const {
  const auto found = group_keys_.find(hash_ignoring_case(key));
  if (found == group_keys_.end() || groups_[found->second].deleted) return std::nullopt;
  return found->second;
}

const std::vector<Index>& Workspace::groups_by_email() const {
  return groups_by_email_;
}

Index Workspace::create_group(const json::object& source) {
  const std::string email = required_text(source, "email");
  check_free_address(email);
  Group group;
  group.email = email;
  group.id = text_member(source, "id").value_or("");
  if (group.id.empty()) {
    static const char* const kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::uint64_t number = hash_ignoring_case(new_id());
    group.id = std::string(1, '0');
    for (int i = 0; i < 13; ++i, number /= 29) group.id += kDigits[number % 36];
  }
  if (find_group(group.id)) throw ControlError(409, "there is a group " + group.id + " already");
  json::object document = source;
  for (const char* member : {"id", "email", "members"}) document.erase(member);
  group.document = json::serialize(document);
  const auto index = static_cast<Index>(groups_.size());
  groups_.push_back(std::move(group));
  group_keys_[hash_ignoring_case(groups_[index].id)] = index;
  group_keys_[hash_ignoring_case(email)] = index;
  if (const json::value* aliases = source.if_contains("aliases"); aliases && aliases->is_array())
    for (const json::value& alias : aliases->get_array())
      if (alias.is_string()) group_keys_[hash_ignoring_case(std::string(alias.get_string()))] = index;
  insert_in_order(groups_by_email_, index, true);
  return index;
}

void Workspace::patch_group(Index index, const json::object& changes) {
  if (changes.contains("id")) throw ControlError(400, "a group's id never changes");
  Group& group = groups_[index];
  json::value document = json::parse(group.document);
  json::object rest = changes;
  const auto email = text_member(changes, "email");
  if (email && *email != group.email) {
    if (find_group(*email) != index) check_free_address(*email);
    remove_from_order(groups_by_email_, index);
    // As for users, the old address still finds the group.
    json::value& aliases = document.as_object()["aliases"];
    if (!aliases.is_array()) aliases = json::array();
    aliases.get_array().emplace_back(group.email);
    group.email = *email;
    group_keys_[hash_ignoring_case(*email)] = index;
    insert_in_order(groups_by_email_, index, true);
    ++address_revision_;
  }
  if (email) rest.erase("email");
  merge(document.as_object(), rest);
  group.document = json::serialize(document);
  ++group.revision;
}

void Workspace::delete_group(Index index) {
  Group& group = groups_[index];
  group.deleted = true;
  group_keys_.erase(hash_ignoring_case(group.email));
  remove_from_order(groups_by_email_, index);
}

bool Workspace::is_alive(const Member& member) const {
  if (member.kind == MemberKind::kUser) return !users_[member.target].deleted();
  if (member.kind == MemberKind::kGroup) return !groups_[member.target].deleted;
  return true;
}

const std::string& Workspace::member_email(const Member& member) const {
  static const std::string kNone;
  switch (member.kind) {
    case MemberKind::kUser:
      return users_[member.target].primary_email;
    case MemberKind::kGroup:
      return groups_[member.target].email;
    case MemberKind::kExternal:
      return externals_[member.target].email;
    case MemberKind::kCustomer:
      break;
  }
  return kNone;
}

const std::string& Workspace::member_id(const Member& member) const {
  switch (member.kind) {
    case MemberKind::kUser:
      return users_[member.target].id;
    case MemberKind::kGroup:
      return groups_[member.target].id;
    case MemberKind::kExternal:
      return externals_[member.target].id;
    case MemberKind::kCustomer:
      break;
  }
  return customer_.id;
}

void Workspace::sort_members(const Group& group) const {
  std::sort(group.members.begin(), group.members.end(), [&](const Member& a, const Member& b) {
    return compare_ignoring_case(member_email(a), member_email(b)) < 0;
  });
  group.sorted_at = address_revision_;
}

std::vector<Member> Workspace::members_of(Index index) const {
  const Group& group = groups_[index];
  if (group.sorted_at != address_revision_) sort_members(group);
  std::vector<Member> alive;
  alive.reserve(group.members.size());
  std::copy_if(group.members.begin(), group.members.end(), std::back_inserter(alive),
               [&](const Member& member) { return is_alive(member); });
  return alive;
}

std::size_t Workspace::direct_users(Index index) const {
  const auto& members = groups_[index].members;
  return static_cast<std::size_t>(std::count_if(members.begin(), members.end(), [&](const Member& member) {
    const bool external_user = member.kind == MemberKind::kExternal && !externals_[member.target].group;
    return (member.kind == MemberKind::kUser && is_alive(member)) || external_user;
  }));
}

Index Workspace::external_for(const std::string& email, const json::object& source) {
  const auto key = hash_ignoring_case(email);
  const auto known = external_keys_.find(key);
  if (known != external_keys_.end()) return known->second;
  External external;
  external.email = email;
  external.id = text_member(source, "id").value_or("");
  if (external.id.empty() && !null_member(source, "id")) external.id = new_id();
  external.group = text_member(source, "type").value_or("USER") == "GROUP";
  const auto index = static_cast<Index>(externals_.size());
  if (!external.id.empty()) external_keys_[hash_ignoring_case(external.id)] = index;
  externals_.push_back(std::move(external));
  return external_keys_[key] = index;
}

void Workspace::adopt_external_ids(const Workspace& other) {
  for (Index index = 0; index < externals_.size(); ++index) {
    External& external = externals_[index];
    const auto user = other.find_user(external.email);
    const auto group = other.find_group(external.email);
    if (!user && !group) continue;
    external_keys_.erase(hash_ignoring_case(external.id));
    external.id = user ? other.user(*user).id : other.group(*group).id;
    external.group = !user;
    external_keys_[hash_ignoring_case(external.id)] = index;
  }
}

Member Workspace::resolve_member(const json::object& source) {
  Member member;
  const std::string type = text_member(source, "type").value_or("");
  if (type == "CUSTOMER") {
    member.kind = MemberKind::kCustomer;
    member.target = 0;
    return member;
  }
  const auto email = text_member(source, "email");
  const auto id = text_member(source, "id");
  if (!email && !id) throw ControlError(400, "a member needs an email or an id");
  const std::string& key = email ? *email : *id;
  if (const auto user = find_user(key)) {
    member.target = *user;
  } else if (const auto group = find_group(key)) {
    member.kind = MemberKind::kGroup;
    member.target = *group;
  } else if (email && !owns_domain(domain_of(*email))) {
    member.kind = MemberKind::kExternal;
    member.target = external_for(*email, source);
  } else {
    throw ControlError(404, "there is no user or group " + key);
  }
  return member;
}

namespace {

Role role_from(const json::object& source, Role otherwise) {
  const auto role = text_member(source, "role");
  if (!role) return otherwise;
  for (const Role candidate : {Role::kOwner, Role::kManager, Role::kMember})
    if (*role == role_name(candidate)) return candidate;
  throw ControlError(400, "role is OWNER, MANAGER or MEMBER");
}

}  // namespace

void Workspace::add_member(Index index, const json::object& source, std::int64_t now) {
  Member member = resolve_member(source);
  member.role = role_from(source, Role::kMember);
  member.added_at = now;
  for (const Member& present : groups_[index].members)
    if (present.kind == member.kind && present.target == member.target)
      throw ControlError(409, "the group has that member already");
  add_generated_member(index, member);
  ++groups_[index].members_revision;
}

void Workspace::add_generated_member(Index index, Member member) {
  groups_[index].members.push_back(member);
  groups_[index].sorted_at = 0;
}

void Workspace::patch_member(Index index, std::size_t position, const json::object& changes) {
  Member& member = groups_[index].members[position];
  member.role = role_from(changes, member.role);
  ++groups_[index].members_revision;
}

void Workspace::remove_member(Index index, std::size_t position) {
  auto& members = groups_[index].members;
  members.erase(members.begin() + static_cast<std::ptrdiff_t>(position));
  ++groups_[index].members_revision;
}

std::optional<std::size_t> Workspace::find_member(Index index, std::string_view key) const {
  const auto& members = groups_[index].members;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!is_alive(members[i])) continue;
    if (compare_ignoring_case(member_email(members[i]), key) == 0 || member_id(members[i]) == key) return i;
  }
  return std::nullopt;
}

}  // namespace emulator
