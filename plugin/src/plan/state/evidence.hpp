// What Google said, in this run, about single objects that are missing from a list.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/directory.hpp"

namespace gup::plan {

/// Contains every question that was asked, even if Google did not answer: no question is asked twice in a
/// run. People and units that turned out to be present are in the view instead. A group that only
/// `groups.get` finds stays here, and is frozen.
struct Evidence {
  /// People missing from the list of users that Google confirmed as deleted, and those that it did not answer
  /// about.
  std::set<std::string, std::less<>> gone_people;
  std::set<std::string, std::less<>> unclear_people;
  /// People whose own record was asked for and is in the view.
  std::set<std::string, std::less<>> confirmed_people;
  /// Groups missing from the list of groups.
  std::map<std::string, LookupResult, std::less<>> missing_groups;
  /// Units missing from the tree that are gone or unclear.
  std::map<std::string, LookupResult, std::less<>> missing_units;
  /// Groups whose members were listed once more. The group answers contain the members of both lists.
  std::set<std::string, std::less<>> listed_twice;
  std::map<MembershipQuestion, MembershipAnswer> memberships;
  /// Keyed by person or group: the groups that contain it directly; nullopt if Google did not answer.
  std::map<std::string, std::optional<std::vector<std::string>>, std::less<>> groups_of;

  [[nodiscard]] bool is_gone_group(std::string_view id) const {
    const auto found = missing_groups.find(id);
    return found != missing_groups.end() && found->second == LookupResult::gone;
  }
};

/// What Google has to be asked before the plan can be made; see google/directory/directory_reader.hpp.
struct Questions {
  std::set<std::string> people;
  std::set<std::string> groups;
  std::set<std::string> units;
  /// Groups whose members to list, for the first time or again.
  std::set<std::string> member_lists;
  std::set<MembershipQuestion> memberships;
  /// People and groups whose groups to list.
  std::set<std::string> groups_of;

  [[nodiscard]] bool empty() const {
    return people.empty() && groups.empty() && units.empty() && member_lists.empty() && memberships.empty() &&
           groups_of.empty();
  }
};

}  // namespace gup::plan
