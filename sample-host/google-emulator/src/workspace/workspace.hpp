#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include "common/text.hpp"

/// One customer's directory: units, users, groups and memberships, held compactly enough for a million
/// people. Objects are addressed by their index, which never changes; a removed object stays in place,
/// marked as deleted. All writing functions take Google-shaped JSON and throw ControlError.
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

class Workspace {
 public:
  explicit Workspace(Customer customer);

  const Customer& customer() const { return customer_; }
  bool owns_domain(std::string_view domain) const;

  // Units
  const std::vector<Unit>& units() const { return units_; }
  /// Finds by `id:...` or path; the leading slash is optional.
  std::optional<Index> find_unit(std::string_view key) const;
  bool is_within(Index unit, Index ancestor) const;
  Index create_unit(const boost::json::object& source);
  void patch_unit(Index unit, const boost::json::object& changes);
  void delete_unit(Index unit, bool move_users_to_parent);

  // Users
  const User& user(Index index) const { return users_[index]; }
  std::size_t user_slots() const { return users_.size(); }
  /// Finds by id, primary email or alias, without deleted users.
  std::optional<Index> find_user(std::string_view key) const;
  /// Returns the users in one order, without deleted ones; valid until the next change.
  const std::vector<Index>& users_in(UserOrder order) const;
  const std::vector<Index>& deleted_users() const { return deleted_users_; }
  /// Returns the position of the first user after `email` in the order by email.
  std::size_t first_user_after(std::string_view email) const;
  Index create_user(const boost::json::object& source);
  /// For the generator: unchecked, with a new id and address and a well-formed document.
  Index add_generated_user(std::string id, std::string email, std::string document, Index unit);
  void patch_user(Index user, const boost::json::object& changes, std::int64_t now);
  void delete_user(Index user, std::int64_t now);
  std::vector<std::string> aliases_of(Index user) const;

  // Groups
  const Group& group(Index index) const { return groups_[index]; }
  std::size_t group_slots() const { return groups_.size(); }
  std::optional<Index> find_group(std::string_view key) const;
  const std::vector<Index>& groups_by_email() const;
  Index create_group(const boost::json::object& source);
  void patch_group(Index group, const boost::json::object& changes);
  void delete_group(Index group);
  void add_member(Index group, const boost::json::object& source, std::int64_t now);
  void add_generated_member(Index group, Member member);
  void patch_member(Index group, std::size_t position, const boost::json::object& changes);
  void remove_member(Index group, std::size_t position);
  /// Finds by email or id; the customer by its id.
  std::optional<std::size_t> find_member(Index group, std::string_view key) const;
  /// Returns the direct members in the order of emails, without deleted users and groups.
  std::vector<Member> members_of(Index group) const;
  std::size_t direct_users(Index group) const;
  const External& external(Index index) const { return externals_[index]; }
  /// True for the id or address of a member from outside.
  bool knows_external(std::string_view key) const { return external_keys_.contains(hash_ignoring_case(key)); }
  /// Sets the ids of external members to those in their customer's directory.
  void adopt_external_ids(const Workspace& other);
  /// The member's address; empty for the customer.
  const std::string& member_email(const Member& member) const;
  const std::string& member_id(const Member& member) const;
  bool is_alive(const Member& member) const;

  /// Between these two calls, orders are not maintained; finish_loading() sorts.
  void begin_loading() { loading_ = true; }
  void finish_loading();

  /// Returns a new number that looks like Google's 21-digit ids.
  std::string new_id();

 private:
  void refresh_path(Index unit);
  void refresh_paths_below(Index unit);
  Index unit_for(const boost::json::object& source) const;
  void check_free_address(std::string_view email) const;
  void insert_in_order(std::vector<Index>& order, Index index, bool of_groups);
  void remove_from_order(std::vector<Index>& order, Index index);
  void rename_user(Index user, const std::string& email, boost::json::object& document);
  void write_document(User& user, const boost::json::object& document);
  void index_aliases(Index user, const boost::json::object& document);
  Index external_for(const std::string& email, const boost::json::object& source);
  Member resolve_member(const boost::json::object& source);
  void sort_members(const Group& group) const;

  Customer customer_;
  std::vector<Unit> units_;
  std::deque<User> users_;
  std::deque<Group> groups_;
  std::vector<External> externals_;
  std::vector<Index> users_by_email_;
  std::vector<Index> groups_by_email_;
  std::vector<Index> deleted_users_;
  /// Keys are 64-bit hashes of ids and lower-cased addresses: a million strings would need more memory than
  /// the users.
  boost::unordered_flat_map<std::uint64_t, Index> user_keys_;
  boost::unordered_flat_map<std::uint64_t, Index> group_keys_;
  boost::unordered_flat_map<std::uint64_t, Index> external_keys_;
  mutable std::vector<Index> users_by_name_;
  mutable std::optional<UserOrder> name_order_;
  std::uint64_t address_revision_ = 1;
  std::uint64_t next_id_ = 0;
  bool loading_ = false;
};

/// Google's name of a role.
const char* role_name(Role role);

}  // namespace emulator
