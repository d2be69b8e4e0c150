// One complete reading of the directory: the input of a plan.
#pragma once

#include <string>
#include <vector>

#include "model/directory.hpp"
#include "plan/exclusions/exclusion_rules.hpp"
#include "plan/people/read_person.hpp"
#include "plan/state/address_index.hpp"
#include "plan/state/alias_index.hpp"
#include "plan/state/directory_people.hpp"
#include "plan/state/evidence.hpp"
#include "plan/state/group_answers.hpp"

namespace gup::plan {

struct DirectoryView {
  /// Google's id of the customer that the connection reads.
  std::string customer_id;
  /// The rules by which the people were read.
  ExclusionRules exclusions;
  FieldRules fields;
  /// Custom attributes of the mapping that Google no longer has, or which no one has a value of.
  std::vector<CustomAttribute> missing_attributes;
  /// The missing attributes that never had a value in a sync: their names may be misspelt.
  std::vector<CustomAttribute> valueless_attributes;
  DirectoryPeople people;
  /// The domains of everyone who was listed.
  std::vector<DomainCount> domains;
  /// Filled if groups are read.
  AddressIndex addresses;
  AliasIndex aliases;
  /// If the source is units, or an exclusion is about a unit.
  std::vector<OrganizationalUnit> units;
  /// The customer's groups, if the source is groups.
  std::vector<DirectoryGroup> groups;
  /// One for each group that was read.
  GroupAnswers group_answers;
  Evidence evidence;
};

}  // namespace gup::plan
