// One complete reading of the directory, ready to be planned from.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/directory.hpp"
#include "plan/state/address_index.hpp"
#include "plan/state/directory_people.hpp"
#include "plan/state/group_answers.hpp"

namespace gup::plan {

/// What one run read. Built by `sync/`, judged by `plan/`.
struct DirectoryView {
  DirectoryPeople people;
  /// Only filled when the source is groups.
  AddressIndex addresses;
  std::vector<OrganizationalUnit> units;
  /// The customer's groups; empty when the source is not groups.
  std::vector<DirectoryGroup> groups;
  /// Of the groups that were walked.
  GroupAnswers group_answers;
  /// Absent people who were asked about one by one and are gone, and those about whom nothing is known.
  std::set<std::string> confirmed_gone;
  std::set<std::string> unconfirmed;
};

}  // namespace gup::plan
