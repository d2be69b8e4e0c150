// Users, units and groups as Google's directory returns them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gup {

/// A user of the customer. A value that Google omits is `nullopt`, neither empty nor false.
struct DirectoryUser {
  std::string id;
  std::optional<std::string> primary_email;
  std::optional<std::string> given_name;
  std::optional<std::string> family_name;
  std::optional<bool> suspended;
  std::optional<bool> archived;
  /// The path as Google sends it; the root is "/".
  std::optional<std::string> org_unit_path;
  /// These and the two names: by the company's field mapping (model/fields/field_mapping.hpp).
  std::optional<std::string> department;
  std::optional<std::string> job_title;
  std::optional<std::string> phone_number;
  std::optional<std::string> manager_email;
  std::optional<std::string> preferred_language;
  std::optional<std::string> location;
  /// Which of the mapping's custom attributes have a value, in the order of `custom_attributes`.
  std::uint64_t custom_values = 0;
  /// Aliases and non-editable aliases. A group may list a member by an alias only.
  std::vector<std::string> aliases;
  /// How many of them are editable; these come first. A former primary address is one.
  std::size_t editable_aliases = 0;
  /// Only if the request asked for them: `isGuestUser`, `isMailboxSetup`, `lastLoginTime`.
  std::optional<bool> guest;
  std::optional<bool> has_mailbox;
  std::optional<std::string> last_sign_in;
  /// Fields with a value that is not text. They are `nullopt`.
  std::vector<std::optional<std::string> DirectoryUser::*> unreadable;
};

struct OrganizationalUnit {
  /// With Google's prefix: "id:03ph8a2z1".
  std::string id;
  /// "/Sales/EMEA". Google derives it from the names, so it changes when a parent is renamed.
  std::string path;
  std::string name;
  /// Empty for the root.
  std::string parent_id;

  bool operator==(const OrganizationalUnit&) const = default;
};

struct DirectoryGroup {
  std::string id;
  std::string email;
  /// May be empty; then the address is shown.
  std::string name;
};

/// What people see of a group.
[[nodiscard]] inline const std::string& name_or_email(const DirectoryGroup& group) {
  return group.name.empty() ? group.email : group.name;
}

enum class MemberType : std::uint8_t { user, group, customer, other };

struct Member {
  /// May be empty for people outside the customer.
  std::string id;
  std::string email;
  MemberType type = MemberType::other;
};

/// Why a group's members cannot be read, if the run need not fail.
enum class Unreadable : std::uint8_t {
  /// 403 `forbidden`: it belongs to another customer or is not visible.
  forbidden,
  /// 404 or 412: it was deleted.
  gone,
  /// Google kept answering with an error for this object alone: a 400, or a 5xx after all retries.
  failing,
};

/// The direct members of one group, or why they cannot be read.
struct GroupAnswer {
  std::string group_id;
  std::vector<Member> members;
  std::optional<Unreadable> unreadable;
};

/// What Google says about one object that is missing from a list, asked for by its id.
enum class LookupResult : std::uint8_t {
  /// 404 or 412: deleted.
  gone,
  /// The object exists: the list was incomplete.
  present,
  /// Google refuses to answer about it, or keeps failing.
  unclear,
};

/// The answer of `users.get`.
struct Confirmation {
  std::string id;
  LookupResult result = LookupResult::unclear;
  /// Only when present.
  std::optional<DirectoryUser> user;
  /// Unclear because of a 403: Google's answer about a user of another customer.
  bool is_forbidden = false;
};

/// The answer of `groups.get`.
struct GroupLookup {
  std::string id;
  LookupResult result = LookupResult::unclear;
  /// Only when present.
  std::optional<DirectoryGroup> group;
};

/// The answer of `orgunits.get`.
struct UnitLookup {
  std::string id;
  LookupResult result = LookupResult::unclear;
  /// Only when present.
  std::optional<OrganizationalUnit> unit;
};

/// Whether a person is in a group, directly or through nested groups.
struct MembershipQuestion {
  std::string group_id;
  std::string person_id;

  auto operator<=>(const MembershipQuestion&) const = default;
};

enum class MembershipAnswer : std::uint8_t { member, not_member, unclear };

/// The answer of `groups.list` about one person: the groups that contain the person, wherever they are.
struct GroupsOfPerson {
  std::string person_id;
  /// nullopt if Google did not answer.
  std::optional<std::vector<std::string>> group_ids;
};

/// The requests of a reader so far.
struct Usage {
  std::int64_t requests = 0;
  std::int64_t retries = 0;
  /// More than 20 objects in a row kept failing: rather Google's fault than theirs.
  bool kept_failing = false;
};

[[nodiscard]] inline Usage operator+(const Usage& one, const Usage& other) {
  return {one.requests + other.requests, one.retries + other.retries, one.kept_failing || other.kept_failing};
}

}  // namespace gup
