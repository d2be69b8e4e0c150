// The known members of the groups that a run reads.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "model/directory.hpp"
#include "plan/state/person_ids.hpp"

namespace gup {

/// Saves memory: once every group has answered, the fields of users in none of them need not be kept. That is
/// usually long before the list of users ends. The filter can be wrong for a member with an alias and a
/// foreign id. Then the plan finds a person without fields, and confirms that person with Google.
class GroupMemberFilter {
 public:
  /// Adds groups that will be read.
  void expect(const std::vector<std::string>& group_ids) {
    groups_begun_ = true;
    expected_.insert(group_ids.begin(), group_ids.end());
  }
  void note(const GroupAnswer& answer, plan::PersonIds& ids);

  /// False if the user is in no group.
  [[nodiscard]] bool may_contain(plan::PersonNumber number, const DirectoryUser& user) const;
  /// The same for a person known by number only.
  [[nodiscard]] bool may_contain(plan::PersonNumber number) const;
  /// The number of groups to read, as far as known so far.
  [[nodiscard]] std::size_t expected() const { return expected_.size(); }
  [[nodiscard]] bool all_answered() const { return groups_begun_ && answered_.size() == expected_.size(); }

 private:
  void note(const Member& member, plan::PersonIds& ids);
  [[nodiscard]] bool has_address(const std::string& address) const;

  bool groups_begun_ = false;
  std::set<std::string> expected_;
  std::set<std::string> answered_;
  /// A group contains the whole customer.
  bool everyone_ = false;
  /// Indexed by person.
  std::vector<bool> members_;
  /// The addresses of members without an id.
  std::unordered_set<std::string> addresses_;
};

}  // namespace gup
