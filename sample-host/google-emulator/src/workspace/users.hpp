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
#include "workspace/records.hpp"

/// The users of a customer, held compactly enough for a million people. Whether an address is free and a unit
/// exists is for the caller to check.
namespace emulator {

class Users {
 public:
  const User& operator[](Index index) const { return users_[index]; }
  /// The number of indexes, including those of deleted users.
  std::size_t slots() const { return users_.size(); }
  /// Finds by id, primary email or alias, without deleted users.
  std::optional<Index> find(std::string_view key) const;
  /// True also for the id of a deleted user.
  bool has_id(std::string_view id) const { return keys_.contains(hash_ignoring_case(id)); }
  /// Returns the users in one order, without deleted ones; valid until the next change.
  const std::vector<Index>& in_order(UserOrder order) const;
  const std::vector<Index>& deleted() const { return deleted_; }
  /// Returns the position of the first user after `email` in the order by email.
  std::size_t first_after(std::string_view email) const;
  /// Increases whenever the address of a user changes.
  std::uint64_t renamings() const { return renamings_; }

  Index create(std::string id, std::string email, const boost::json::object& source, Index unit);
  /// For the generator: unchecked, with a well-formed document.
  Index add(std::string id, std::string email, std::string document, Index unit);
  /// `unit`: the new one, if it changes.
  void patch(Index user, const boost::json::object& changes, std::optional<Index> unit, std::int64_t now);
  /// Throws ControlError if users would have to move and `allowed` is false.
  void move_all(Index from, Index to, bool allowed);
  void remove(Index user, std::int64_t now);

  /// Between these two calls, the order is not maintained; finish_loading() sorts.
  void begin_loading() { loading_ = true; }
  void finish_loading();

 private:
  std::vector<std::string> aliases_of(Index user) const;
  void insert_in_order(Index user);
  void rename(Index user, const std::string& email, boost::json::object& document);
  void write_document(User& user, const boost::json::object& document);
  void index_aliases(Index user, const boost::json::object& document);

  std::deque<User> users_;
  std::vector<Index> by_email_;
  std::vector<Index> deleted_;
  /// Keys are 64-bit hashes of ids and lower-cased addresses: a million strings would need more memory than
  /// the users.
  boost::unordered_flat_map<std::uint64_t, Index> keys_;
  mutable std::vector<Index> by_name_;
  mutable std::optional<UserOrder> name_order_;
  std::uint64_t renamings_ = 0;
  bool loading_ = false;
};

}  // namespace emulator
