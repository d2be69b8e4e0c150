// One complete reading of the directory: the input of a plan.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/directory.hpp"
#include "plan/state/address_index.hpp"
#include "plan/state/directory_people.hpp"
#include "plan/state/group_answers.hpp"

namespace gup::plan {

struct DirectoryView {
  DirectoryPeople people;
  /// Filled if the source is groups.
  AddressIndex addresses;
  std::vector<OrganizationalUnit> units;
  /// The customer's groups, if the source is groups.
  std::vector<DirectoryGroup> groups;
  /// One for each group that was read.
  GroupAnswers group_answers;
  /// Missing people that Google confirmed as deleted, and people that it did not answer about.
  std::set<std::string> confirmed_gone;
  std::set<std::string> unconfirmed;
};

}  // namespace gup::plan
