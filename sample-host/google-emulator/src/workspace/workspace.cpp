#include "workspace/workspace.hpp"

#include <algorithm>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "common/text.hpp"
#include "host_sdk/text.hpp"

namespace emulator {

namespace json = boost::json;

Workspace::Workspace(Customer customer)
    : customer_(std::move(customer)), ids_(customer_.id), units_(customer_) {}

bool Workspace::owns_domain(std::string_view domain) const {
  const std::string wanted = host_sdk::lower_ascii(domain);
  return wanted == customer_.domain ||
         std::find(customer_.secondary_domains.begin(), customer_.secondary_domains.end(), wanted) !=
             customer_.secondary_domains.end();
}

void Workspace::begin_loading() {
  users_.begin_loading();
  groups_.begin_loading();
}

void Workspace::finish_loading() {
  users_.finish_loading();
  groups_.finish_loading();
}

Index Workspace::unit_for(const json::object& source) const {
  const std::string key = text_member(source, "orgUnitPath").value_or("/");
  const auto unit = units_.find(key);
  if (!unit) throw ControlError(404, "there is no unit " + key);
  return *unit;
}

void Workspace::check_free_address(std::string_view email) const {
  if (email.find('@') == std::string_view::npos)
    throw ControlError(400, "not an email address: " + std::string(email));
  if (users_.find(email) || groups_.find(email))
    throw ControlError(409, std::string(email) + " is taken already");
}

void Workspace::delete_unit(Index unit, bool move_users_to_parent) {
  units_.check_removable(unit);
  users_.move_all(unit, units_[unit].parent, move_users_to_parent);
  units_.remove(unit);
}

Index Workspace::create_user(const json::object& source) {
  const std::string email = required_text(source, "primaryEmail");
  check_free_address(email);
  const std::string id = text_member(source, "id").value_or("");
  if (!id.empty() && users_.has_id(id)) throw ControlError(409, "there is a user " + id);
  const Index unit = unit_for(source);
  return users_.create(id.empty() ? new_id() : id, email, source, unit);
}

Index Workspace::add_generated_user(std::string id, std::string email, std::string document, Index unit) {
  return users_.add(std::move(id), std::move(email), std::move(document), unit);
}

void Workspace::patch_user(Index index, const json::object& changes, std::int64_t now) {
  if (changes.contains("id")) throw ControlError(400, "a user's id never changes");
  std::optional<Index> unit;
  if (changes.contains("orgUnitPath")) unit = unit_for(changes);
  // The new address may be an alias of the same user.
  if (const auto email = text_member(changes, "primaryEmail");
      email && compare_ignoring_case(*email, users_[index].primary_email) != 0 &&
      users_.find(*email) != index)
    check_free_address(*email);
  users_.patch(index, changes, unit, now);
}

Index Workspace::create_group(const json::object& source) {
  const std::string email = required_text(source, "email");
  check_free_address(email);
  return groups_.create(email, source, ids_);
}

void Workspace::patch_group(Index index, const json::object& changes) {
  if (changes.contains("id")) throw ControlError(400, "a group's id never changes");
  if (const auto email = text_member(changes, "email");
      email && *email != groups_[index].email && groups_.find(*email) != index)
    check_free_address(*email);
  groups_.patch(index, changes);
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
  group.sorted_at = address_revision();
}

std::vector<Member> Workspace::members_of(Index index) const {
  const Group& group = groups_[index];
  if (group.sorted_at != address_revision()) sort_members(group);
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

void Workspace::adopt_external_ids(const Workspace& other) {
  externals_.adopt_ids(other.users_, other.groups_);
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
  if (const auto user = users_.find(key)) {
    member.target = *user;
  } else if (const auto group = groups_.find(key)) {
    member.kind = MemberKind::kGroup;
    member.target = *group;
  } else if (email && !owns_domain(domain_of(*email))) {
    member.kind = MemberKind::kExternal;
    member.target = externals_.find_or_add(*email, source, ids_);
  } else {
    throw ControlError(404, "there is no user or group " + key);
  }
  return member;
}

void Workspace::add_member(Index index, const json::object& source, std::int64_t now) {
  Member member = resolve_member(source);
  member.role = role_from(source, Role::kMember);
  member.added_at = now;
  groups_.add_new_member(index, member);
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
