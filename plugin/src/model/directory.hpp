// What Google's directory says, decoded but not yet judged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gup {

/// A user of the customer. Absent is not empty and not false: what Google left out stays `nullopt`.
struct DirectoryUser {
  std::string id;
  std::optional<std::string> primary_email;
  std::optional<std::string> given_name;
  std::optional<std::string> family_name;
  std::optional<bool> suspended;
  std::optional<bool> archived;
  /// As sent; the root is "/".
  std::optional<std::string> org_unit_path;
  /// Of the primary organization, else of the first.
  std::optional<std::string> department;
  std::optional<std::string> job_title;
  /// The primary one, else the one of type work, else the first.
  std::optional<std::string> phone_number;
  /// The relation of type manager.
  std::optional<std::string> manager_email;
  /// The preferred language (BCP 47).
  std::optional<std::string> preferred_language;
  std::optional<std::string> location;
  /// Aliases and non-editable aliases: a member of a group may be known by one of them only.
  std::vector<std::string> aliases;
};

struct OrganizationalUnit {
  /// With Google's prefix: "id:03ph8a2z1".
  std::string id;
  /// "/Sales/EMEA"; derived by Google from the names, so it moves when a parent is renamed.
  std::string path;
  std::string name;
  /// Empty for the root.
  std::string parent_id;

  bool operator==(const OrganizationalUnit&) const = default;
};

struct DirectoryGroup {
  std::string id;
  std::string email;
  /// May be empty: then the address stands for it.
  std::string name;
};

enum class MemberType : std::uint8_t { user, group, customer, other };

struct Member {
  /// May be empty for people outside the customer.
  std::string id;
  std::string email;
  MemberType type = MemberType::other;
};

/// Why a group's members cannot be read, when that is no reason to fail the run.
enum class Unreadable : std::uint8_t {
  /// 403 `forbidden`: it belongs to another customer, or may not be seen.
  forbidden,
  /// 404 or 412: it is gone.
  gone,
};

/// The direct members of one group, or why they cannot be read.
struct GroupAnswer {
  std::string group_id;
  std::vector<Member> members;
  std::optional<Unreadable> unreadable;
};

/// What `users.get` says about one person who was absent from the list.
struct Confirmation {
  enum class LookupResult : std::uint8_t {
    /// 404 or 412: deleted.
    gone,
    /// Google knows the person: the list was short.
    present,
    /// 403: neither known to be here nor to be gone.
    unclear,
  };
  std::string id;
  LookupResult result = LookupResult::unclear;
  /// Only when present.
  std::optional<DirectoryUser> user;
};

/// What a reader has cost so far.
struct Usage {
  std::int64_t requests = 0;
  std::int64_t retries = 0;
};

}  // namespace gup
