#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include "common/text.hpp"
#include "workspace/new_ids.hpp"
#include "workspace/records.hpp"

/// Members of groups from outside the customer.
namespace emulator {

class Groups;
class Users;

class Externals {
 public:
  const External& operator[](Index index) const { return externals_[index]; }
  /// True for the id or address of a member from outside.
  bool knows(std::string_view key) const { return keys_.contains(hash_ignoring_case(key)); }
  /// Adds the member if it is new.
  Index find_or_add(const std::string& email, const boost::json::object& source, NewIds& ids);
  /// Sets the ids to those in the directory of another customer.
  void adopt_ids(const Users& users, const Groups& groups);

 private:
  std::vector<External> externals_;
  boost::unordered_flat_map<std::uint64_t, Index> keys_;
};

}  // namespace emulator
