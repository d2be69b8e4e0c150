// Which rules exclude which people in this run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/unit_tree.hpp"
#include "plan/exclusions/exclusion_rules.hpp"
#include "plan/make_plan.hpp"
#include "plan/selection/person_table.hpp"

namespace gup::plan {

/// A unit or group of a rule that this run could not read.
struct UnreadExclusion {
  RuleIndex rule = 0;
  /// Google confirmed that it was deleted.
  bool gone = false;
};

/// A rule excludes a person by the person's own record, by the record's unit, or because a group lists the
/// person. While a group or unit cannot be read, it excludes those it excluded before, and no one else.
class Exclusions {
 public:
  Exclusions() = default;
  Exclusions(const PlanInput& input, const PersonTable& person_table, const UnitTree& units);

  /// The first rule that excludes the person now.
  [[nodiscard]] std::optional<RuleIndex> rule_of(PersonIndex person) const;
  /// The first unread rule that excluded the person before. Says nothing about people who are linked.
  [[nodiscard]] std::optional<RuleIndex> former_rule_of(PersonIndex person) const;
  /// All rules that exclude the person now or did before, without duplicates.
  [[nodiscard]] std::vector<RuleIndex> all_rules_of(PersonIndex person) const;

  /// The members of the rules' groups as they will be stored; sorted.
  [[nodiscard]] const std::vector<ExcludedMember>& members() const { return members_; }
  [[nodiscard]] const std::vector<UnreadExclusion>& unread() const { return unread_; }

 private:
  struct Match {
    PersonIndex person = 0;
    RuleIndex rule = 0;
    /// True if the unit or group could not be read, so that the last good answer is used.
    bool is_former = false;

    auto operator<=>(const Match&) const = default;
  };
  /// What the constructor reads.
  struct Reading {
    const PlanInput& input;
    const PersonTable& person_table;
    const UnitTree& units;
    const ExclusionRules& rules;
  };

  void match_records(const Reading& reading);
  void match_units(const Reading& reading);
  void match_groups_of_one(const Reading& reading, RuleIndex rule);
  void match_group(const Reading& reading, RuleIndex rule);
  void add_member(const Reading& reading, RuleIndex rule, const std::string& listed_by, PersonIndex person);
  /// What the last good run stored about the rule's groups, except about `read`.
  void use_last_answer(const Reading& reading, RuleIndex rule, const std::vector<std::string>& read);
  [[nodiscard]] std::optional<RuleIndex> first_rule(PersonIndex person, bool is_former) const;

  /// Sorted.
  std::vector<Match> matches_;
  std::vector<ExcludedMember> members_;
  std::vector<UnreadExclusion> unread_;
};

/// The ids of units of rules that are not in the tree and that Google was not asked about.
[[nodiscard]] std::vector<std::string> excluded_units_to_ask(const PlanInput& input, const UnitTree& units);

}  // namespace gup::plan
