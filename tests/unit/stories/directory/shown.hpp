// What Google shows of a directory in one run: the truth, or lists that lie.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dice.hpp"
#include "world.hpp"

namespace gup::plan::test {

struct Shown {
  /// In the order of the listing; someone may be listed twice.
  std::vector<DirectoryUser> users;
  std::size_t page_size = 500;
  /// How many pages of users arrive before the groups.
  std::size_t pages_before_groups = 0;
  std::vector<OrganizationalUnit> units;
  /// How often the tree changes while it is read.
  int tree_changes = 0;
  std::vector<DirectoryGroup> groups;
  /// The first and the second reading of each member list. A group without an answer is gone.
  std::map<std::string, GroupAnswer> members;
  std::map<std::string, GroupAnswer> members_again;
  /// Objects about which Google does not answer: people, units and groups.
  std::set<std::string> unclear;
};

/// The record as Google sends it.
[[nodiscard]] DirectoryUser record_of(const WrittenDirectory& google, const Person& person);

/// Everything as it is.
[[nodiscard]] Shown honest(const WrittenDirectory& google, Dice& dice);

/// Lists that omit people, units, groups and members, or show them as they were `earlier`; whose rows move
/// between pages while they are read; people who are listed twice with different records; records that cannot
/// be used; trees with unknown parents or circles, or that change meanwhile; groups that cannot be read; and
/// objects about which Google does not answer. `always`: the second reading of a member list is as wrong.
[[nodiscard]] Shown spoiled(const World& world, const WrittenDirectory& earlier, Dice& dice, bool always);

}  // namespace gup::plan::test
