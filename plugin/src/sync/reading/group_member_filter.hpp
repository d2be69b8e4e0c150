// Who is a member of the groups that a run walks, while it reads them.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "model/directory.hpp"
#include "plan/state/person_ids.hpp"

namespace gup {

/// Once every group has answered, the fields of whoever is in none of them need not be kept. That is nearly
/// always long before the list of users ends. Where this is wrong (somebody who is known here by an alias
/// and an id of elsewhere), the plan finds a person without fields and Google is asked about them once more.
class GroupMemberFilter {
 public:
  /// Groups that are going to be asked about.
  void expect(const std::vector<std::string>& group_ids) {
    groups_begun_ = true;
    expected_.insert(group_ids.begin(), group_ids.end());
  }
  void note(const GroupAnswer& answer, plan::PersonIds& ids);

  /// False when it is known that the user is in no group.
  [[nodiscard]] bool may_contain(plan::PersonNumber number, const DirectoryUser& user) const;
  /// The same of somebody of whom only the number is at hand.
  [[nodiscard]] bool may_contain(plan::PersonNumber number) const;
  [[nodiscard]] bool all_answered() const { return groups_begun_ && answered_.size() == expected_.size(); }

 private:
  void note(const Member& member, plan::PersonIds& ids);
  [[nodiscard]] bool has_address(const std::string& address) const;

  bool groups_begun_ = false;
  std::set<std::string> expected_;
  std::set<std::string> answered_;
  /// A group holds everybody of the customer.
  bool everyone_ = false;
  /// By person.
  std::vector<bool> members_;
  /// Of members without an id.
  std::unordered_set<std::string> addresses_;
};

}  // namespace gup
