#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include "workspace/new_ids.hpp"
#include "workspace/records.hpp"

/// The groups of a customer. Functions that take JSON throw ControlError; whether an address is free is for
/// the caller to check.
namespace emulator {

class Groups {
 public:
  const Group& operator[](Index index) const { return groups_[index]; }
  /// The number of indexes, including those of deleted groups.
  std::size_t slots() const { return groups_.size(); }
  /// Finds by id, address or alias, without deleted groups.
  std::optional<Index> find(std::string_view key) const;
  /// Without deleted groups; valid until the next change.
  const std::vector<Index>& by_email() const { return by_email_; }
  /// Increases whenever the address of a group changes.
  std::uint64_t renamings() const { return renamings_; }

  Index create(const std::string& email, const boost::json::object& source, NewIds& ids);
  void patch(Index group, const boost::json::object& changes);
  void remove(Index group);

  /// Throws ControlError if the group has that member already.
  void add_new_member(Index group, const Member& member);
  /// For the generator: unchecked.
  void add_member(Index group, const Member& member);
  void remove_member(Index group, std::size_t position);
  void set_role(Index group, std::size_t position, const boost::json::object& changes);

  /// Between these two calls, the order is not maintained; finish_loading() sorts.
  void begin_loading() { loading_ = true; }
  void finish_loading();

 private:
  void insert_in_order(Index group);

  std::deque<Group> groups_;
  std::vector<Index> by_email_;
  boost::unordered_flat_map<std::uint64_t, Index> keys_;
  std::uint64_t renamings_ = 0;
  bool loading_ = false;
};

/// Google's name of a role.
const char* role_name(Role role);
/// The role in `source`, or `otherwise` if it has none. Throws ControlError.
Role role_from(const boost::json::object& source, Role otherwise);

}  // namespace emulator
