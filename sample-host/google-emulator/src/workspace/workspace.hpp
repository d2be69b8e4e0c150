#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "workspace/externals.hpp"
#include "workspace/groups.hpp"
#include "workspace/new_ids.hpp"
#include "workspace/records.hpp"
#include "workspace/schemas.hpp"
#include "workspace/units.hpp"
#include "workspace/users.hpp"

namespace emulator {

/// One customer's directory: its parts, and what concerns several of them. All writing functions take
/// Google-shaped JSON and throw ControlError.
class Workspace {
 public:
  explicit Workspace(Customer customer);

  const Customer& customer() const { return customer_; }
  bool owns_domain(std::string_view domain) const;
  const Units& units() const { return units_; }
  const Users& users() const { return users_; }
  const Groups& groups() const { return groups_; }
  const Externals& externals() const { return externals_; }
  const Schemas& schemas() const { return schemas_; }
  Schemas& schemas() { return schemas_; }

  Index create_unit(const boost::json::object& source) { return units_.create(source, ids_); }
  void patch_unit(Index unit, const boost::json::object& changes) { units_.patch(unit, changes); }
  void delete_unit(Index unit, bool move_users_to_parent);

  Index create_user(const boost::json::object& source);
  /// For the generator: unchecked, with a new id and address and a well-formed document.
  Index add_generated_user(std::string id, std::string email, std::string document, Index unit);
  void patch_user(Index user, const boost::json::object& changes, std::int64_t now);
  void delete_user(Index user, std::int64_t now) { users_.remove(user, now); }

  Index create_group(const boost::json::object& source);
  void patch_group(Index group, const boost::json::object& changes);
  void delete_group(Index group) { groups_.remove(group); }

  // Members
  void add_member(Index group, const boost::json::object& source, std::int64_t now);
  void add_generated_member(Index group, const Member& member) { groups_.add_member(group, member); }
  void patch_member(Index group, std::size_t position, const boost::json::object& changes) {
    groups_.set_role(group, position, changes);
  }
  void remove_member(Index group, std::size_t position) { groups_.remove_member(group, position); }
  /// Finds by email or id; the customer by its id.
  std::optional<std::size_t> find_member(Index group, std::string_view key) const;
  /// Returns the direct members in the order of emails, without deleted users and groups.
  std::vector<Member> members_of(Index group) const;
  std::size_t direct_users(Index group) const;
  /// Sets the ids of external members to those in their customer's directory.
  void adopt_external_ids(const Workspace& other);
  /// The member's address; empty for the customer.
  const std::string& member_email(const Member& member) const;
  const std::string& member_id(const Member& member) const;
  bool is_alive(const Member& member) const;

  /// Between these two calls, orders are not maintained; finish_loading() sorts.
  void begin_loading();
  void finish_loading();

  /// Returns a new number that looks like Google's 21-digit ids.
  std::string new_id() { return ids_.number(); }

 private:
  Index unit_for(const boost::json::object& source) const;
  void check_free_address(std::string_view email) const;
  Member resolve_member(const boost::json::object& source);
  void sort_members(const Group& group) const;
  /// Never 0, and another number after each change of an address.
  std::uint64_t address_revision() const { return 1 + users_.renamings() + groups_.renamings(); }

  Customer customer_;
  NewIds ids_;
  Units units_;
  Users users_;
  Groups groups_;
  Externals externals_;
  Schemas schemas_;
};

}  // namespace emulator
