// The stored state as far as it concerns one person, for a plan that changes no one else.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "plan/state/stored_state.hpp"

namespace gup::plan {

/// What a plan about one person has to know about everyone else.
struct OtherPeople {
  /// Active links.
  std::int64_t managed = 0;
  /// Their target users.
  std::unordered_set<std::int64_t> user_ids;
  /// How many of them are in each target group, by memberships that the plugin created.
  std::unordered_map<std::int64_t, std::int64_t> members;
  /// The stored group tree, sorted.
  std::vector<SourceGroup> source_groups;
  /// The groups that were read for this person. Other groups are not walked: the person is in none of them.
  std::set<std::string, std::less<>> groups_read;
};

struct OnePersonState {
  StoredState stored;
  OtherPeople others;
};

/// Divides the state. `person` is nullopt for a person who is not linked. The lists of managed target groups,
/// held removals and excluded members, and the recent removals stay complete.
[[nodiscard]] OnePersonState state_of_one(const StoredState& all, std::optional<PersonNumber> person);

/// The group tree at and above `group_ids`, and the direct children of those groups.
[[nodiscard]] std::vector<SourceGroup> tree_around(const std::vector<SourceGroup>& tree,
                                                   const std::set<std::string, std::less<>>& group_ids);

/// `group_ids` and all groups above them.
[[nodiscard]] std::set<std::string, std::less<>> with_groups_above(
    const std::vector<SourceGroup>& tree, const std::set<std::string, std::less<>>& group_ids);

}  // namespace gup::plan
