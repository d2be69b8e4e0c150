#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What a customer's directory consists of. Records are addressed by their index, which never changes; a
/// removed record stays in place, marked as deleted.
namespace emulator {

using Index = std::uint32_t;
constexpr Index kNoIndex = 0xffffffff;
constexpr Index kRootUnit = 0;

struct Customer {
  std::string id;
  std::string domain;
  std::vector<std::string> secondary_domains;
  std::string name;
};

struct Unit {
  std::string id;
  std::string name;
  std::string description;
  std::string path;  ///< derived from the parents' names; refreshed by every rename and move
  Index parent = kNoIndex;
  std::uint32_t revision = 1;
  bool deleted = false;
};

struct User {
  std::string id;
  std::string primary_email;
  /// Google's other members as JSON text. Null members are omitted from answers. Members here override
  /// derived ones, so that tests can create invalid records.
  std::string document;
  std::int64_t deleted_at = 0;  ///< seconds since the epoch; 0: not deleted
  Index unit = kRootUnit;
  std::uint32_t revision = 1;
  bool suspended = false;
  bool archived = false;
  bool admin = false;
  bool delegated_admin = false;

  bool deleted() const { return deleted_at != 0; }
};

enum class MemberKind : std::uint8_t { kUser, kGroup, kCustomer, kExternal };
enum class Role : std::uint8_t { kOwner, kManager, kMember };

struct Member {
  Index target = kNoIndex;  ///< into users, groups or externals, depending on the kind
  MemberKind kind = MemberKind::kUser;
  Role role = Role::kMember;
  std::int64_t added_at = 0;  ///< used for nested groups only
};

/// A member from outside the customer.
struct External {
  std::string email;
  std::string id;
  bool group = false;
};

struct Group {
  std::string id;
  std::string email;
  std::string document;  ///< like User::document
  /// Sorted by address on the first read after a change.
  mutable std::vector<Member> members;
  mutable std::uint64_t sorted_at =
      0;  ///< the address revision at which `members` was put in order; 0: never
  std::uint32_t revision = 1;
  std::uint32_t members_revision = 0;
  bool deleted = false;
};

enum class UserOrder { kEmail, kFamilyName, kGivenName };

}  // namespace emulator
